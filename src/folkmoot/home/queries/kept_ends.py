"""The signed ends of a record that others followed, as people see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from folkmoot.engines.tlog import parse_checkpoint, parse_note
from folkmoot.home.queries.log import Mark, ShownLog
from folkmoot.record.models import KeptEnd
from folkmoot.record.queries import as_code, list_kept
from folkmoot.web.cuts import Cut, cut
from folkmoot.web.paging import Page
from folkmoot.web.paging import cut as cut_page


@dataclass(frozen=True)
class EarlierEnd:
    """Up to where the record was signed at some time, and by how many others."""

    origin: str
    size: int
    root: str
    at: datetime
    witnessed: int
    address: str


def page_of_ends(collective_id: UUID, number: int) -> Page[EarlierEnd]:
    """Return a page of them, the latest first."""
    page: Page[KeptEnd] = cut_page(list_kept(collective_id), number)
    return Page([_show(row) for row in page.rows], page.newer, page.older)


def cut_ends(collective_id: UUID, cursor: str, limit: int) -> Cut[EarlierEnd]:
    """Return a part of them, the latest first."""
    part = cut(list_kept(collective_id), ("-at", "-number", "-size"), cursor, limit)
    return Cut([_show(row) for row in part.rows], part.next)


def all_marks(log: ShownLog | None, before: int | None, most: int) -> Sequence[Mark]:
    """Return where a timeline says how far the record is signed: now, and before.

    Of the kept ends the latest ``most`` up to entry ``before``.
    """
    if log is None:
        return ()
    rows = list_kept(log.log.collective_id)
    if before is not None:
        rows = rows.filter(size__lte=before)
    kept = {one.size: one for one in map(_show, rows[:most])}
    found = {
        size: Mark(size, is_signed=True, witnessed=one.witnessed)
        for size, one in kept.items()
    }
    return list((found | {mark.size: mark for mark in log.marks}).values())


def _show(row: KeptEnd) -> EarlierEnd:
    note = parse_note(row.checkpoint.encode())
    signed = parse_checkpoint(note.text)
    place = {"log_id": row.collective_id, "number": row.number, "size": row.size}
    return EarlierEnd(
        origin=signed.origin,
        size=row.size,
        root=as_code(signed.root),
        at=row.at,
        witnessed=sum(one.name != signed.origin for one in note.signatures),
        address=reverse("record:kept_checkpoint", kwargs=place),
    )
