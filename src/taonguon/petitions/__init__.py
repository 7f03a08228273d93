"""Petitions of residents: received, passed on, answered, published; never about who is considered."""
