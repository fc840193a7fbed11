"""Who has been heard, and how far one person is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from folkmoot.listening.models import Contribution, Hearing, Response, Statement
from folkmoot.listening.queries.next import Candidate, list_candidates
from folkmoot.listening.queries.pace import middle_gap
from folkmoot.listening.queries.statements import ANSWER_WORDS
from folkmoot.people.models import Collective, Membership, Term
from folkmoot.people.queries import holds_role
from folkmoot.web.prepared import prepared

MINUTE = 60


@dataclass(frozen=True)
class Progress:
    """How far a person is in a hearing."""

    answered: int
    total: int
    seconds_each: float
    is_heard: bool  # said anything at all here

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
    return look_up(member, hearing).progress


@dataclass(frozen=True)
class Given:
    """One's own answer."""

    statement_id: UUID
    answer: int
    at: datetime
    is_folded: bool

    @property
    def own_words(self) -> str:
        """What was answered, in words."""
        return str(ANSWER_WORDS[Response.Answer(self.answer)])


@dataclass(frozen=True)
class Own:
    """What one person answered, latest first, and may still answer."""

    given: Sequence[Given]
    candidates: Sequence[Candidate]
    progress: Progress


@prepared
def _own(member: Membership, hearing: Hearing) -> QuerySet[Response, tuple[Any, ...]]:
    own = Response.objects.filter(member=member, statement__hearing=hearing)
    names = ("statement_id", "answer", "at", "statement__folded_at")
    return own.order_by("-at", "id").values_list(*names, "statement__number")


@prepared
def _said(member: Membership, hearing: Hearing) -> QuerySet[Contribution, UUID]:
    rows = Contribution.objects.filter(member=member, hearing=hearing)
    return rows.order_by().values_list("id", flat=True)[:1]


@prepared
def _stated(member: Membership, hearing: Hearing) -> QuerySet[Statement, UUID]:
    rows = Statement.objects.filter(member=member, hearing=hearing)
    return rows.order_by().values_list("id", flat=True)[:1]


def look_up(member: Membership, hearing: Hearing) -> Own:
    """Return how far ``member`` is; three queries, two more until they answered."""
    rows = _own.list(member, hearing)
    given = [Given(key, said, at, bool(folded)) for key, said, at, folded, _n in rows]
    candidates = list_candidates(member, hearing, {row[-1]: row[1] for row in rows})
    answered = sum(not each.is_folded for each in given)
    progress = Progress(
        answered=answered,
        total=answered + len(candidates),
        seconds_each=middle_gap([each.at for each in given]),
        is_heard=bool(given)
        or _said.first(member, hearing) is not None
        or _stated.first(member, hearing) is not None,
    )
    return Own(given, candidates, progress)
