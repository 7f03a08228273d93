"""Cells: what their areas are like, and which committee member is in charge of which."""
