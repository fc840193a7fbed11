"""What people see of a record's log: where it ends, who signed that, what is wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.people.models import Membership
from folkmoot.record.models import Head, Log, Rekeying, Witness
from folkmoot.record.queries import as_code
from folkmoot.record.queries.serving import quorum_of

type Worth = Literal["alone", "neighbours", "mixed", "others"]

FEW = 2  # with fewer witnesses nobody else vouches


@dataclass(frozen=True)
class ShownWitness:
    """Who is asked to sign too; one on this server is never named."""

    place: str
    size: int
    at: datetime | None

    @property
    def is_elsewhere(self) -> bool:
        """Whether another server vouches."""
        return bool(self.place)


@dataclass(frozen=True)
class Mark:
    """How far something holds, as a line in the timeline."""

    size: int
    is_signed: bool
    witnessed: int


@dataclass(frozen=True)
class ShownLog:
    """A log in the words of its page; a fixed number of queries."""

    log: Log
    entries: int
    witnesses: Sequence[ShownWitness]
    agreed_by: str
    offered_by: str = ""
    is_asking: bool = False  # guardians are asked to vouch for another key

    @property
    def has_guardians(self) -> bool:
        """Whether a new name takes the word of others."""
        return bool(self.log.guardians and self.log.guardians[0]["needed"])

    @property
    def guardians(self) -> list[str]:
        """What people call the guardians named last."""
        return self.log.guardians[-1]["names"] if self.log.guardians else []

    @property
    def address(self) -> str:
        """Where programs find it."""
        return f"/log/{self.log.collective_id}/"

    @property
    def code(self) -> str:
        """What it ends in, as checkpoints write it."""
        return as_code(bytes(self.log.root))

    @property
    def waiting(self) -> int:
        """How many entries are written and not signed yet."""
        return self.entries - self.log.signed_size

    @property
    def witnessed(self) -> int:
        """How many witnesses have signed what the log signed last."""
        return sum(row.size == self.log.signed_size > 0 for row in self.witnesses)

    @property
    def needed(self) -> int:
        """How many of them make a quorum."""
        return quorum_of(len(self.witnesses))

    @property
    def worth(self) -> Worth:
        """Who would have to be dishonest: alone, neighbours, mixed, others."""
        elsewhere = sum(row.is_elsewhere for row in self.witnesses)
        neighbours = len(self.witnesses) - elsewhere
        if len(self.witnesses) < FEW:
            return "alone"
        if not elsewhere:
            return "neighbours"
        # Where those on this server make a quorum alone, one elsewhere may be left out.
        return "mixed" if neighbours >= self.needed else "others"

    @property
    def is_in_trouble(self) -> bool:
        """Whether it is not signed any more."""
        return self.log.state != Log.State.OPEN

    @property
    def known_size(self) -> int:
        """Up to which entry it was signed before, as far as that is known; or 0."""
        told = self.log.trouble.partition(" ")[0]
        return int(told) if told.isascii() and told.isdecimal() else 0

    @property
    def missing(self) -> tuple[int, int] | None:
        """Of which entries, that were signed, some or all are not here.

        Up to what is signed here nothing is missing. What stands here after that may be
        from after the data were put back, with the numbers of what is missing.
        """
        if self.log.state != Log.State.BEHIND or self.known_size <= self.log.size:
            return None
        return self.log.signed_size + 1, self.known_size

    @property
    def marks(self) -> list[Mark]:
        """Where the timeline says how far it is signed, the latest first."""
        sizes = {row.size for row in self.witnesses if row.size}
        if self.log.checkpoint:
            sizes.add(self.log.signed_size)
        return [
            Mark(
                size=size,
                is_signed=size == self.log.signed_size,
                witnessed=sum(row.size >= size for row in self.witnesses),
            )
            for size in sorted(sizes, reverse=True)
        ]


def show_log(collective_id: UUID) -> ShownLog | None:
    """Return the log of a record; None before the first entry is in it."""
    log = Log.objects.filter(collective_id=collective_id).first()
    if log is None:
        return None
    head = Head.objects.filter(collective_id=collective_id).first()
    return ShownLog(
        log=log,
        entries=head.size if head else log.size,
        witnesses=list(_witnesses(collective_id)),
        agreed_by=_name_of(log.agreed_by),
        offered_by=_name_of(log.offered_by) or _("Somebody"),
        is_asking=log.state != Log.State.OPEN
        and Rekeying.objects.filter(pk=collective_id).exists(),
    )


def _witnesses(collective_id: UUID) -> Iterator[ShownWitness]:
    rows = Witness.objects.filter(collective_id=collective_id)
    for url, size, at in rows.values_list(
        "url", "cosignature__size", "cosignature__at"
    ):
        yield ShownWitness(url, size or 0, at)


def _name_of(member_id: UUID | None) -> str:
    if member_id is None:
        return ""
    names = Membership.objects.filter(id=member_id).values_list("name", flat=True)
    return names.first() or ""
