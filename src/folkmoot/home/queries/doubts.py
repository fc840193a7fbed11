"""What is in doubt in a record, and of that what is one's own, for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from folkmoot.engines.tlog import Doubts
from folkmoot.home.queries.timeline import Event, events_of
from folkmoot.people.models import Membership
from folkmoot.record.keys.signatures import signed_as
from folkmoot.record.models import Entry
from folkmoot.record.queries.doubts import (
    SHOWN,
    confirmed_in,
    doubts_of,
    own_in_doubt,
    print_of_entries,
    read_doubts,
)


@dataclass(frozen=True)
class ShownRange:
    """A range in doubt, counted as on the pages, from 1."""

    first: int
    last: int
    confirmed: int
    number: int  # of the entry that says so

    @property
    def entries(self) -> int:
        """How many entries are in it."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class ToConfirm:
    """Something one did there, and what one's device signs to confirm it."""

    event: Event
    signed_as: str


@dataclass(frozen=True)
class DoubtsPage:
    """What the page about it shows."""

    changed_at: int  # number of the entry with which the key changed last; 0: never
    ranges: Sequence[ShownRange]
    own: Sequence[ToConfirm]
    all_signed_as: str  # for all of `own` at once

    @property
    def numbers(self) -> str:
        """The numbers of all of one's own."""
        return " ".join(str(one.event.number) for one in self.own)


def ranges_of(collective_id: UUID, doubts: Doubts) -> list[ShownRange]:
    """Return what is in doubt in a record, the earliest first."""
    confirmed = confirmed_in(collective_id, doubts)
    return [
        ShownRange(
            first=one.begin + 1,
            last=one.end,
            confirmed=sum(place in one for place in confirmed),
            number=one.said_at + 1,
        )
        for one in doubts.in_order
    ]


def show_ranges(collective_id: UUID) -> list[ShownRange]:
    """Return the same for a page that shows no more of it."""
    return ranges_of(collective_id, doubts_of(collective_id))


def doubts_page(member: Membership, collective_id: UUID) -> DoubtsPage:
    """Return what ``member`` reads about a record, their own or one above."""
    doubts = read_doubts(collective_id)
    confirmed = confirmed_in(collective_id, doubts)
    rows = own_in_doubt(collective_id, [member.id], doubts, confirmed)
    own = list(rows.prefetch_related("disclosures")[:SHOWN])
    events = events_of(member, own, collective_id)
    return DoubtsPage(
        changed_at=doubts.changes[-1] + 1 if doubts.changes else 0,
        ranges=ranges_of(collective_id, doubts),
        own=[
            ToConfirm(event, _signed_as([row]))
            for event, row in zip(events, own, strict=True)
        ],
        all_signed_as=_signed_as(own),
    )


def _signed_as(rows: Sequence[Entry]) -> str:
    return signed_as(
        fields={},
        kind="entries.confirmed",
        entries=[row.index for row in rows],
        print=print_of_entries(rows),
    )
