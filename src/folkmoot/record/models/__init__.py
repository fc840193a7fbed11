"""Rows of the record: what happened, and the log that nobody can rewrite."""

from folkmoot.record.models.entries import Disclosure, Entry, Head
from folkmoot.record.models.logs import (
    Cosignature,
    EarlierName,
    KeptEnd,
    Key,
    Log,
    Rekeying,
    Tile,
    Vouching,
    Witness,
    Witnessed,
)

__all__ = [
    "Cosignature",
    "Disclosure",
    "EarlierName",
    "Entry",
    "Head",
    "KeptEnd",
    "Key",
    "Log",
    "Rekeying",
    "Tile",
    "Vouching",
    "Witness",
    "Witnessed",
]
