"""Every change to the common fund."""
