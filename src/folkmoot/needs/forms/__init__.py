"""Forms about needs, offers and things."""
