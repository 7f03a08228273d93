"""Facts to the values a form names: the only translator, one way, a file per matter."""
