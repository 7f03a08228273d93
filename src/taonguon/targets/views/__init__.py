"""The pages of targets: by year, dividing one, the criteria of dividing."""
