"""The year's picture and the rows behind each figure."""
