"""One thing that waits, and for whom."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from folkmoot.deciding.models import Question, Seat
from folkmoot.federating.queries.structure import home_of, ids_above
from folkmoot.home.queries.words import DRAWINGS
from folkmoot.people.models import Collective, Membership
from folkmoot.web.prepared import prepared

Stage = Question.Stage


@dataclass(frozen=True)
class Item:
    """One thing to do: what, about what, where, how long it takes, until when."""

    act: str
    about: str
    href: str
    minutes: int
    until: datetime | None
    collective: Collective
    question_id: UUID | None = None
    drawing: str = "letter"


@prepared
def _open_seats(members: Sequence[UUID]) -> QuerySet[Any]:
    """Return seats without a position, or where several versions ask for more."""
    several = Q(question__variants__gt=0, question__stage=Stage.CHECKING)
    seats = Seat.objects.filter(
        Q(positions=None) | several,
        member__id__in=[members],
        question__stage__in=(Stage.CHECKING, Stage.WORKING, Stage.LAST_CALL),
    )
    return seats.annotate(said=F("positions__id")).select_related("question")


@dataclass(frozen=True)
class Reader:
    """The person who looks: one membership per collective."""

    members: Mapping[UUID, Membership]  # by the collective's id
    now: datetime

    @classmethod
    def of(cls, memberships: Iterable[Membership], now: datetime) -> "Reader":
        """Return the reader behind open memberships of one person."""
        return cls({each.collective_id: each for each in memberships}, now)

    @property
    def ids(self) -> list[UUID]:
        """The person's memberships."""
        return [member.id for member in self.members.values()]

    @property
    def collective_ids(self) -> list[UUID]:
        """Where the person is a member or a friend."""
        return list(self.members)

    @property
    def full_collective_ids(self) -> list[UUID]:
        """Where the person is a member, not a friend."""
        return [key for key, member in self.members.items() if member.takes_positions]

    @cached_property
    def home_ids(self) -> list[UUID]:
        """Whose messengers the person answers for: own groups, councils above them."""
        groups = self.full_collective_ids
        return [*groups, *ids_above(groups)]

    def member_for(self, home: Collective) -> Membership:
        """Return the membership in which the person answers for one of `home_ids`."""
        own = self.members.get(home.id)
        person = next(iter(self.members.values())).person
        found = own if own is not None else home_of(person, home)
        assert found is not None  # noqa: S101 -- it is above one of the groups
        return found

    @cached_property
    def unanswered(self) -> Mapping[UUID, Question]:
        """The open checks in which this person has a seat and no position.

        Until they have one they are shown nothing of what others answered. Where
        several versions stand side by side, that is one for each.
        """
        rows = _open_seats.list(self.ids)
        answers = Counter(row.id for row in rows if row.said is not None)
        return {
            row.question_id: row.question
            for row in rows
            if row.round == row.question.round
            and answers[row.id] < max(row.question.variants, 1)
        }

    def about(self, question: Question, act: str, minutes: int, **more: object) -> Item:
        """Return what is to be done about ``question``."""
        collective = self.members[question.collective_id].collective
        until = more.get("until", question.ends_at)
        address = {"slug": collective.slug, "number": question.number}
        return Item(
            act=act,
            about=str(more.get("about", question.title)),
            href=str(more.get("href") or reverse("deciding:question", kwargs=address)),
            minutes=minutes,
            until=until if isinstance(until, datetime) else None,
            collective=collective,
            question_id=question.id,
            drawing=DRAWINGS[question.stage],
        )
