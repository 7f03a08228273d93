"""Changes of the tree that people and papers are part of: found, receive, move, split, merge, end."""
