"""Reading what is planned, by what it is about."""
