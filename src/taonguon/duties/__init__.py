"""What is due for whom, over the whole product: pages, one sheet a cell, a calendar, a letter a day."""
