"""Reading the common fund."""
