"""Checking the record of a copy, as an auditor would who trusts no server."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from folkmoot.engines.tlog import (
    WIDTH,
    AuditError,
    Auditor,
    FormatError,
    SignatureError,
    digest,
    open_disclosure,
    read_leaf,
)
from folkmoot.home.operations.importing.copies import Copy, WrongCopyError
from folkmoot.record.queries import as_code

ENTRIES, DISCLOSURES = "record.entry", "record.disclosure"
type Row = dict[str, Any]
type Told = dict[str, list[Row]]


def check_record(copy: Copy) -> None:
    """Compute the tree again; refuse a copy by the first entry that does not hold."""
    told: dict[str, list[Row]] = defaultdict(list)
    for row in copy.rows(DISCLOSURES):
        told[row["entry_id"]].append(row)
    entries = sorted(copy.rows(ENTRIES), key=lambda row: int(row["index"]))
    auditor = _auditor(copy)
    try:
        for index, leaf in enumerate(_leaves(copy, auditor)):
            if not _holds(entries[index : index + 1], index, leaf, told):
                _refuse_entry(index)
        frontier = auditor.finish().frontier
    except AuditError as error:
        _refuse_entry(_closer(copy, error, entries, told), error)
    end = copy.manifest["record"]
    is_end = (frontier.size, as_code(frontier.root)) == (end["size"], end["root"])
    is_all = set(told) <= {entry["id"] for entry in entries}
    if not is_end or len(entries) != frontier.size or not is_all:
        _refuse_entry(frontier.size)


def _closer(copy: Copy, error: AuditError, entries: list[Row], told: Told) -> int:
    """Return the first entry that its own disclosures deny, or where the fault begins.

    A tree that was made anew around a changed entry names many; they name the one.
    """
    for index in range(error.first, error.last):
        try:
            leaf = copy.leaf(index).encode()
        except (FormatError, LookupError, ValueError):
            break
        if not _holds(entries[index : index + 1], index, leaf, told):
            return index
    return error.first


def _auditor(copy: Copy) -> Auditor:
    try:
        return Auditor(copy.checkpoints, copy.tile)
    except (FormatError, SignatureError) as error:
        message = _("The end of the record is not signed as it says: %(reason)s.")
        raise WrongCopyError(message % {"reason": error}) from error


def _leaves(copy: Copy, auditor: Auditor) -> Iterator[bytes]:
    for number in range(-(-copy.size // WIDTH)):
        yield from auditor.add_bundle(copy.bundle(number))


def _holds(found: list[Row], index: int, leaf: bytes, told: Told) -> bool:
    """Say whether the one entry at a place is what its leaf and its words say."""
    if not found:
        return False
    entry, rows = found[0], told.get(found[0]["id"], [])
    try:
        digests = set(read_leaf(leaf))
        opened = [open_disclosure(row["encoded"]) for row in rows]
    except FormatError:
        return False
    shown = {name: value for _salt, name, value in opened}
    return (
        entry["index"] == index
        and [row["name"] for row in rows] == [name for _salt, name, _value in opened]
        and shown.get("kind") == entry["kind"]
        and shown.get("about") == entry["about_id"]
        and all(digest(row["encoded"]) in digests for row in rows)
    )


def _refuse_entry(index: int, error: Exception | None = None) -> NoReturn:
    message = _("The record does not hold at entry %(number)s.")
    raise WrongCopyError(message % {"number": index + 1}) from error
