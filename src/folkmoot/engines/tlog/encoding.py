"""Numbers and base64 in the one spelling each has, so that nothing has two names."""

import zlib
from base64 import b64decode, b64encode, urlsafe_b64decode
from binascii import b2a_base64

from folkmoot.engines.tlog.faults import FormatError

# Sizes and times are signed 64-bit numbers in other implementations.
LARGEST = 2**63 - 1
LONGEST = len(str(LARGEST))
GZIP = 16 + zlib.MAX_WBITS
FOR_URLS = bytes.maketrans(b"+/", b"-_")


def parse_number(text: str, what: str, most: int = LARGEST) -> int:
    """Read a decimal number: ASCII digits, no sign, no leading zero, at most ``most``."""
    # isdigit alone also takes the digits of other scripts.
    plain = text.isascii() and text.isdigit() and len(text) <= LONGEST
    if not plain or (text[0] == "0" and text != "0") or int(text) > most:
        message = f"{what} is {text[:40]!r}; expected a decimal number up to {most}"
        raise FormatError(message)
    return int(text)


def encode64(raw: bytes) -> str:
    """Write standard base64 with padding."""
    return b64encode(raw).decode("ascii")


def decode64(text: str, what: str, size: int | None = None) -> bytes:
    """Read standard base64; of ``size`` bytes, if given."""
    try:
        raw = b64decode(text, validate=True)
    except ValueError:  # letters outside of the alphabet, or of ASCII
        raw = b""
    # The decoder takes bits left over after the last byte: two spellings of one value.
    if encode64(raw) != text:
        message = f"{what} is {text[:60]!r}; expected base64"
        raise FormatError(message)
    return _of_size(raw, what, size)


def encode64url(raw: bytes) -> str:
    """Write base64 for addresses, without padding."""
    return b2a_base64(raw, newline=False).translate(FOR_URLS, b"=").decode("ascii")


def decode64url(text: str, what: str, size: int | None = None) -> bytes:
    """Read base64 for addresses, without padding; of ``size`` bytes, if given."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raw = b""
    if encode64url(raw) != text:
        message = f"{what} is {text[:60]!r}; expected base64url without padding"
        raise FormatError(message)
    return _of_size(raw, what, size)


def gunzip(data: bytes, most: int) -> bytes:
    """Open what was packed on its way; of what is longer, ``most`` bytes alone."""
    try:
        return zlib.decompressobj(GZIP).decompress(data, most)
    except zlib.error as error:
        message = f"what came is packed, and cannot be opened: {error}"
        raise FormatError(message) from error


def _of_size(raw: bytes, what: str, size: int | None) -> bytes:
    if size is not None and len(raw) != size:
        message = f"{what} has {len(raw)} bytes; expected {size}"
        raise FormatError(message)
    return raw
