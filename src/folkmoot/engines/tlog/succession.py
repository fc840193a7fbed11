"""How the keys of a log follow each other: each is promised before it counts.

Pre-rotation, as KERI has it: the record holds the digest of the next key. Who steals
the present key cannot put another one in its place.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from folkmoot.engines.tlog.checkpoints import Checkpoint
from folkmoot.engines.tlog.encoding import decode64
from folkmoot.engines.tlog.faults import FormatError, SignatureError
from folkmoot.engines.tlog.guardians import (
    Guardians,
    count_vouchers,
    counting,
    name_next,
    read_rekey,
)
from folkmoot.engines.tlog.keys import VerifierKey
from folkmoot.engines.tlog.leaves import Value

CHANGE = b"folkmoot/v1 key\n"
type Said = Mapping[str, Value]


def key_print(key: VerifierKey) -> str:
    """Return the digest under which a key is promised.

    Parameters
    ----------
    key : VerifierKey
        Of a log.

    Returns
    -------
    str
        SHA-256 of its one spelling, in hexadecimal.
    """
    return sha256(str(key).encode()).hexdigest()


def succession_bytes(before: Iterable[str], key: str) -> bytes:
    """Return what a new key signs when it takes the place of others.

    Parameters
    ----------
    before : iterable of str
        The keys until then, as verifiers read them.
    key : str
        The new one.

    Returns
    -------
    bytes
        A line that says what this is, then a line for each key.
    """
    return CHANGE + "\n".join([*before, key]).encode()


@dataclass(frozen=True)
class Succession:
    """How far the keys of a log have come.

    Attributes
    ----------
    keys : tuple of str
        All that ever were its keys, the present one last.
    promised : str
        Digest of the next one, or nothing.
    offered : str
        Digest of one that is to be promised in its place, or nothing.
    offered_by : str
        Who asks for that; nothing where it is not known any more.
    guardians : tuple of Guardians
        Those that count, and others that are to count in their place.
    continued : tuple of Checkpoint
        The ends of earlier names from which the log went on.
    """

    keys: tuple[str, ...] = ()
    promised: str = ""
    offered: str = ""
    offered_by: str = ""
    guardians: tuple[Guardians, ...] = ()
    continued: tuple[Checkpoint, ...] = ()

    def follow(self, kind: str, said: Said) -> "Succession":
        """Return how far they are after one more entry.

        Parameters
        ----------
        kind : str
            ``log.opened``, ``log.key_promised``, ``log.key_replacement_asked``,
            ``log.key_replacement_refused``, ``log.key_changed`` or
            ``log.guardians_named``; others change nothing.
        said : mapping of str to Value
            What the entry says.

        Returns
        -------
        Succession
            With the entry.

        Raises
        ------
        SignatureError
            If what the entry says does not follow from those before it.
        FormatError
            If it holds no key where there should be one.
        """
        step = STEPS.get(kind)
        return step(self, said) if step else self


def _opened(now: Succession, said: Said) -> Succession:
    """Take the first key, or the first one under a new name.

    Where guardians were named, a new name counts by their word and by nothing less.
    """
    key = _text(said, "key")
    if not now.keys:
        return Succession(keys=(key,))
    guardians = (
        counting(now.guardians, _time(said)) if now.guardians else Guardians(0, ())
    )
    continued = now.continued
    if guardians.needed or "continues" in said:
        rekey = read_rekey(said)
        if rekey.end.origin != VerifierKey.parse(now.keys[-1]).name:
            message = "the log goes on from another one than it was"
            raise SignatureError(message)
        vouchers = said.get("vouchers")
        listed = vouchers if isinstance(vouchers, list) else []
        if count_vouchers(listed, rekey, guardians) < guardians.needed:
            message = (
                f"the log goes on under a new name, and fewer than {guardians.needed}"
                " of its guardians vouch for that"
            )
            raise SignatureError(message)
        continued = (*now.continued, rekey.end)
    return Succession(
        keys=(*now.keys, key), guardians=now.guardians, continued=continued
    )


def _named(now: Succession, said: Said) -> Succession:
    needed, keys = said.get("needed"), said.get("guardians")
    if not now.keys or type(needed) is not int or not isinstance(keys, list):
        message = "guardians are named by their keys, with how many are needed"
        raise FormatError(message)
    named = Guardians(needed, tuple(str(key) for key in keys))
    named.check(VerifierKey.parse(now.keys[-1]).name)
    return replace(now, guardians=name_next(now.guardians, named, _time(said)))


def _promised(now: Succession, said: Said) -> Succession:
    digest, before = _text(said, "next"), _text(said, "before")
    if before != now.promised:
        message = "a promised key was replaced by another one without two members"
        raise SignatureError(message)
    if now.promised:
        first, second = _text(said, "first"), _text(said, "member")
        # Whose act it was may be erased on either side.
        is_same = now.offered_by == first or "" in (now.offered_by, first)
        if digest != now.offered or not is_same or (first and first == second):
            message = "the key was promised without a member who asked for it before"
            raise SignatureError(message)
    return replace(now, promised=digest, offered="", offered_by="")


def _asked(now: Succession, said: Said) -> Succession:
    if not now.promised or _text(said, "before") != now.promised:
        message = "another key was promised than the one that is to be replaced"
        raise SignatureError(message)
    return replace(now, offered=_text(said, "next"), offered_by=_text(said, "member"))


def _refused(now: Succession, said: Said) -> Succession:
    if not now.offered or _text(said, "next") != now.offered:
        message = "a key was refused that nobody asked for"
        raise SignatureError(message)
    return replace(now, offered="", offered_by="")


def _changed(now: Succession, said: Said) -> Succession:
    public, before = _text(said, "key"), said.get("before")
    key = VerifierKey.parse(public)
    if not now.promised or key_print(key) != now.promised:
        message = "the key that follows is not the one that was promised"
        raise SignatureError(message)
    known = [str(one) for one in before] if isinstance(before, list) else []
    if not set(now.keys[-1:]) <= set(known) <= set(now.keys):
        message = "the key that follows names other keys before it than there were"
        raise SignatureError(message)
    proof = decode64(_text(said, "proof"), "the proof of a key that follows")
    if not key.is_signed(succession_bytes(known, public), proof):
        message = "the proof of the key that follows is not by that key"
        raise SignatureError(message)
    return replace(
        now, keys=(*now.keys, public), promised="", offered="", offered_by=""
    )


def _time(said: Said) -> datetime:
    try:
        at = datetime.fromisoformat(_text(said, "at"))
    except ValueError as error:
        message = "the entry does not say when it was written"
        raise FormatError(message) from error
    if at.tzinfo is None:
        message = "the time of an entry has no zone"
        raise FormatError(message)
    return at


def _text(said: Said, name: str) -> str:
    found = said.get(name)
    return found if isinstance(found, str) else ""


STEPS: Mapping[str, Callable[[Succession, Said], Succession]] = {
    "log.opened": _opened,
    "log.key_promised": _promised,
    "log.key_replacement_asked": _asked,
    "log.key_replacement_refused": _refused,
    "log.key_changed": _changed,
    "log.guardians_named": _named,
}
