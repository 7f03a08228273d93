"""Lists of an office, staged, compared, confirmed, undone."""
