"""Forms about the common fund and what is left over."""
