"""Words about needs and things."""
