"""The append-only record: entries that chain salted digests."""
