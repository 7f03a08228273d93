"""Classes: awareness, new members, committee training."""
