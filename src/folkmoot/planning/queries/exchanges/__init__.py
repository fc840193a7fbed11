"""Exchanges between collectives, as one of them may see them."""
