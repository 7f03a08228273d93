"""Difficulties of cells: what stands in the way, who removes it by when, and what came of it."""
