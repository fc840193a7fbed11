"""Pages of needs, offers and things."""
