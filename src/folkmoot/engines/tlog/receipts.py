"""Receipts: one file that shows that something is in a log, without asking the log."""

from dataclasses import dataclass

from folkmoot.engines.tlog.encoding import decode64, encode64, parse_number
from folkmoot.engines.tlog.faults import FormatError, SignatureError
from folkmoot.engines.tlog.notes import NOTE_SIZE_AT_MOST
from folkmoot.engines.tlog.policies import Policy, Standing
from folkmoot.engines.tlog.proofs import LONGEST_PROOF, verify_inclusion
from folkmoot.engines.tlog.tree import HASH_SIZE, hash_leaf

HEADER = "c2sp.org/tlog-proof@v1"
EXTRA_SIZE_AT_MOST = 64 * 1024
RECEIPT_SIZE_AT_MOST = 2 * EXTRA_SIZE_AT_MOST + NOTE_SIZE_AT_MOST


@dataclass(frozen=True)
class Receipt:
    """A proof that an entry is in a log, with the checkpoint it is for.

    Attributes
    ----------
    index : int
        Of the entry.
    proof : tuple of bytes
        As from `inclusion_proof`.
    checkpoint : bytes
        The whole signed note.
    extra : bytes or None
        Whatever helps to make the entry again; nobody signed it.
    """

    index: int
    proof: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def format(self) -> bytes:
        """Return the file; `parse_receipt` reads it back."""
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {encode64(self.extra)}")
        lines.append(f"index {self.index}")
        lines += map(encode64, self.proof)
        return "".join(f"{line}\n" for line in lines).encode() + b"\n" + self.checkpoint

    def verify(self, leaf: bytes, policy: Policy) -> Standing:
        """Check everything: the log's signature, the witnesses, the entry's place.

        Raises `FormatError`, `SignatureError` or `ProofError`, which say what does not
        hold; among them that too few witnesses cosigned.
        """
        standing = policy.look_at(self.checkpoint)
        head = standing.checkpoint
        verify_inclusion(hash_leaf(leaf), self.index, head.size, self.proof, head.root)
        if not standing.is_met:
            names = ", ".join(standing.witnessed) or "nobody"
            message = f"cosigned by {names}; the policy asks for {policy.quorum}"
            raise SignatureError(message)
        return standing


def parse_receipt(data: bytes) -> Receipt:
    """Read a receipt, which is not checked by that.

    Parameters
    ----------
    data : bytes
        A file as from `Receipt.format`, usually called ``.tlog-proof``.

    Returns
    -------
    Receipt
        Its parts.

    Raises
    ------
    FormatError
        If it is none.

    References
    ----------
    C2SP tlog-proof.
    """
    head, blank, checkpoint = data.partition(b"\n\n")
    if len(data) > RECEIPT_SIZE_AT_MOST or not blank or not head.isascii():
        message = "a receipt has lines of ASCII, an empty line and a checkpoint"
        raise FormatError(message)
    header, *lines = head.decode().split("\n")
    if header != HEADER:
        message = f"a receipt begins with {header[:40]!r}; expected {HEADER!r}"
        raise FormatError(message)
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decode64(lines.pop(0).removeprefix("extra "), "extra")
    if not lines or not lines[0].startswith("index "):
        message = "a receipt names no index"
        raise FormatError(message)
    index = parse_number(lines.pop(0).removeprefix("index "), "the index")
    if len(lines) > LONGEST_PROOF:
        message = f"a proof has {len(lines)} hashes; expected at most {LONGEST_PROOF}"
        raise FormatError(message)
    proof = tuple(decode64(line, "a hash", HASH_SIZE) for line in lines)
    return Receipt(index, proof, checkpoint, extra)
