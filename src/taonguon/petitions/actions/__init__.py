"""Writing petitions: handling them, and the public form."""
