"""Prospects who work away, enlist or move; the board of all."""
