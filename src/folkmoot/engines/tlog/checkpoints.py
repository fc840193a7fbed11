"""Checkpoints: what a log signs about itself, and what witnesses sign under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from struct import pack
from typing import Self

from folkmoot.engines.tlog.encoding import (
    LARGEST,
    decode64,
    encode64,
    parse_number,
)
from folkmoot.engines.tlog.faults import FormatError, SignatureError
from folkmoot.engines.tlog.keys import KeyKind, SigningKey, VerifierKey
from folkmoot.engines.tlog.notes import (
    Note,
    Signature,
    cosigned_bytes,
    open_note,
    parse_note,
    sign_note,
    time_of,
    with_signatures,
)
from folkmoot.engines.tlog.tree import HASH_SIZE, Frontier

HEAD_LINES = 3


@dataclass(frozen=True)
class Checkpoint:
    """How large a log is and what its root is.

    Attributes
    ----------
    origin : str
        The log's name: an address without its scheme.
    size : int
        Leaves, 0 to 2**63 - 1.
    root : bytes
        32 bytes.
    extensions : tuple of str
        Further lines, which we never write and nobody checks.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be written."""
        lines = (self.origin, *self.extensions)
        if not all(lines) or any("\n" in line for line in lines):
            message = "an origin or an extension is empty or has more than one line"
            raise FormatError(message)
        if not 0 <= self.size <= LARGEST or len(self.root) != HASH_SIZE:
            message = f"size {self.size} with a root of {len(self.root)} bytes is none"
            raise FormatError(message)

    @classmethod
    def of(cls, origin: str, frontier: Frontier) -> Self:
        """Return the checkpoint of a log at its frontier."""
        return cls(origin, frontier.size, frontier.root)

    @property
    def text(self) -> str:
        """What is signed, with its last newline."""
        lines = (self.origin, str(self.size), encode64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint, which is not checked by that.

    Parameters
    ----------
    text : str
        The text of a note, with its last newline.

    Returns
    -------
    Checkpoint
        What the text says.

    Raises
    ------
    FormatError
        If it is no checkpoint.

    References
    ----------
    C2SP tlog-checkpoint, "Note text".
    """
    *lines, end = text.split("\n")
    if end or len(lines) < HEAD_LINES or not all(lines):
        message = "a checkpoint has three lines and none of them empty"
        raise FormatError(message)
    origin, size, root, *extensions = lines
    return Checkpoint(
        origin,
        parse_number(size, "the size of a checkpoint"),
        decode64(root, "the root of a checkpoint", HASH_SIZE),
        tuple(extensions),
    )


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> bytes:
    """Sign a checkpoint as the log.

    Parameters
    ----------
    checkpoint : Checkpoint
        Whoever calls has made sure that none was signed that differs from it.
    key : SigningKey
        Of kind ``NOTE``, called like the origin.

    Returns
    -------
    bytes
        The whole note with one signature.

    Raises
    ------
    FormatError
        If the key is another's or for something else.
    """
    if key.name != checkpoint.origin:
        message = f"the key is called {key.name}, the log {checkpoint.origin}"
        raise FormatError(message)
    return sign_note(checkpoint.text, key).format()


def open_checkpoint(data: bytes, keys: Iterable[VerifierKey]) -> Checkpoint:
    """Read a checkpoint and check that its log signed it.

    Parameters
    ----------
    data : bytes
        The whole note.
    keys : iterable of VerifierKey
        Of logs; the one that signed must be called like the origin.

    Returns
    -------
    Checkpoint
        What the log says.

    Raises
    ------
    FormatError
        If it is no signed checkpoint.
    SignatureError
        If its log did not sign it.
    """
    note = parse_note(data)
    checkpoint = parse_checkpoint(note.text)
    own = [
        key
        for key in keys
        if key.name == checkpoint.origin and key.kind == KeyKind.NOTE
    ]
    if not own:
        message = f"no key of the log {checkpoint.origin} is known"
        raise SignatureError(message)
    open_note(note, own)
    return checkpoint


def cosign(checkpoint: Checkpoint, key: SigningKey, time: int) -> str:
    """Sign a checkpoint as a witness.

    Parameters
    ----------
    checkpoint : Checkpoint
        The largest one seen of this log, proven to continue all before.
    key : SigningKey
        Of kind ``COSIGNATURE``.
    time : int
        POSIX seconds, 1 to 2**63 - 1.

    Returns
    -------
    str
        One signature line with its newline.

    Raises
    ------
    FormatError
        If the key is for something else or the time cannot be.

    References
    ----------
    C2SP tlog-cosignature, "Ed25519 signed message".
    """
    if key.kind is not KeyKind.COSIGNATURE or not 0 < time <= LARGEST:
        message = f"the key of {key.name} does not cosign, or not at the time {time}"
        raise FormatError(message)
    signed = pack(">Q", time) + key.sign(cosigned_bytes(checkpoint.text, time))
    return Signature(key.name, key.verifier.key_id, signed).line


def open_cosignatures(note: Note, keys: Iterable[VerifierKey]) -> dict[str, int]:
    """Return which witnesses cosigned and when.

    Parameters
    ----------
    note : Note
        A checkpoint with its signatures.
    keys : iterable of VerifierKey
        Of witnesses; those of another kind than ``COSIGNATURE`` are left out.

    Returns
    -------
    dict of str to int
        POSIX seconds by the witness' name, the earliest for a name with two keys.

    Raises
    ------
    SignatureError
        If a line of a known witness is not by it.
    """
    witnesses = [key for key in keys if key.kind == KeyKind.COSIGNATURE]
    names = {(key.name, key.key_id) for key in witnesses}
    if not any((one.name, one.key_id) in names for one in note.signatures):
        return {}
    found: dict[str, int] = {}
    for key, signature in open_note(note, witnesses):
        time = time_of(signature)
        found[key.name] = min(time, found.get(key.name, time))
    return found


def add_cosignatures(
    data: bytes, answer: bytes, keys: Iterable[VerifierKey]
) -> tuple[bytes, dict[str, int]]:
    """Put what a witness answered under a checkpoint; lines of others are dropped.

    An earlier line of the same key gives way to the new one.

    Parameters
    ----------
    data : bytes
        The checkpoint's whole note.
    answer : bytes
        Signature lines, the body of a witness' answer.
    keys : iterable of VerifierKey
        Of the witness that was asked, or of all.

    Returns
    -------
    bytes
        The note with the lines that count.
    dict of str to int
        POSIX seconds by the name of each witness whose line was in the answer.

    Raises
    ------
    FormatError
        If the answer holds no signature lines.
    SignatureError
        If a line of a known witness is not by it.
    """
    witnesses = [key for key in keys if key.kind == KeyKind.COSIGNATURE]
    note = parse_note(data)
    fresh = parse_note(note.text.encode() + b"\n" + answer)
    if fresh.text != note.text:
        message = "an answer holds an empty line; expected signature lines alone"
        raise FormatError(message)
    times = open_cosignatures(fresh, witnesses)
    names = {(key.name, key.key_id) for key in witnesses}
    more = [one for one in fresh.signatures if (one.name, one.key_id) in names]
    # Some readers refuse two lines of one key: the newer one takes its place.
    replaced = {(one.name, one.key_id) for one in more}
    kept = [one for one in note.signatures if (one.name, one.key_id) not in replaced]
    return with_signatures(Note(note.text, tuple(kept)), more).format(), times
