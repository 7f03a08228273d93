"""What a paper holds: one file per paper, read, filled, and set as PDF and as Word."""
