"""What a leaf of ours holds: salted digests, so that words can be erased around it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import rfc8785

from folkmoot.engines.tlog.encoding import decode64url, encode64url
from folkmoot.engines.tlog.faults import FormatError

VERSION = 1
LEAF_SIZE_AT_MOST = 4096
DIGEST_SIZE = 32
SALT_SIZE = 16
# Real digests and decoys together are a multiple of this, and at least so many: enough
# for the longest of our kinds, so that none can be told from another.
DECOY_STEP = 4
USUAL_DIGESTS = 16
DIGESTS_AT_MOST = 88  # what fits into 4,096 bytes at 46 each
STATEMENT = b"folkmoot/v1 statement\n"
# Names that RFC 9901 keeps for itself.
RESERVED = frozenset({"_sd", "..."})
PARTS = 3
# The one spelling of 32 bytes and of 16: what is left over of the last letter is 0.
ONE_DIGEST = re.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
ONE_SALT = re.compile("[A-Za-z0-9_-]{21}[AQgw]")
EXACT = 2**53 - 1  # the largest whole number that every program reads alike
DEEPEST = 100  # objects and lists within one another

type Value = str | int | bool | Sequence["Value"] | Mapping[str, "Value"] | None


@dataclass(frozen=True)
class Disclosure:
    """One thing that was said, with the salt that keeps it from being guessed.

    Attributes
    ----------
    salt : str
        16 random bytes as base64url, drawn by whoever says it.
    name : str
        What it is: ``text``, ``author``, ``stance``.
    value : str, int, bool, None, or lists and objects of them
        No fractions: they have several spellings.
    """

    salt: str
    name: str
    value: Value

    @property
    def encoded(self) -> str:
        """The string that is kept, handed on and digested."""
        _refuse_salt(self.salt)
        if self.name in RESERVED:
            message = f"a disclosure cannot be called {self.name!r}"
            raise FormatError(message)
        refuse_fractions(self.value)
        return encode64url(canonical([self.salt, self.name, self.value]))


def canonical(value: object) -> bytes:
    """Return a value as canonical JSON (RFC 8785)."""
    try:
        if _is_plain(value):
            return _dump_plain(value).encode()
        return rfc8785.dumps(value)  # type: ignore[arg-type] # it refuses what it cannot
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        message = f"no canonical JSON: {error}"
        raise FormatError(message) from error


_dump_plain = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
).encode


def _is_plain(value: object) -> bool:
    """Say whether the standard library writes a value as RFC 8785 does, only sooner.

    The names of an object are sorted alike where all are ASCII.
    """
    if value is None or type(value) in {str, bool}:
        return True
    if type(value) is int:
        return -EXACT <= value <= EXACT
    if type(value) is dict:
        names = all(type(name) is str and name.isascii() for name in value)
        return names and all(map(_is_plain, value.values()))
    return type(value) in {list, tuple} and all(map(_is_plain, value))  # type: ignore[call-overload] # one of them


def refuse_fractions(value: object, depth: int = 0) -> None:
    """Refuse a value that holds a float anywhere, or is deeper than programs read."""
    if isinstance(value, str):
        return
    if isinstance(value, float):
        message = f"{value} is no value of a disclosure; expected no fractions"
        raise FormatError(message)
    if depth > DEEPEST:
        message = f"a disclosure is deeper than {DEEPEST} lists within one another"
        raise FormatError(message)
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            refuse_fractions(one, depth + 1)


def digest(encoded: str) -> str:
    """Return what stands for a disclosure in the log.

    Parameters
    ----------
    encoded : str
        A disclosure as it was kept. It is never made anew from its parts.

    Returns
    -------
    str
        43 letters of base64url: SHA-256 of the string.

    Raises
    ------
    FormatError
        If the string cannot be one.

    References
    ----------
    RFC 9901, section 4.2.3.

    Examples
    --------
    >>> digest("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0")
    'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0'
    """
    if not encoded.isascii():
        message = f"{encoded[:60]!r} is no disclosure"
        raise FormatError(message)
    return encode64url(sha256(encoded.encode()).digest())


def open_disclosure(encoded: str) -> tuple[str, str, Value]:
    """Read a disclosure.

    Parameters
    ----------
    encoded : str
        The string that was digested.

    Returns
    -------
    tuple of salt, name and value
        As they were said.

    Raises
    ------
    FormatError
        If it is no disclosure, or one that two programs could read differently.
    """
    raw = decode64url(encoded, "a disclosure")
    try:
        parts = json.loads(
            raw.decode(), object_pairs_hook=_once, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        message = f"a disclosure is no JSON: {error}"
        raise FormatError(message) from error
    if not isinstance(parts, list) or len(parts) != PARTS:
        message = "a disclosure is a list of salt, name and value"
        raise FormatError(message)
    salt, name, value = parts
    if not isinstance(salt, str) or not isinstance(name, str) or name in RESERVED:
        message = "the salt and the name of a disclosure are texts"
        raise FormatError(message)
    _refuse_salt(salt)
    refuse_fractions(value)
    canonical(parts)  # it refuses numbers and letters that other programs cannot hold
    return salt, name, value


def _once(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a name stands twice in one object"
        raise FormatError(message)
    return found


def _refuse_constant(name: str) -> None:
    message = f"{name} is no JSON"
    raise FormatError(message)


def decoys_needed(count: int) -> int:
    """Return how many decoys make a leaf look like the others.

    Parameters
    ----------
    count : int
        Digests of disclosures.

    Returns
    -------
    int
        Random digests to add: to 16 in all, beyond that to a multiple of 4.
    """
    return max(USUAL_DIGESTS - count, -count % DECOY_STEP)


def make_leaf(digests: Iterable[str], decoys: Iterable[str]) -> bytes:
    """Return the entry for a statement: nothing but digests.

    Parameters
    ----------
    digests : iterable of str
        From `digest`, in any order.
    decoys : iterable of str
        Random digests: 32 random bytes each as base64url, `decoys_needed` of them.

    Returns
    -------
    bytes
        Canonical JSON, at most 4,096 bytes. Its order says nothing about theirs.

    Raises
    ------
    FormatError
        If a digest is none or stands twice, or their number is no multiple of 4.
    """
    both = sorted([*digests, *decoys])
    _refuse_digests(both)
    return canonical({"_sd": both, "v": VERSION})


def read_leaf(leaf: bytes) -> tuple[str, ...]:
    """Return the digests of a leaf.

    Parameters
    ----------
    leaf : bytes
        An entry of a log of ours.

    Returns
    -------
    tuple of str
        Sorted; real ones and decoys cannot be told apart.

    Raises
    ------
    FormatError
        If it is not, byte for byte, what `make_leaf` would make.
    """
    if len(leaf) > LEAF_SIZE_AT_MOST:
        message = f"a leaf has {len(leaf)} bytes; expected at most {LEAF_SIZE_AT_MOST}"
        raise FormatError(message)
    try:
        found = json.loads(leaf)
    except (ValueError, RecursionError) as error:
        message = f"a leaf is no JSON: {error}"
        raise FormatError(message) from error
    digests = found.get("_sd") if isinstance(found, dict) else None
    if not isinstance(digests, list) or not all(isinstance(d, str) for d in digests):
        message = "a leaf holds no list of digests"
        raise FormatError(message)
    _refuse_digests(digests)
    if canonical({"_sd": sorted(digests), "v": VERSION}) != leaf:
        message = "a leaf is not written in its one way"
        raise FormatError(message)
    return tuple(digests)


def _refuse_salt(salt: str) -> None:
    if not ONE_SALT.fullmatch(salt):
        message = f"a salt is {salt[:60]!r}; expected {SALT_SIZE} bytes as base64url"
        raise FormatError(message)


def _refuse_other_than_digests(texts: Iterable[str]) -> None:
    for one in texts:
        if not ONE_DIGEST.fullmatch(one):
            message = (
                f"a digest is {one[:60]!r}; expected {DIGEST_SIZE} bytes as base64url"
            )
            raise FormatError(message)


def _refuse_digests(digests: list[str]) -> None:
    _refuse_other_than_digests(digests)
    is_count = 0 < len(digests) <= DIGESTS_AT_MOST and not len(digests) % DECOY_STEP
    if not is_count or len(set(digests)) != len(digests):
        message = (
            f"{len(digests)} digests; expected a multiple of {DECOY_STEP} up to"
            f" {DIGESTS_AT_MOST}, none twice"
        )
        raise FormatError(message)


def statement_bytes(origin: str, digests: Iterable[str]) -> bytes:
    """Return what a member signs.

    Parameters
    ----------
    origin : str
        Of the log that the statement is for: it counts in no other.
    digests : iterable of str
        Of the disclosures that the author made, in any order, none twice.

    Returns
    -------
    bytes
        A line that keeps the signature from meaning something else, and canonical JSON.

    Raises
    ------
    FormatError
        If there is no digest, or one is none or stands twice.
    """
    core = sorted(digests)
    _refuse_other_than_digests(core)
    if not core or len(set(core)) != len(core) or not origin:
        message = f"a statement with {len(core)} digests, or one of them twice"
        raise FormatError(message)
    return STATEMENT + canonical({"_sd": core, "origin": origin, "v": VERSION})
