"""What the law says: the rulebook's data files, and the reading of them."""
