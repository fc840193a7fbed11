"""Forms about shifts."""
