"""How the keys of a log follow each other: each is promised before it counts.

Pre-rotation, as KERI has it: the record holds the digest of the next key. Who steals
the present key cannot put another one in its place.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from folkmoot.engines.tlog.encoding import decode64
from folkmoot.engines.tlog.faults import SignatureError
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
    """

    keys: tuple[str, ...] = ()
    promised: str = ""
    offered: str = ""
    offered_by: str = ""

    def follow(self, kind: str, said: Said) -> "Succession":
        """Return how far they are after one more entry.

        Parameters
        ----------
        kind : str
            ``log.opened``, ``log.key_promised``, ``log.key_replacement_asked``,
            ``log.key_replacement_refused`` or ``log.key_changed``; others change
            nothing.
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
    return Succession(keys=(*now.keys, _text(said, "key")))


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
    return Succession(keys=(*now.keys, public))


def _text(said: Said, name: str) -> str:
    found = said.get(name)
    return found if isinstance(found, str) else ""


STEPS: Mapping[str, Callable[[Succession, Said], Succession]] = {
    "log.opened": _opened,
    "log.key_promised": _promised,
    "log.key_replacement_asked": _asked,
    "log.key_replacement_refused": _refused,
    "log.key_changed": _changed,
}
