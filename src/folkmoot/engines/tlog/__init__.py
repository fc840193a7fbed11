"""A transparency log: what was written cannot be changed unseen, and anyone can check.

A log is a Merkle tree over entries that grows at its end alone. Its head, a checkpoint,
is signed by the log and cosigned by witnesses; proofs show that an entry is in it and
that a later head continues an earlier one. All of it as pure functions on bytes: no
clock, no files, no network, no chance.

The formats are public: RFC 6962 and RFC 9162 (tree and proofs), C2SP tlog-tiles,
signed-note, tlog-checkpoint, tlog-cosignature, tlog-witness, tlog-proof and tlog-policy.
Only the leaf is our own: salted digests of what was said, as RFC 9901 makes them, in
canonical JSON (RFC 8785), so that words can be erased while every proof stays.

It guarantees, and these tests prove (``tests/engines/tlog``):

- all trees to 128 leaves have their root by the definition, each inclusion and
  consistency proof holds, and none holds once it is altered (``test_all_small_trees``);
- growing by any batches gives the tiles of the whole tree (``test_tiles``);
- what is read has one spelling, and writing it again gives the same bytes
  (``test_formats_properties``);
- signatures count by one strict rule (``test_ed25519``);
- whatever is changed in a log is found, and named (``test_auditing``);
- programs that we did not write agree (``test_vectors``, ``test_go``, ``test_aics``).

It does not keep anything: who stores, signs at most one head for each size and asks
witnesses is the room ``record``.
"""

from folkmoot.engines.tlog.auditing import (
    Audit,
    AuditError,
    Auditor,
)
from folkmoot.engines.tlog.checkpoints import (
    Checkpoint,
    add_cosignatures,
    cosign,
    open_checkpoint,
    open_cosignatures,
    parse_checkpoint,
    sign_checkpoint,
)
from folkmoot.engines.tlog.doubts import Doubt, Doubts, entries_print
from folkmoot.engines.tlog.ed25519 import (
    is_strict,
    verify_strict,
)
from folkmoot.engines.tlog.faults import (
    FormatError,
    ProofError,
    SignatureError,
    SignatureLineError,
    TlogError,
)
from folkmoot.engines.tlog.growing import (
    Grown,
    grow,
)
from folkmoot.engines.tlog.guardians import (
    Guardians,
    Rekey,
    check_voucher,
    count_vouchers,
    counting,
    name_next,
    parse_rekey,
    read_rekey,
)
from folkmoot.engines.tlog.keys import (
    KeyKind,
    SigningKey,
    VerifierKey,
)
from folkmoot.engines.tlog.leaves import (
    DECOY_STEP,
    LEAF_SIZE_AT_MOST,
    USUAL_DIGESTS,
    Disclosure,
    Value,
    decoys_needed,
    digest,
    make_leaf,
    open_disclosure,
    read_leaf,
    statement_bytes,
)
from folkmoot.engines.tlog.mirroring import (
    Followed,
    Mirrored,
    follow,
    frontier_at,
    read_mirrored_line,
)
from folkmoot.engines.tlog.notes import (
    Note,
    Signature,
    open_note,
    parse_note,
    sign_note,
    time_of,
    with_signatures,
)
from folkmoot.engines.tlog.policies import (
    Group,
    LogLine,
    Policy,
    Standing,
    WitnessLine,
    parse_policy,
)
from folkmoot.engines.tlog.proofs import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from folkmoot.engines.tlog.reading import (
    GetTile,
    Read,
    read_tiles,
)
from folkmoot.engines.tlog.receipts import (
    Receipt,
    parse_receipt,
)
from folkmoot.engines.tlog.statements import (
    sign_statement,
    verify_statement,
)
from folkmoot.engines.tlog.succession import (
    Succession,
    key_print,
    succession_bytes,
)
from folkmoot.engines.tlog.tiles import (
    WIDTH,
    TileId,
    bundle_path,
    edge_tiles,
    pack_bundle,
    parse_path,
    tile_holding,
    tile_path,
    tiles_of,
    unpack_bundle,
)
from folkmoot.engines.tlog.tree import (
    EMPTY_ROOT,
    HASH_SIZE,
    Frontier,
    hash_leaf,
    hash_node,
)
from folkmoot.engines.tlog.witnessing import (
    KnownLog,
    Status,
    WitnessAnswer,
    WitnessRequest,
    answer,
    origin_hash,
    parse_request,
)

__all__ = [
    "DECOY_STEP",
    "EMPTY_ROOT",
    "HASH_SIZE",
    "LEAF_SIZE_AT_MOST",
    "USUAL_DIGESTS",
    "WIDTH",
    "Audit",
    "AuditError",
    "Auditor",
    "Checkpoint",
    "Disclosure",
    "Doubt",
    "Doubts",
    "Followed",
    "FormatError",
    "Frontier",
    "GetTile",
    "Group",
    "Grown",
    "Guardians",
    "KeyKind",
    "KnownLog",
    "LogLine",
    "Mirrored",
    "Note",
    "Policy",
    "ProofError",
    "Read",
    "Receipt",
    "Rekey",
    "Signature",
    "SignatureError",
    "SignatureLineError",
    "SigningKey",
    "Standing",
    "Status",
    "Succession",
    "TileId",
    "TlogError",
    "Value",
    "VerifierKey",
    "WitnessAnswer",
    "WitnessLine",
    "WitnessRequest",
    "add_cosignatures",
    "answer",
    "bundle_path",
    "check_voucher",
    "consistency_proof",
    "cosign",
    "count_vouchers",
    "counting",
    "decoys_needed",
    "digest",
    "edge_tiles",
    "entries_print",
    "follow",
    "frontier_at",
    "grow",
    "hash_leaf",
    "hash_node",
    "inclusion_proof",
    "is_strict",
    "key_print",
    "make_leaf",
    "name_next",
    "open_checkpoint",
    "open_cosignatures",
    "open_disclosure",
    "open_note",
    "origin_hash",
    "pack_bundle",
    "parse_checkpoint",
    "parse_note",
    "parse_path",
    "parse_policy",
    "parse_receipt",
    "parse_rekey",
    "parse_request",
    "read_leaf",
    "read_mirrored_line",
    "read_rekey",
    "read_tiles",
    "sign_checkpoint",
    "sign_note",
    "sign_statement",
    "statement_bytes",
    "succession_bytes",
    "tile_holding",
    "tile_path",
    "tiles_of",
    "time_of",
    "unpack_bundle",
    "verify_consistency",
    "verify_inclusion",
    "verify_statement",
    "verify_strict",
    "with_signatures",
]
