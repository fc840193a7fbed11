"""Every change to what is left over."""
