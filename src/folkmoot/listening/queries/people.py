"""Who has been heard, and how far one person is."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from uuid import UUID

from django.db.models import Q

from folkmoot.listening.models import Contribution, Hearing, Response, Statement
from folkmoot.listening.queries.next import open_to
from folkmoot.listening.queries.pace import pace_of
from folkmoot.people.models import Collective, Membership, Term
from folkmoot.people.queries import holds_role

MINUTE = 60


@dataclass(frozen=True)
class Progress:
    """How far a person is in a hearing."""

    answered: int
    total: int
    seconds_each: float
    has_contributed: bool
    has_added: bool

    @property
    def is_heard(self) -> bool:
        """Whether the person has said anything at all here."""
        return self.has_contributed or self.has_added or self.answered > 0

    @property
    def left(self) -> int:
        """How many statements are still to answer."""
        return self.total - self.answered

    @property
    def minutes_left(self) -> int:
        """How many minutes all of it still takes."""
        return self.minutes_for(self.left)

    def minutes_for(self, statements: int) -> int:
        """Return how many minutes so many statements take this person."""
        return ceil(statements * self.seconds_each / MINUTE)


def may_put_first(member: Membership, now: datetime) -> bool:
    """Whether ``member`` hosts now; in a small collective every member does."""
    is_home = member.collective.preset == Collective.Preset.HOME
    return (is_home and member.takes_positions) or holds_role(
        member, Term.Role.HOST, now
    )


def list_heard_ids(hearing: Hearing) -> set[UUID]:
    """Return the ids of the members and friends who said anything in ``hearing``."""
    responded = Response.objects.filter(
        statement__hearing=hearing, member__isnull=False
    ).values_list("member_id")
    added = Statement.objects.filter(hearing=hearing, member__isnull=False)
    spoke = Contribution.objects.filter(hearing=hearing)
    everyone = responded.union(
        added.order_by().values_list("member_id"),
        spoke.order_by().values_list("member_id"),
    )
    return {row[0] for row in everyone}


def count_heard(hearing: Hearing) -> int:
    """Return how many of today's members (friends not counted) have been heard."""
    return Membership.objects.filter(
        Q(id__in=list_heard_ids(hearing)),
        ended_at=None,
        standing=Membership.Standing.MEMBER,
    ).count()


def progress_of(member: Membership, hearing: Hearing) -> Progress:
    """Return what ``member`` answered, what is left, and at which pace."""
    left = open_to(member, hearing).count()
    answered = Response.objects.filter(
        member=member, statement__hearing=hearing, statement__folded_at=None
    ).count()
    return Progress(
        answered=answered,
        total=answered + left,
        seconds_each=pace_of(member, hearing),
        has_contributed=hearing.contributions.filter(member=member).exists(),
        has_added=hearing.statements.filter(member=member).exists(),
    )
