"""The record entry by entry, with what one reader may have of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from folkmoot.deciding.models import Question
from folkmoot.home.queries.archive.held_back import HeldBack
from folkmoot.home.queries.blind import list_blind_ids
from folkmoot.home.queries.sentences import HIDDEN_BEFORE_ANSWER
from folkmoot.home.queries.timeline import events_of
from folkmoot.people.models import Membership
from folkmoot.record.models import Disclosure, Entry
from folkmoot.record.queries import OwnEntry, list_entries
from folkmoot.web.audience import Audience, visible_fields
from folkmoot.web.cuts import Cut, cut


@dataclass(frozen=True)
class Recorded:
    """One entry: the sentence people read, and the values behind its digests."""

    entry: Entry
    kind: str
    sentence: str
    disclosures: Sequence[Mapping[str, Any]]
    own: OwnEntry | None


def cut_record(
    member: Membership,
    question: Question | None,
    cursor: str,
    limit: int,
    *,
    of: UUID | None = None,
) -> Cut[Recorded]:
    """Return a part of the record, newest first, of one question or of all.

    ``of`` is a federation above the member's collective, whose record it is instead.
    """
    rows = list_entries(of or member.collective_id)
    if question is not None:
        rows = rows.filter(about_id=question.id)
    part = cut(rows, ("-index",), cursor, limit)
    blind = list_blind_ids(member)
    audience = Audience.MEMBERS if member.takes_positions else Audience.COLLECTIVE
    columns = visible_fields(Disclosure, audience)
    held_back = HeldBack(member, part.rows)
    events = events_of(member, part.rows, of)
    shown = []
    for entry, event in zip(part.rows, events, strict=True):
        is_hidden = entry.about_id in blind and entry.kind.startswith(
            HIDDEN_BEFORE_ANSWER
        )
        told = [] if is_hidden else _told(entry, columns, held_back)
        kind = "hidden" if is_hidden else entry.kind
        shown.append(Recorded(entry, kind, event.sentence, told, event.own))
    return Cut(shown, part.next)


def _told(
    entry: Entry, columns: Sequence[str], held_back: HeldBack
) -> list[Mapping[str, Any]]:
    """Return the values that the reader may have, each with the salt of its digest."""
    if "encoded" not in columns:
        return []
    rows = sorted(entry.disclosures.all(), key=lambda row: row.name)
    looked_at = (
        held_back.look_at(
            "record.disclosure", {name: getattr(row, name) for name in columns}
        )
        for row in rows
    )
    return [row for row in looked_at if row is not None]
