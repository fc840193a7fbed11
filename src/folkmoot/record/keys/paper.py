"""A key on paper: groups of letters and digits that can be typed without a mistake."""

import secrets
from hashlib import sha256

from django.utils.translation import gettext as _

BYTES = 32
GROUP = 4
CHECK = 4  # digits at the end that tell a slip of the pen


class PaperKeyError(Exception):
    """What was typed is no key, or has a slip in it."""


def new_paper_key() -> str:
    """Return a new key as people write it down: 17 groups of four."""
    return write_paper_key(secrets.token_bytes(BYTES))


def write_paper_key(seed: bytes) -> str:
    """Return a seed of 32 bytes as groups of four, the last one a check of the others."""
    text = seed.hex() + sha256(seed).hexdigest()[:CHECK]
    return " ".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def read_paper_key(text: str) -> bytes:
    """Return the seed that stands on a paper; spaces, lines and capitals do not matter.

    Raises
    ------
    PaperKeyError
        If a group is missing or a letter is wrong.
    """
    letters = "".join(text.split()).replace("-", "").lower()
    seed_part, check = letters[:-CHECK], letters[-CHECK:]
    is_hex = letters.isascii() and set(letters) <= set("0123456789abcdef")
    if not is_hex or len(seed_part) != 2 * BYTES:
        message = _(
            "A key has 17 groups of four. It uses the digits 0 to 9 and the letters a to f."
        )
        raise PaperKeyError(message)
    seed = bytes.fromhex(seed_part)
    if sha256(seed).hexdigest()[:CHECK] != check:
        raise PaperKeyError(_("A letter is not the one on the paper. Look again."))
    return seed
