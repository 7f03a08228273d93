"""How fast the product is, measured beside its peers and the floor; `python -m benchmarks`."""
