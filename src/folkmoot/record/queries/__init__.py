"""Reading the record, checking it, and proving what is in it."""

from folkmoot.record.queries.checking import Fault, find_fault
from folkmoot.record.queries.own import (
    OwnEntry,
    find_own_entry,
    make_receipt,
    own_entry,
    receipts_of,
    signer_of,
)
from folkmoot.record.queries.reading import End, as_code, get_end, list_entries
from folkmoot.record.queries.serving import (
    find_kept,
    find_seen,
    get_bundle,
    get_checkpoint,
    get_kept_list,
    get_log,
    get_policy,
    get_policy_of,
    is_within,
    list_kept,
)
from folkmoot.record.queries.standing import Standing, is_stopped, standing_of

__all__ = [
    "End",
    "Fault",
    "OwnEntry",
    "Standing",
    "as_code",
    "find_fault",
    "find_kept",
    "find_own_entry",
    "find_seen",
    "get_bundle",
    "get_checkpoint",
    "get_end",
    "get_kept_list",
    "get_log",
    "get_policy",
    "get_policy_of",
    "is_stopped",
    "is_within",
    "list_entries",
    "list_kept",
    "make_receipt",
    "own_entry",
    "receipts_of",
    "signer_of",
    "standing_of",
]
