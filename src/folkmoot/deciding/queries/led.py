"""What many led questions come to at once, counted for the federation that asks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Max, Q, QuerySet, When

from folkmoot.deciding.models import Objection, Position, Question, Seat
from folkmoot.deciding.queries.asked import UNANSWERED
from folkmoot.engines.consensus import Tally
from folkmoot.listening.models import Contribution, Response
from folkmoot.messaging.models import Delivery
from folkmoot.people.models import Membership

HERE = Q(member__ended_at=None) | Q(member__ended_at__gt=F("question__closes_at"))
NOBODY = Tally(0, 0, 0, 0)
Value = Position.Value


@dataclass(frozen=True)
class LeafCount:
    """One leaf's numbers in the present check: people, positions, open stops."""

    members: int
    tally: Tally
    unanswered: int


def list_touched(leader_id: UUID, since: datetime, until: datetime) -> list[UUID]:
    """Return the questions of a leader in which something happened last in between."""
    rows = Question.objects.filter(
        led_by_id=leader_id, last_event_at__range=(since, until)
    )
    return list(rows.values_list("id", flat=True))


def count_checks(
    questions: Collection[UUID], version: int | None = None
) -> dict[UUID, LeafCount]:
    """Return each question's seats, positions and unanswered stops; three statements.

    Where several versions stood side by side, those to ``version``.
    """
    if version is not None:
        return {one: of[version] for one, of in count_by(questions, [version]).items()}
    seats = _counts(Seat.objects.filter(_in_round(questions), HERE))
    held = Position.objects.filter(_in_round(questions), HERE)
    tallies = {row["question"]: _tally(row) for row in _tallied(held, "question")}
    stops = _counts(_unanswered(questions))
    return {
        one: LeafCount(seats.get(one, 0), tallies.get(one, NOBODY), stops.get(one, 0))
        for one in questions
    }


def count_by(
    questions: Collection[UUID], versions: Sequence[int]
) -> dict[UUID, dict[int, LeafCount]]:
    """Return the same for each of several versions side by side; three statements.

    Stops of earlier checks hold every version.
    """
    seats = _counts(Seat.objects.filter(_in_round(questions), HERE))
    held = Position.objects.filter(_in_round(questions), HERE)
    tallies = {
        (row["question"], row["proposal__version"]): _tally(row)
        for row in _tallied(held, "question", "proposal__version")
    }
    is_of_this_check = Q(proposal__round=F("question__round"))
    about = Case(When(is_of_this_check, then="proposal__version"), default=None)
    rows = _unanswered(questions).annotate(of=about).values_list("question", "of")
    stops = {(one, of): n for one, of, n in rows.annotate(n=Count("id")).order_by()}
    return {
        one: {
            version: LeafCount(
                seats.get(one, 0),
                tallies.get((one, version), NOBODY),
                stops.get((one, version), 0) + stops.get((one, None), 0),
            )
            for version in versions
        }
        for one in questions
    }


def _in_round(questions: Collection[UUID]) -> Q:
    return Q(question__in=questions, round=F("question__round"))


def _tallied(rows: QuerySet[Position], *by: str) -> QuerySet[Any, Any]:
    counted: Any = rows.values(*by).annotate(
        yes=Count("id", filter=Q(value__in=(Value.CONSENT, Value.CONCERN))),
        aside=Count("id", filter=Q(value=Value.STAND_ASIDE)),
        stop=Count("id", filter=Q(value=Value.OBJECT)),
        more=Count("id", filter=Q(value=Value.NEED_MORE)),
    )
    tallied: QuerySet[Any, Any] = counted.order_by()
    return tallied


def _tally(row: Mapping[str, int]) -> Tally:
    return Tally(row["yes"], row["aside"], row["stop"], row["more"])


def _unanswered(questions: Collection[UUID]) -> QuerySet[Objection]:
    owner = Q(owner__ended_at=None) | Q(owner__ended_at__gt=F("question__closes_at"))
    return Objection.objects.filter(
        owner, question__in=questions, late=False, state__in=UNANSWERED
    )


def _counts(rows: object) -> dict[UUID, int]:
    found = rows.values_list("question").annotate(n=Count("id")).order_by()  # type: ignore[attr-defined]
    return dict(found)


def count_heard(questions: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return members, and members heard in the hearing, per question."""
    collectives = dict(
        Question.objects.filter(id__in=questions).values_list("id", "collective_id")
    )
    members = dict(
        Membership.objects.filter(
            collective_id__in=collectives.values(),
            standing=Membership.Standing.MEMBER,
            ended_at=None,
        )
        .values_list("collective_id")
        .annotate(n=Count("id"))
        .order_by()
    )
    here = Q(member__ended_at=None, member__standing=Membership.Standing.MEMBER)
    said = Contribution.objects.filter(here, hearing__question_id__in=questions)
    answered = Response.objects.filter(
        here, statement__hearing__question_id__in=questions
    )
    of_said = said.values_list("hearing__question_id", "member")
    of_answers = answered.values_list("statement__hearing__question_id", "member")
    pairs = of_said.order_by().union(of_answers.order_by()).order_by()
    heard: dict[UUID, int] = {}
    for question_id, _member in pairs:
        if question_id is not None:
            heard[question_id] = heard.get(question_id, 0) + 1
    return {
        one: (members.get(collective_id, 0), heard.get(one, 0))
        for one, collective_id in collectives.items()
    }


@dataclass(frozen=True)
class Reached:
    """How many of those asked were not reached in time, and the latest who was."""

    asked: int
    undelivered: int
    latest: datetime | None


def count_reached(leader_id: UUID, asking: str, before: datetime) -> Reached:
    """Return who was reached with one asking, in all collectives of a leader."""
    ids = Question.objects.filter(led_by_id=leader_id).values("id")
    timely = Q(delivered_at__lt=before)
    found = Delivery.objects.filter(about_id__in=ids, asking=asking).aggregate(
        asked=Count("id"),
        timely=Count("id", filter=timely),
        latest=Max("delivered_at", filter=timely & ~Q(way=Delivery.Way.ACT)),
    )
    undelivered = found["asked"] - found["timely"]
    return Reached(found["asked"], undelivered, found["latest"])
