"""How words become digests, with salts and decoys drawn by chance."""

import secrets
from collections.abc import Collection

from folkmoot.engines.tlog import (
    Disclosure,
    Value,
    decoys_needed,
    digest,
    make_leaf,
)

SALT_BYTES, DECOY_BYTES = 16, 32


def tell(name: str, value: Value) -> str:
    """Return ``name`` and ``value`` with a salt of their own, as they are digested."""
    return Disclosure(secrets.token_urlsafe(SALT_BYTES), name, value).encoded


def leaf_of(told: Collection[str]) -> str:
    """Return the leaf over what was told: digests and decoys, in no order of theirs."""
    missing = decoys_needed(len(told))
    decoys = [secrets.token_urlsafe(DECOY_BYTES) for _ in range(missing)]
    return make_leaf(map(digest, told), decoys).decode()
