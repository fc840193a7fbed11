"""Signed notes: a text and lines with signatures, as in C2SP signed-note."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from struct import unpack_from
from typing import Self

from folkmoot.engines.tlog.ed25519 import SIGNATURE_SIZE
from folkmoot.engines.tlog.encoding import LARGEST, decode64, encode64
from folkmoot.engines.tlog.faults import (
    FormatError,
    SignatureError,
    SignatureLineError,
)
from folkmoot.engines.tlog.keys import (
    ID_SIZE,
    KeyKind,
    SigningKey,
    VerifierKey,
    is_key_name,
)

NOTE_SIZE_AT_MOST = 16 * 1024
SIGNATURES_AT_MOST = 32
DASH = "\N{EM DASH} "
TIME_SIZE = 8
LAST_CONTROL = 0x1F


@dataclass(frozen=True)
class Signature:
    """One line under a note.

    Attributes
    ----------
    name : str
        The key's name.
    key_id : bytes
        Four bytes that tell keys of one name apart.
    data : bytes
        What the kind of the key asks for: 64 bytes, or 72 with the time in front.
    """

    name: str
    key_id: bytes
    data: bytes

    @property
    def line(self) -> str:
        """The line, with its newline."""
        return f"{DASH}{self.name} {encode64(self.key_id + self.data)}\n"

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read a line without its newline."""
        name, _, coded = line.removeprefix(DASH).partition(" ")
        try:
            raw = decode64(coded, f"the signature of {name[:80]}")
        except FormatError as error:
            raise SignatureLineError(str(error)) from error
        is_line = line.startswith(DASH) and is_key_name(name)
        if not is_line or len(raw) <= ID_SIZE:
            message = f"{line[:80]!r} is no signature line"
            raise SignatureLineError(message)
        return cls(name, raw[:ID_SIZE], raw[ID_SIZE:])


@dataclass(frozen=True)
class Note:
    """A text with its signatures, read and not yet checked.

    Attributes
    ----------
    text : str
        What is signed, with its last newline.
    signatures : tuple of Signature
        1 to 32, in their order.
    """

    text: str
    signatures: tuple[Signature, ...]

    def format(self) -> bytes:
        """Return the whole note; `parse_note` reads it back."""
        lines = "".join(one.line for one in self.signatures)
        return f"{self.text}\n{lines}".encode()


def parse_note(data: bytes) -> Note:
    """Read a note without checking a signature.

    Parameters
    ----------
    data : bytes
        The whole note, at most 16 KiB.

    Returns
    -------
    Note
        Its text and its signatures.

    Raises
    ------
    FormatError
        If it is no note, or one with more than 32 signatures.

    References
    ----------
    C2SP signed-note, "Format".
    """
    if len(data) > NOTE_SIZE_AT_MOST:
        message = f"a note has {len(data)} bytes; expected at most {NOTE_SIZE_AT_MOST}"
        raise FormatError(message)
    if any(byte <= LAST_CONTROL and byte != ord("\n") for byte in data):
        message = "a note holds a control character"
        raise FormatError(message)
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        message = "a note is not UTF-8"
        raise FormatError(message) from error
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        message = "a note has no empty line and signatures under it"
        raise FormatError(message)
    signatures = lines.removesuffix("\n").split("\n")
    if len(signatures) > SIGNATURES_AT_MOST:
        message = f"a note has {len(signatures)} signatures; expected at most 32"
        raise FormatError(message)
    return Note(text + "\n", tuple(Signature.parse(line) for line in signatures))


def sign_note(text: str, key: SigningKey) -> Note:
    """Sign a text.

    Parameters
    ----------
    text : str
        Ends in a newline, holds no other control character.
    key : SigningKey
        Of kind ``NOTE``.

    Returns
    -------
    Note
        With this one signature.

    Raises
    ------
    FormatError
        If the text can stand in no note, or the key is for something else.
    """
    if key.kind is not KeyKind.NOTE:
        message = f"the key of {key.name} signs no notes"
        raise FormatError(message)
    signature = key.sign(text.encode())
    note = Note(text, (Signature(key.name, key.verifier.key_id, signature),))
    if parse_note(note.format()) != note:
        message = "a text that does not end in a newline can be no note"
        raise FormatError(message)
    return note


def cosigned_bytes(text: str, time: int) -> bytes:
    """Return what a witness signs: the time, then the checkpoint's text."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def time_of(signature: Signature) -> int:
    """Return the time in a cosignature, POSIX seconds.

    Parameters
    ----------
    signature : Signature
        By a key of kind ``COSIGNATURE``.

    Returns
    -------
    int
        1 to 2**63 - 1.

    Raises
    ------
    FormatError
        If it has another length or no time.
    """
    if len(signature.data) != TIME_SIZE + SIGNATURE_SIZE:
        message = f"the cosignature of {signature.name} has {len(signature.data)} bytes"
        raise FormatError(message)
    (time,) = unpack_from(">Q", signature.data)
    if not 0 < time <= LARGEST:
        message = f"the cosignature of {signature.name} has the time {time}"
        raise FormatError(message)
    return int(time)


def is_by(key: VerifierKey, text: str, signature: Signature) -> bool:
    """Say whether a signature under a text is by a key of a kind of ours."""
    if key.kind == KeyKind.NOTE:
        return key.is_signed(text.encode(), signature.data)
    try:
        message = cosigned_bytes(text, time_of(signature))
    except FormatError:
        return False
    return key.is_signed(message, signature.data[TIME_SIZE:])


def open_note(
    note: Note, keys: Iterable[VerifierKey]
) -> tuple[tuple[VerifierKey, Signature], ...]:
    """Check every signature by a known key; lines of others count for nothing.

    Parameters
    ----------
    note : Note
        As from `parse_note`.
    keys : iterable of VerifierKey
        Those that are trusted. Keys of kinds that cannot be checked here are unknown.

    Returns
    -------
    tuple of pairs
        The keys that signed, at least one, each once with its first signature.

    Raises
    ------
    SignatureError
        If nobody known signed, or a line of a known key is not by it.
    FormatError
        If two different keys have one name and id.

    References
    ----------
    C2SP signed-note, "Signatures".
    """
    known = _by_name(keys)
    found: dict[VerifierKey, Signature] = {}
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not is_by(key, note.text, signature):
            message = f"a signature of {key.name} is not by its key"
            raise SignatureError(message)
        found.setdefault(key, signature)
    if not found:
        message = "no known key signed"
        raise SignatureError(message)
    return tuple(found.items())


def _by_name(keys: Iterable[VerifierKey]) -> Mapping[tuple[str, bytes], VerifierKey]:
    found: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if key.is_verifiable and found.setdefault((key.name, key.key_id), key) != key:
            message = f"two keys are called {key.name}+{key.key_id.hex()}"
            raise FormatError(message)
    return found


def with_signatures(note: Note, more: Sequence[Signature]) -> Note:
    """Return a note with further lines, none twice.

    Parameters
    ----------
    note : Note
        Stays as it is.
    more : sequence of Signature
        Put under its own ones, in this order.

    Returns
    -------
    Note
        With at most 32 signatures in at most 16 KiB.

    Raises
    ------
    FormatError
        If they are too many.
    """
    signatures = tuple(dict.fromkeys((*note.signatures, *more)))
    return parse_note(Note(note.text, signatures).format())
