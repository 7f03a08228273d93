"""Pages of papers and of forms."""
