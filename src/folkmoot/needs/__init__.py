"""What people need, can give and share: needs, offers, matches, neighbours, things."""
