"""What is to be reached: assigned, resolved, registered."""
