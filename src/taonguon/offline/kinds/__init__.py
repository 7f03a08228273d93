"""What is taken along and sent, a file for each kind."""
