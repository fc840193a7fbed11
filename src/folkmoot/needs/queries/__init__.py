"""Reading needs, offers and things."""
