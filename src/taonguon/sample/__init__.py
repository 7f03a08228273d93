"""The sample commune: four synthetic workbooks as an office keeps them."""
