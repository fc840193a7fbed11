"""What people write about federations, by what it is about."""
