"""What a person's own page shows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from folkmoot.deciding.models import Question
from folkmoot.deciding.queries.pages.frame import place_of
from folkmoot.deciding.states import state_of
from folkmoot.doing.models import Commitment
from folkmoot.doing.queries import tasks_carried_by
from folkmoot.federating.queries.structure import federations_of
from folkmoot.home.queries.open_questions import list_open
from folkmoot.home.queries.waiting import Item, list_waiting, minutes_of
from folkmoot.home.queries.waiting.tasks import task_address
from folkmoot.home.queries.words import DRAWINGS, STEPS
from folkmoot.people.models import Collective, Membership, Person
from folkmoot.people.queries import list_memberships

EACH = 5  # open questions shown per collective
CARRIED_SHOWN = 30


@dataclass(frozen=True)
class Line:
    """One open question in a list."""

    question: Question
    step: str
    until: datetime | None
    look_back: date | None = None

    @property
    def drawing(self) -> str:
        """The name of the drawing of its stage."""
        return DRAWINGS[self.question.stage]

    @property
    def way(self) -> Sequence[str]:
        """Each step of its path: "past", "here" or "next"."""
        stages, at = place_of(state_of(self.question))
        return ["past"] * at + ["here"] + ["next"] * (len(stages) - at - 1)


@dataclass(frozen=True)
class Working:
    """What one collective is working on."""

    collective: Collective
    membership: Membership
    lines: Sequence[Line]
    more: int
    is_all_above: bool


@dataclass(frozen=True)
class Carried:
    """A task the person took on, and where it is shown."""

    task: Commitment
    href: str


@dataclass(frozen=True)
class MyPage:
    """Everything on the page, from a fixed number of queries."""

    waiting: Sequence[Item]
    minutes: int
    working: Sequence[Working]
    carried: Sequence[Carried]
    carries_more: bool
    federations: Sequence[Collective]


def get_my_page(person: Person, now: datetime) -> MyPage:
    """Return what waits for ``person`` and what their collectives work on."""
    memberships = list(list_memberships(person))
    waiting = list_waiting(memberships, now)
    by_id = {each.collective_id: each.collective for each in memberships}
    tasks = list(tasks_carried_by(memberships)[: CARRIED_SHOWN + 1])
    carried = [
        Carried(task, task_address(by_id[task.collective_id], task))
        for task in tasks[:CARRIED_SHOWN]
    ]
    asked = {item.question_id for item in waiting if item.question_id}
    return MyPage(
        waiting=waiting,
        minutes=minutes_of(waiting),
        working=_working(memberships, asked),
        carried=carried,
        carries_more=len(tasks) > CARRIED_SHOWN,
        federations=federations_of(person),
    )


def line_of(question: Question) -> Line:
    """Return ``question`` with its step in words and until when."""
    return Line(question, str(STEPS[question.stage]), question.ends_at)


def _working(memberships: Sequence[Membership], asked: set[UUID]) -> list[Working]:
    """Return what goes on besides the questions that wait, which stand above."""
    lines: dict[UUID, list[Line]] = defaultdict(list)
    above: set[UUID] = set()
    for question in list_open(each.collective_id for each in memberships):
        if question.id in asked:
            above.add(question.collective_id)
        else:
            lines[question.collective_id].append(line_of(question))
    return [
        Working(
            collective=each.collective,
            membership=each,
            lines=lines[each.collective_id][:EACH],
            more=max(0, len(lines[each.collective_id]) - EACH),
            is_all_above=each.collective_id in above,
        )
        for each in memberships
    ]
