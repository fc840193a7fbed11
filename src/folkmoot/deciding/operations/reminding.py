"""Reminding people while there is time, and letting waiting ideas in; for the worker."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.raising import admit_ideas
from folkmoot.deciding.queries.checks import positions_of, seats_of
from folkmoot.deciding.queries.facts import (
    asking_key,
    first_spoken,
    present_members,
)
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import Stage
from folkmoot.messaging.models import Delivery
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import tell

ASKED_IN = (Stage.HEARING, Stage.CHECKING)
LAST_DAY = timedelta(hours=24)


def remind_due(now: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Remind who has not been heard, at half time and on the last day; once each."""
    asked = Question.objects.filter(stage__in=ASKED_IN, closes_at__gt=now)
    reminded = 0
    for row in asked.only("since", "closes_at", "reminded_at").order_by("closes_at"):
        if not go_on():
            break
        due = [name for name, at in _moments(row) if at <= now]
        if due and not _is_reminded(row, now):
            # After a silence only the latest: two at once would say the same twice.
            reminded += _remind(row.id, due[-1], len(due) + 1, now)
    return reminded


def _moments(question: Question) -> list[tuple[str, datetime]]:
    assert question.closes_at is not None  # noqa: S101 -- the query asks for it
    half = question.since + (question.closes_at - question.since) / 2
    last = max(half, question.closes_at - LAST_DAY)
    return [("half", half), ("last day", last)]


def _is_reminded(question: Question, now: datetime) -> bool:
    last = max(at for _name, at in _moments(question) if at <= now)
    return question.reminded_at is not None and question.reminded_at >= last


@transaction.atomic
def _remind(question_id: UUID, name: str, tries: int, now: datetime) -> int:
    question = Question.objects.select_related("collective").get(id=question_id)
    Question.objects.filter(id=question_id).update(reminded_at=now)
    key = asking_key(state_of(question))
    sent = tell(
        memberships=_not_heard(question),
        kind="question.reminder",
        template="deciding/mail/extended.txt",
        context={"question": question, "closes_at": question.ends_at},
        now=now,
        about_id=question.id,
        once=f"{question.id} {key} {name}",
        drop_at=question.closes_at,
    )
    # Each moment is one try, mail or not; after three somebody is out of reach.
    Delivery.objects.filter(
        about_id=question.id, asking=key, delivered_at=None, tries__lt=tries
    ).update(tries=tries)
    return len(sent)


def _not_heard(question: Question) -> list[Membership]:
    if question.stage == Stage.CHECKING:
        heard = set(positions_of(question).values_list("member_id", flat=True))
        ids = set(seats_of(question).values_list("member_id", flat=True)) - heard
    else:
        present = set(present_members(question).values_list("id", flat=True))
        ids = present - set(first_spoken(question))
    return list(Membership.objects.filter(id__in=ids).order_by("name"))


def admit_due(now: datetime) -> int:
    """Let waiting ideas in wherever there is room; return how many."""
    waiting = Question.objects.filter(stage=Stage.IDEA, place_reached_at=None)
    collectives = Collective.objects.filter(id__in=waiting.values("collective_id"))
    return sum(admit_ideas(collective=c, now=now) for c in collectives)
