"""Hear everyone, decide together, carry it out, look back."""

__version__ = "0.1.0.dev0"
