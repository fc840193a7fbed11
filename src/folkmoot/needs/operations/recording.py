"""Entries about what two sides agree on: one record, or those of both collectives."""

from datetime import datetime
from uuid import UUID

from folkmoot.engines.tlog import Value
from folkmoot.needs.models import Match
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entries, append_entry


def record(row: Match, kind: str, actor: Membership, now: datetime) -> None:
    """Write what one side said into the record of each side.

    A sister collective reads that it is with another one, never with whom.
    """
    amount = f"{row.amount.normalize():f} {row.need.unit}"
    details: dict[str, Value] = {"what": row.need.what, "amount": amount}
    here, there = row.need.collective_id, row.offer.collective_id
    if here == there:
        append_entry(
            collective_id=here,
            kind=kind,
            details=details,
            now=now,
            about_id=row.need_id,
            member_id=actor.id,
        )
        return
    entries: dict[UUID, tuple[UUID | None, dict[str, Value]]] = {
        here: (row.need_id, {**details, "with": row.offer.collective.name}),
        there: (row.offer_id, {**details, "with": row.need.collective.name}),
    }
    entries[actor.collective_id][1]["member"] = str(actor.id)
    append_entries(kind=kind, entries=entries, now=now)
