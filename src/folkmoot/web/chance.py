"""The only place that makes chance: global ids, secret tokens, seeds of lots."""

import hashlib
import random
import secrets
from collections.abc import Sequence
from uuid import UUID

import numpy as np
import uuid_utils.compat

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L: read aloud and by hand


def new_id() -> UUID:
    """Return a UUIDv7: unique everywhere, and sorted by the time it was made."""
    return uuid_utils.compat.uuid7()


def new_token() -> str:
    """Return a secret of 192 bits for a link."""
    return secrets.token_urlsafe(24)


def new_code(length: int = 6) -> str:
    """Return a secret that people can type: ``length`` letters and digits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_seed() -> str:
    """Return a seed for a lot; publish it, and anyone can draw again."""
    return secrets.token_hex(16)


def draw[T](seed: str, candidates: Sequence[T], size: int) -> list[T]:
    """Return ``size`` of ``candidates`` by lot, the same for the same seed.

    ``candidates`` must come in a stated order; fewer are returned when there are
    fewer.
    """
    rng = random.Random(seed)  # noqa: S311 -- repeatable on purpose; the seed is secret until drawn
    return rng.sample(list(candidates), min(size, len(candidates)))


def falls_on(seed: str, one_in: int) -> bool:
    """Say whether a lot that falls on one in ``one_in`` fell: the first of so many."""
    return draw(seed, range(one_in), 1) == [0]


def rng_of(seed: int) -> np.random.Generator:
    """Return numbers by chance that anyone who knows ``seed`` can draw again."""
    return np.random.default_rng(seed)


def digest(secret: str) -> str:
    """Return the SHA-256 under which a secret is kept; it is never stored itself."""
    return hashlib.sha256(secret.encode()).hexdigest()
