"""Words about shifts."""
