"""The tree of Party organisations."""
