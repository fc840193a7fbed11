"""What a collective's first page shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from folkmoot.deciding.models import Decision, Question
from folkmoot.deciding.queries.queue import queue_of
from folkmoot.doing.queries import open_help_wanted
from folkmoot.federating.queries.founding import federations_above
from folkmoot.home.queries.mine import Carried, Line, line_of
from folkmoot.home.queries.open_questions import DOING, list_open
from folkmoot.home.queries.waiting import Item, list_waiting, minutes_of
from folkmoot.home.queries.waiting.tasks import task_address
from folkmoot.listening.models import Hearing
from folkmoot.listening.queries import list_free_hearings
from folkmoot.people.models import Agreement, Collective, Membership
from folkmoot.people.queries import count_members, get_agreement

SHOWN, SOON, NEW = 5, timedelta(days=30), timedelta(days=30)
OPEN_SHOWN, QUEUE_SHOWN = 15, 10
IN_FORCE = Decision.State.IN_FORCE


@dataclass(frozen=True)
class Overview:
    """Everything on the page, from a fixed number of queries."""

    waiting: Sequence[Item]
    minutes: int
    open: Sequence[Line]
    more_open: int
    doing: Sequence[Line]
    queue: Sequence[Question]
    more_queue: int
    help_wanted: Sequence[Carried]
    to_look_at: Sequence[Decision]
    conversations: Sequence[Hearing]
    newcomers: Sequence[Membership]
    agreement: Agreement
    members: int
    federations: Sequence[Collective]


def get_overview(member: Membership, now: datetime) -> Overview:
    """Return what ``member`` sees of their collective."""
    collective = member.collective
    waiting = list_waiting([member], now)
    asked = {item.question_id for item in waiting}
    open_ones = [
        line_of(question)
        for question in list_open([collective.id])
        if question.id not in asked
    ]
    queue = queue_of(collective, now)
    return Overview(
        waiting=waiting,
        minutes=minutes_of(waiting),
        open=open_ones[:OPEN_SHOWN],
        more_open=max(0, len(open_ones) - OPEN_SHOWN),
        doing=_doing(member),
        queue=queue[:QUEUE_SHOWN],
        more_queue=max(0, len(queue) - QUEUE_SHOWN),
        help_wanted=[
            Carried(task, task_address(collective, task))
            for task in open_help_wanted(collective)[:SHOWN]
        ],
        to_look_at=_to_look_at(member, now),
        conversations=list(list_free_hearings(collective)[:SHOWN]),
        newcomers=_newcomers(member, now),
        agreement=get_agreement(collective),
        members=count_members(collective),
        federations=federations_above(collective),
    )


def _doing(member: Membership) -> list[Line]:
    rows = Question.objects.filter(collective=member.collective, stage__in=DOING)
    shown = list(rows.order_by("-since", "id")[:SHOWN])
    decided = Decision.objects.filter(question__in=shown, state=IN_FORCE)
    days = dict(decided.values_list("question_id", "look_back_date"))
    return [
        replace(line_of(question), look_back=days.get(question.id))
        for question in shown
    ]


def _to_look_at(member: Membership, now: datetime) -> list[Decision]:
    """Return what is looked back on soon, without what is still being done."""
    rows = Decision.objects.filter(
        collective=member.collective,
        state=IN_FORCE,
        look_back_date__lte=(now + SOON).date(),
    ).exclude(question__stage__in=DOING)
    rows = rows.select_related("question")
    return list(rows.order_by("look_back_date", "id")[:SHOWN])


def _newcomers(member: Membership, now: datetime) -> list[Membership]:
    rows = member.collective.memberships.filter(
        ended_at=None, joined_at__gt=now - NEW, invited_by__isnull=False
    )
    return list(rows.exclude(id=member.id).order_by("-joined_at", "id")[:SHOWN])
