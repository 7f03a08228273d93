"""What mass organisations hold, and which prospects took part."""
