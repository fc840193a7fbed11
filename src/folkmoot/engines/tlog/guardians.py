"""Guardians: other logs that together can say which key goes on when all are lost.

Who keeps a log names some before anything is lost. Then k of n of them, each by an
entry in its own log, vouch for a new key and for the end that it continues. A voucher
is the receipt of that entry: whoever has it checks it without asking anybody.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from folkmoot.engines.tlog.checkpoints import Checkpoint, parse_checkpoint
from folkmoot.engines.tlog.encoding import decode64, parse_number
from folkmoot.engines.tlog.faults import FormatError, SignatureError
from folkmoot.engines.tlog.keys import KeyKind, VerifierKey
from folkmoot.engines.tlog.leaves import Value, digest, open_disclosure, read_leaf
from folkmoot.engines.tlog.notes import parse_note
from folkmoot.engines.tlog.policies import LogLine, Policy
from folkmoot.engines.tlog.receipts import parse_receipt
from folkmoot.engines.tlog.tree import HASH_SIZE

REKEY = "folkmoot/v1 rekey"
VOUCHED = "log.vouched"
MOST = 9
LINES = 5  # of a request: what it is, the three of an end, the new key
WAIT = timedelta(days=14)


@dataclass(frozen=True)
class Guardians:
    """Who can say together which key goes on.

    Attributes
    ----------
    needed : int
        How many of them; more than half, so that never two keys are vouched for.
    keys : tuple of str
        Of their logs. None: there are no guardians.
    since : datetime or None
        From when on they count; None from the first.

    Examples
    --------
    >>> Guardians(0, ()).check("log.example/elm")
    """

    needed: int
    keys: tuple[str, ...]
    since: datetime | None = None

    def check(self, origin: str) -> None:
        """Refuse guardians that the log called ``origin`` cannot have.

        Raises
        ------
        FormatError
            If they are too many, one stands there twice or is the log itself, is no key
            of a log, or so few are enough that two halves could vouch for two keys.
        """
        keys = [VerifierKey.parse(key) for key in self.keys]
        names = {key.name for key in keys}
        if any(key.kind != KeyKind.NOTE for key in keys):
            message = "a guardian is named by the key of its log"
            raise FormatError(message)
        if len(names) < len(keys) or origin in names or len(keys) > MOST:
            message = f"guardians are up to {MOST} other logs, each named once"
            raise FormatError(message)
        if not len(keys) < 2 * self.needed <= 2 * len(keys) and (self.needed or keys):
            message = "more than half of the guardians are needed, and at most all"
            raise FormatError(message)


def counting(named: Sequence[Guardians], at: datetime) -> Guardians:
    """Return whose word counts at some instant; nobody's where none were named.

    Parameters
    ----------
    named : sequence of Guardians
        In the order in which they were named.
    at : datetime
        The instant.

    Returns
    -------
    Guardians
        The last of them that count by then.
    """
    ripe = [one for one in named if one.since is None or one.since <= at]
    return ripe[-1] if ripe else Guardians(0, ())


def name_next(
    named: Sequence[Guardians], new: Guardians, at: datetime
) -> tuple[Guardians, ...]:
    """Return who counts, and will, once others are named.

    The first ones count at once, others in their place 14 days later: a thief of the
    key cannot name friends and be vouched for by them unseen. Who was still to count
    never will.

    Parameters
    ----------
    named : sequence of Guardians
        Until then.
    new : Guardians
        The others, or none.
    at : datetime
        When they are named.

    Returns
    -------
    tuple of Guardians
        Those who count at ``at``, if any, and the new ones.
    """
    present = counting(named, at)
    if not present.needed:
        return (replace(new, since=None),)
    return replace(present, since=None), replace(new, since=at + WAIT)


@dataclass(frozen=True)
class Rekey:
    """A new key, under a new name, and the end of the old log that it continues.

    Attributes
    ----------
    end : Checkpoint
        Name, size and root of the old log, as far as it goes on.
    key : str
        The new one, under the new name.

    Examples
    --------
    >>> from folkmoot.engines.tlog import EMPTY_ROOT, SigningKey
    >>> new = SigningKey("log.example/elm/again/2", KeyKind.NOTE, bytes(32))
    >>> one = Rekey(Checkpoint("log.example/elm", 0, EMPTY_ROOT), str(new.verifier))
    >>> parse_rekey(one.format()) == one
    True
    """

    end: Checkpoint
    key: str

    def __post_init__(self) -> None:
        """Refuse a key that is none, or has the old name."""
        key = VerifierKey.parse(self.key)
        if key.kind != KeyKind.NOTE or key.name == self.end.origin:
            message = "who goes on has a key of its own, under a new name"
            raise FormatError(message)

    def format(self) -> str:
        """Return the text that guardians are shown; `parse_rekey` reads it."""
        return f"{REKEY}\n{self.end.text}{self.key}\n"

    def says(self) -> dict[str, Value]:
        """Return what entries say of it: of who goes on, and of who vouches."""
        end = self.end
        root = b64encode(end.root).decode()
        return {
            "continues": {"origin": end.origin, "size": end.size, "root": root},
            "key": self.key,
        }


def parse_rekey(text: str) -> Rekey:
    """Read what guardians are asked for.

    Parameters
    ----------
    text : str
        As from `Rekey.format`; spaces around it and other line ends do not matter.

    Returns
    -------
    Rekey
        The old end and the new key.

    Raises
    ------
    FormatError
        If it is something else.
    """
    lines = [line.strip() for line in text.strip().splitlines()]
    header, *end, key = lines if len(lines) == LINES else ("", "")
    if header != REKEY:
        message = f"five lines are expected, the first of them {REKEY!r}"
        raise FormatError(message)
    return Rekey(parse_checkpoint("".join(f"{line}\n" for line in end)), key)


def read_rekey(said: Mapping[str, Value]) -> Rekey:
    """Return what an entry says of a new key.

    Parameters
    ----------
    said : mapping of str to Value
        What the entry says.

    Returns
    -------
    Rekey
        The old end and the new key.

    Raises
    ------
    FormatError
        If it does not say it whole.
    """
    end, key = said.get("continues"), said.get("key")
    if not isinstance(end, dict) or not isinstance(key, str):
        message = "the entry does not say what it continues, or with which key"
        raise FormatError(message)
    origin, size, root = (end.get(name) for name in ("origin", "size", "root"))
    if (
        not isinstance(origin, str)
        or not isinstance(root, str)
        or type(size) is not int
    ):
        message = "an end has a name, a size and a root"
        raise FormatError(message)
    number = parse_number(str(size), "the size")
    return Rekey(Checkpoint(origin, number, decode64(root, "a root", HASH_SIZE)), key)


def check_voucher(voucher: bytes, rekey: Rekey, keys: Iterable[str]) -> str:
    """Return the key of the guardian who vouches; everything is checked.

    Parameters
    ----------
    voucher : bytes
        The receipt of an entry ``log.vouched``, with what it discloses.
    rekey : Rekey
        What is to be vouched for.
    keys : iterable of str
        Of the guardians.

    Returns
    -------
    str
        Which of them it is.

    Raises
    ------
    FormatError
        If it is no such receipt.
    ProofError
        If the entry is not in the guardian's log.
    SignatureError
        If it is by nobody who was named, or vouches for something else.
    """
    receipt = parse_receipt(voucher)
    said = _read_said(receipt.extra)
    if (
        said.values.get("kind") != VOUCHED
        or {name: said.values.get(name) for name in rekey.says()} != rekey.says()
    ):
        message = "the voucher is for another key, or for another end"
        raise SignatureError(message)
    origin = parse_note(receipt.checkpoint).text.partition("\n")[0]
    for key in keys:
        known = VerifierKey.parse(key)
        if known.name == origin:
            policy = Policy.of_witnesses((LogLine(known),), (), 0)
            receipt.verify(said.leaf, policy)
            return key
    message = f"{origin} is no guardian of this log"
    raise SignatureError(message)


def count_vouchers(
    vouchers: Sequence[object], rekey: Rekey, guardians: Guardians
) -> int:
    """Return how many guardians vouch; each counts once.

    Parameters
    ----------
    vouchers : sequence
        As `check_voucher` reads them, as texts.
    rekey : Rekey
        What is to be vouched for.
    guardians : Guardians
        Who may.

    Returns
    -------
    int
        How many of them do.

    Raises
    ------
    FormatError, ProofError, SignatureError
        If one of the vouchers is none.
    """
    found = {
        check_voucher(str(one).encode(), rekey, guardians.keys) for one in vouchers
    }
    return len(found)


@dataclass(frozen=True)
class _Said:
    leaf: bytes
    values: Mapping[str, Value]


def _read_said(extra: bytes | None) -> _Said:
    """Return the leaf and what is disclosed of it."""
    try:
        read = json.loads(extra or b"")
        leaf, told = read["leaf"].encode(), [str(one) for one in read["disclosures"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = "a voucher comes with its entry and what that says"
        raise FormatError(message) from error
    digests = set(read_leaf(leaf))
    values: dict[str, Value] = {}
    for one in told:
        _salt, name, value = open_disclosure(one)
        if digest(one) not in digests or name in values:
            message = f"“{name}” is not what was recorded"
            raise SignatureError(message)
        values[name] = value
    return _Said(leaf, values)
