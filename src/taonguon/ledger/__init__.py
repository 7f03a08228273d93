"""Append-only facts with two times: when it happened, when it was recorded."""
