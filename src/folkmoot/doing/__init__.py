"""Commitments, progress and look-backs."""
