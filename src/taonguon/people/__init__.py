"""People and their course in the Party."""
