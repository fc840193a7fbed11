"""Reading the record, checking it, and proving what is in it."""

from folkmoot.record.queries.checking import Fault, find_fault
from folkmoot.record.queries.reading import End, as_code, get_end, list_entries
from folkmoot.record.queries.serving import get_bundle, get_checkpoint, get_log
from folkmoot.record.queries.standing import Standing, standing_of

__all__ = [
    "End",
    "Fault",
    "Standing",
    "as_code",
    "find_fault",
    "get_bundle",
    "get_checkpoint",
    "get_end",
    "get_log",
    "list_entries",
    "standing_of",
]
