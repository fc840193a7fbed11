"""The append-only record: entries of salted digests, and the log over them."""
