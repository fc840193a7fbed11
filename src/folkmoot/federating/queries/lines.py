"""What home tells its messengers while the council sits, and who reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from folkmoot.federating.models import Delegate, Entry, HomeLine, Link
from folkmoot.federating.queries.pairs import delegates_at
from folkmoot.federating.queries.structure import ids_above
from folkmoot.people.models import Collective, Membership

LINE_AT_MOST = 140
STANDS_FOR = timedelta(hours=48)  # as long as the report home may take
SHOWN = 20


@dataclass(frozen=True)
class Strip:
    """The lines of one home in a council, as its people and its messengers see them."""

    home: Collective
    lines: Sequence[HomeLine]
    is_carried: bool  # the reader sits there for this home
    may_write: bool


def lines_of(home_id: UUID, council_id: UUID, now: datetime) -> list[HomeLine]:
    """Return what home told its messengers in the last 48 hours, the newest first."""
    rows = HomeLine.objects.filter(
        collective=home_id,
        council=council_id,
        at__gt=now - STANDS_FOR,
        member__ended_at=None,
    )
    return list(rows.select_related("member").order_by("-at", "-id")[:SHOWN])


def strips_for(
    member: Membership,
    council: Collective,
    sits_as: Sequence[Delegate],
    now: datetime,
) -> list[Strip]:
    """Return the strips that a reader sees: of their own home, and whom they carry."""
    carried = {one.collective_id for one in sits_as}
    above = {member.collective_id, *ids_above([member.collective_id])}
    links = Link.objects.filter(
        collective=council, child__in=above | carried, ended_at=None
    )
    sent = delegates_at(now).filter(council=council, collective__in=above | carried)
    sending = set(sent.values_list("collective_id", flat=True))
    return [
        Strip(
            home=link.child,
            lines=lines_of(link.child_id, council.id, now),
            is_carried=link.child_id in carried,
            may_write=link.child_id in above and member.takes_positions,
        )
        for link in links.select_related("child").order_by("child__name")
        if link.child_id in sending
    ]


def mark_of(entries: Sequence[Entry], strips: Sequence[Strip]) -> str:
    """Return a mark that changes when anything of this is new or stands otherwise."""
    said = [f"{row.id} {row.state} {row.undone_at}" for row in entries]
    told = [f"{row.id} {row.at}" for strip in strips for row in strip.lines]
    return sha256("\n".join([*said, "", *told]).encode()).hexdigest()[:16]
