"""Pages about petitions."""
