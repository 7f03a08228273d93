"""Changes of the rules that officers make, upon the rules as shipped."""
