"""The queue of ideas: in which order they are let in, and when there is room.

Nobody sorts it by hand, and everybody can compute it again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from uuid import UUID

from django.db.models import Count, Max, Q

from folkmoot.deciding.models import Call, Question
from folkmoot.engines.consensus import Stage
from folkmoot.people.models import Collective, Membership
from folkmoot.people.queries import get_settings

BUSY = (
    Stage.HEARING,
    Stage.DRAFTING,
    Stage.CHECKING,
    Stage.WORKING,
    Stage.LAST_CALL,
)
# What a question asks of each person where it stands; a long draft asks for more.
MINUTES = {
    Stage.HEARING: 10,
    Stage.DRAFTING: 0,
    Stage.CHECKING: 5,
    Stage.WORKING: 5,
    Stage.LAST_CALL: 2,
}
FIRST_WAITS_AT_MOST = timedelta(days=14)


@dataclass(frozen=True)
class Waiting:
    """Where an idea stands, honestly: a place, and a latest day where there is one."""

    place: int
    open_now: int
    minutes_now: int
    minutes_at_most: int
    has_room: bool
    opens_by: datetime | None  # somebody's first question waits 14 days at most


@dataclass(frozen=True)
class Load:
    """What is asked of everybody's attention now, and how much at most."""

    open_now: int
    open_at_most: int
    minutes: int
    minutes_at_most: int

    @property
    def has_room(self) -> bool:
        """Whether one more question may open; the first always may."""
        minutes = self.minutes + MINUTES[Stage.HEARING]
        fits = minutes <= self.minutes_at_most or not self.open_now
        return fits and self.open_now < self.open_at_most


def has_room(collective: Collective) -> bool:
    """Say whether one more question may open: a limit on everybody's attention."""
    return load_of(collective).has_room


def queue_of(collective: Collective, now: datetime) -> list[Question]:
    """Return waiting ideas in the published order; nobody sorts them by hand.

    ``days_waiting + 7 ln(1 + supporters) + 14 [first question of this person]
    - 14 (questions of this person opened in the last 90 days)
    + 30 [legal or safety date within 30 days]``.
    """
    ideas = Question.objects.filter(collective=collective, stage=Question.Stage.IDEA)
    supported = ideas.filter(place_reached_at=None).annotate(
        supporters=Count(
            "calls",
            filter=Q(calls__kind=Call.Kind.SUPPORT, calls__withdrawn_at=None),
        )
    )
    recent = now - timedelta(days=90)
    opened = dict(
        Question.objects.filter(collective=collective, created_at__gte=recent)
        .exclude(stage=Question.Stage.IDEA)
        .values_list("proposer")
        .annotate(number=Count("id"))
        .order_by()
    )
    older = _had_one_opened(collective)

    def score(question: Question) -> float:
        waiting = (now - question.created_at) / timedelta(days=1)
        supporters = question.supporters  # type: ignore[attr-defined]
        is_first = question.proposer_id not in older
        date = question.legal_date
        is_pressing = date is not None and date < (now + timedelta(days=30)).date()
        return float(
            waiting
            + 7 * log(1 + supporters)
            + 14 * is_first
            - 14 * opened.get(question.proposer_id, 0)
            + 30 * is_pressing
        )

    return sorted(supported, key=lambda q: (-score(q), q.number))


def load_of(collective: Collective) -> Load:
    """Return how many questions are open now, and what minutes they ask of each person.

    A question asks for what its stage takes, or for reading its longest draft. What a
    federation asks keeps no idea of the collective waiting.
    """
    rows = Question.objects.filter(
        collective=collective, stage__in=BUSY, led_by_id=None
    )
    drafts = rows.annotate(most=Max("proposals__minutes")).values_list("stage", "most")
    minutes = [_minutes(Stage(stage), most or 0) for stage, most in drafts.order_by()]
    settings = get_settings(collective)
    return Load(
        open_now=len(minutes),
        open_at_most=int(settings["open_questions"]),
        minutes=sum(minutes),
        minutes_at_most=int(settings["minutes_per_month"]),
    )


def _minutes(stage: Stage, draft: int) -> int:
    return max(MINUTES[stage], draft) if stage is Stage.CHECKING else MINUTES[stage]


def is_first_due(idea: Question, now: datetime) -> bool:
    """Say whether somebody's first question has waited as long as it may."""
    is_late = now >= idea.created_at + FIRST_WAITS_AT_MOST
    return is_late and idea.proposer_id not in _had_one_opened(idea.collective)


def waiting_of(idea: Question, now: datetime) -> Waiting:
    """Return the place of an idea in the queue."""
    ids = [other.id for other in queue_of(idea.collective, now)]
    place = ids.index(idea.id) + 1 if idea.id in ids else len(ids) + 1
    return _waiting(idea.collective, idea.proposer_id, place, idea.created_at)


def waiting_next(member: Membership, now: datetime) -> Waiting:
    """Return where an idea of ``member`` would stand if it were raised now."""
    collective = member.collective
    ahead = len(queue_of(collective, now))
    return _waiting(collective, member.id, ahead + 1, now)


def _waiting(
    collective: Collective, proposer_id: UUID | None, place: int, since: datetime
) -> Waiting:
    is_first = proposer_id not in _had_one_opened(collective)
    load = load_of(collective)
    return Waiting(
        place=place,
        open_now=load.open_now,
        minutes_now=load.minutes,
        minutes_at_most=load.minutes_at_most,
        has_room=load.has_room,
        opens_by=since + FIRST_WAITS_AT_MOST if is_first else None,
    )


def _had_one_opened(collective: Collective) -> set[UUID]:
    rows = Question.objects.filter(collective=collective)
    opened = rows.exclude(stage=Question.Stage.IDEA)
    return set(opened.values_list("proposer", flat=True))
