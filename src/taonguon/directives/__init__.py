"""Directives from above: passed to cells, acknowledged by each, with tasks and their progress."""
