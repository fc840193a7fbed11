"""Words about amounts, the fund and what is left over."""
