"""Hearings: statements, responses, contributions."""
