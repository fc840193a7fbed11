"""What a witness answers when a log asks it to cosign, as in C2SP tlog-witness.

A pure function: the caller looks the log up, and writes what was answered, in one
transaction; only then does it cosign.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from folkmoot.engines.tlog.checkpoints import (
    Checkpoint,
    open_checkpoint,
    parse_checkpoint,
)
from folkmoot.engines.tlog.encoding import decode64, encode64, parse_number
from folkmoot.engines.tlog.faults import (
    FormatError,
    ProofError,
    SignatureError,
    SignatureLineError,
)
from folkmoot.engines.tlog.keys import VerifierKey
from folkmoot.engines.tlog.notes import NOTE_SIZE_AT_MOST, parse_note
from folkmoot.engines.tlog.proofs import LONGEST_PROOF, verify_consistency
from folkmoot.engines.tlog.tree import EMPTY_ROOT, HASH_SIZE

REQUEST_SIZE_AT_MOST = NOTE_SIZE_AT_MOST + 64 * (LONGEST_PROOF + 2)
SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"


class Status(IntEnum):
    """What HTTP calls each answer."""

    OK = 200
    MALFORMED = 400
    UNSIGNED = 403
    UNKNOWN = 404
    OTHER_SIZE = 409
    UNPROVEN = 422


@dataclass(frozen=True)
class WitnessRequest:
    """What a log asks: cosign this, which continues what you saw.

    Attributes
    ----------
    old : int
        Leaves of the last checkpoint that this witness cosigned.
    proof : tuple of bytes
        As from `consistency_proof`.
    checkpoint : bytes
        The whole signed note.
    """

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    def format(self) -> bytes:
        """Return the body of the request."""
        lines = [f"old {self.old}", *map(encode64, self.proof)]
        return "".join(f"{line}\n" for line in lines).encode() + b"\n" + self.checkpoint


def parse_request(data: bytes) -> WitnessRequest:
    """Read the body of a request to a witness.

    Parameters
    ----------
    data : bytes
        As it was sent.

    Returns
    -------
    WitnessRequest
        Its parts, none of them checked.

    Raises
    ------
    FormatError
        If it is no request.
    """
    head, blank, checkpoint = data.partition(b"\n\n")
    if len(data) > REQUEST_SIZE_AT_MOST or not blank or not head.isascii():
        message = "a request has lines of ASCII, an empty line and a checkpoint"
        raise FormatError(message)
    first, *lines = head.decode().split("\n")
    if not first.startswith("old ") or len(lines) > LONGEST_PROOF:
        message = "a request names the old size, and at most 63 hashes"
        raise FormatError(message)
    return WitnessRequest(
        parse_number(first.removeprefix("old "), "the old size"),
        tuple(decode64(line, "a hash", HASH_SIZE) for line in lines),
        checkpoint,
    )


@dataclass(frozen=True)
class KnownLog:
    """What a witness knows of a log.

    Attributes
    ----------
    keys : sequence of VerifierKey
        Any of them may have signed; all are called like the origin.
    size : int
        Leaves of the last checkpoint that was cosigned, 0 for none.
    root : bytes
        Its root.
    """

    keys: Sequence[VerifierKey]
    size: int = 0
    root: bytes = EMPTY_ROOT


@dataclass(frozen=True)
class WitnessAnswer:
    """What to answer.

    Attributes
    ----------
    status : Status
        200: write the checkpoint down, cosign it, answer the line. Otherwise ``body``.
    body : str
        For people, or for 409 the size that was cosigned last.
    checkpoint : Checkpoint or None
        Signed by its log; with 200 the one to cosign.
    is_fork : bool
        Whether the log signed two roots for one size: keep both notes, they prove it.
    """

    status: Status
    body: str = ""
    checkpoint: Checkpoint | None = None
    is_fork: bool = False

    @property
    def content_type(self) -> str:
        """The type of the body."""
        return SIZE_TYPE if self.status == Status.OTHER_SIZE else TEXT_TYPE


def answer(request: bytes, look_up: Callable[[str], KnownLog | None]) -> WitnessAnswer:
    """Say what a witness answers to a request.

    Parameters
    ----------
    request : bytes
        The body, as it was sent.
    look_up : callable of str to KnownLog or None
        Finds what is known by the log's origin; None for a log that is not witnessed.
        Where it locks the row, checking and writing are one step.

    Returns
    -------
    WitnessAnswer
        400 for what is no request or goes back, 404 for an unknown log, 403 without
        its signature, 409 if the last checkpoint seen is another, 422 if the proof
        does not hold or an earlier root is denied, else 200.

    References
    ----------
    C2SP tlog-witness, "add-checkpoint".
    """
    try:
        asked = parse_request(request)
        told = parse_checkpoint(parse_note(asked.checkpoint).text)
    except SignatureLineError as error:
        # Others answer so too: nothing that can be read says that the log signed.
        return WitnessAnswer(Status.UNSIGNED, f"{error}\n")
    except FormatError as error:
        return WitnessAnswer(Status.MALFORMED, f"{error}\n")
    known = look_up(told.origin)
    if known is None:
        body = f"the log {told.origin[:80]!r} is not witnessed here\n"
        return WitnessAnswer(Status.UNKNOWN, body)
    try:
        checkpoint = open_checkpoint(asked.checkpoint, known.keys)
    except SignatureError as error:
        return WitnessAnswer(Status.UNSIGNED, f"{error}\n")
    return _compare(asked, checkpoint, known)


def _compare(
    asked: WitnessRequest, checkpoint: Checkpoint, known: KnownLog
) -> WitnessAnswer:
    """Answer a request of a known log about its own checkpoint."""
    size, root = checkpoint.size, checkpoint.root
    if asked.old > size:
        body = f"the old size {asked.old} is above the new one, {size}\n"
        return WitnessAnswer(Status.MALFORMED, body, checkpoint)
    is_fork = size == known.size > 0 and root != known.root
    if asked.old != known.size:
        body = f"{known.size}\n"
        return WitnessAnswer(Status.OTHER_SIZE, body, checkpoint, is_fork)
    try:
        verify_consistency(known.size, known.root, size, root, asked.proof)
    except ProofError as error:
        body = f"no consistency: {error}\n"
        return WitnessAnswer(Status.UNPROVEN, body, checkpoint, is_fork)
    return WitnessAnswer(Status.OK, "", checkpoint)


def origin_hash(origin: str) -> str:
    """Return what stands for a log in the addresses of its witnesses and mirrors.

    Parameters
    ----------
    origin : str
        The log's name.

    Returns
    -------
    str
        64 lower-case hexadecimal digits, SHA-256 of the name.

    Examples
    --------
    >>> origin_hash("elm.example/log")[:8]
    'e0c4cd78'
    """
    return sha256(origin.encode()).hexdigest()
