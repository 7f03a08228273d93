"""The pages of the person's own view: for the office, and the private one."""
