"""How a record is chained: canonical JSON, salted digests, one hash after another."""

import hashlib
import json

DECOY_STEP = 4  # digests are padded to a multiple, so their number tells little


def canonical(value: object) -> str:
    """Return ``value`` as JSON in the one form that is hashed (RFC 8785 for our types)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(salt: str, name: str, value: object) -> str:
    """Return the digest of one disclosure: SHA-256 over [salt, name, value]."""
    return hashlib.sha256(canonical([salt, name, value]).encode()).hexdigest()


def chain(previous: str, leaf: str) -> str:
    """Return the hash that ends the chain after ``leaf``."""
    return hashlib.sha256(f"{previous}\n{leaf}".encode()).hexdigest()
