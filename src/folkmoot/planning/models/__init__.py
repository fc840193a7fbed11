"""Tables, by what they are about."""
