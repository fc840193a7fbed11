"""What changes a record: appending, erasing, and the log that follows."""

from folkmoot.engines.tlog import Value
from folkmoot.record.operations.appending import append_entries, append_entry
from folkmoot.record.operations.erasing import erase_disclosures, erase_member
from folkmoot.record.operations.integrating import TornError, integrate
from folkmoot.record.operations.opening import add_witness, open_log
from folkmoot.record.operations.signing import sign

__all__ = [
    "TornError",
    "Value",
    "add_witness",
    "append_entries",
    "append_entry",
    "erase_disclosures",
    "erase_member",
    "integrate",
    "open_log",
    "sign",
]
