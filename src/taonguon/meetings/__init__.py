"""The cell's monthly meeting on its prospects, and the commune's review."""
