"""Pages of the common fund and of what is left over."""
