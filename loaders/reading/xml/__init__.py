"""XML of any size and origin, safe and record by record."""
