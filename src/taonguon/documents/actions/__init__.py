"""Writing documents: terms, numbers, what is kept, papers made in bulk."""
