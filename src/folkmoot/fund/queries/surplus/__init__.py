"""Reading what is left over."""
