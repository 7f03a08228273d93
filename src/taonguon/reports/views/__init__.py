"""Pages of figures: the year, one organisation, the rows behind a number."""
