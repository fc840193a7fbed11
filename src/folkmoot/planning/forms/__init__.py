"""Forms of what is planned, by what they are about."""
