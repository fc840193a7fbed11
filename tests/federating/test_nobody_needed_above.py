"""Whoever goes from a council, a recall or a panel: nothing stays stuck beyond 72 hours.

They leave, or everything that they said is erased.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

import pytest
from tests.again import once
from tests.cast import DAY, NOW
from tests.federating.above import Above
from tests.federating.test_alone import answer, say
from tests.federating.test_cases import ask, stopped, too_few_heard
from tests.federating.test_ordering import Ordered
from tests.federating.world import World

from folkmoot.cli.server.worker import Worker
from folkmoot.federating.models import Delegate, Entry, FederatedPanel, Undoing
from folkmoot.federating.operations import (
    answer_entry,
    answer_recall,
    settle_act,
    undo_order,
)
from folkmoot.federating.queries.theme_pages import order_in_force
from folkmoot.home.operations import erase_everything
from folkmoot.people.models import Membership
from folkmoot.people.operations import leave

HOUR = timedelta(hours=1)
SLACK = timedelta(hours=72)


def go(member: Membership, now: datetime) -> None:
    leave(membership=member, now=now)


def be_erased(member: Membership, now: datetime) -> None:
    erase_everything(person=member.person, now=now)


type Going = Callable[[Membership, datetime], None]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sweep,
    pytest.mark.parametrize("leaves", [go, be_erased], ids=["goes", "is-erased"]),
]


def look(now: datetime) -> None:
    """Let the worker look, until nothing more is due."""
    worker = Worker(Event())
    for _round in range(3):
        worker.federate(now)
        worker.decide(now)


def people_of(above: Above) -> dict[str, Membership]:
    """Return those who have a part in a recall of a council's messenger."""
    return {
        "speaker": above.speaker.member,
        "listener": above.listener.member,
        "asker": above.member(1, "Bo"),
        "answerer": above.member(2, "Di"),
    }


@pytest.mark.parametrize("who", ["speaker", "listener", "asker", "answerer"])
class TestRecallOfACouncilsMessenger:
    def test_lapses_when_too_few_sign(self, who, leaves: Going):
        above = Above()
        recall = above.ask(1, "Bo")
        leaves(people_of(above)[who], NOW + HOUR)
        look(NOW + 30 * DAY)
        recall.refresh_from_db()
        assert recall.state == "lapsed"

    @pytest.mark.parametrize("answers", [1, 5], ids=["too few", "enough"])
    def test_is_settled_in_72_hours_and_somebody_speaks(
        self, who, answers, leaves: Going
    ):
        above = Above()
        above.ask(1, "Bo")
        recall = above.ask(2, "Bo")
        heard = [
            above.member(leaf, name) for name in ("Di", "Bo") for leaf in (2, 1, 0)
        ]
        for member in heard[:answers]:
            answer_recall(member=member, recall=recall, value="take_back", now=NOW)
        leaves(people_of(above)[who], NOW + HOUR)
        look(NOW + SLACK)
        recall.refresh_from_db()
        assert recall.settled_at == NOW + SLACK
        assert recall.state == ("ended" if answers > 1 else "too_few")
        serving = Delegate.objects.filter(
            collective=above.home,
            council=above.council,
            ends_at__gt=NOW + SLACK,
            member__ended_at=None,
        )
        assert serving.exists()

    def test_what_was_said_is_confirmed_or_stands(self, who, leaves: Going):
        above = Above()
        said = above.said()
        above.ask(1, "Bo")
        recall = above.ask(2, "Bo")
        for member in (above.member(leaf, "Di") for leaf in range(3)):
            answer_recall(member=member, recall=recall, value="take_back", now=NOW)
        look(NOW + SLACK)
        act = Undoing.objects.get(entry=said)
        settle_act(
            member=above.member(1, "Bo"), act=act, is_undone=True, now=NOW + SLACK
        )
        leaves(people_of(above)[who], NOW + SLACK + HOUR)
        look(NOW + 2 * SLACK)
        act.refresh_from_db()
        assert act.state != Undoing.State.OPEN


@pytest.mark.parametrize("who", ["speaker", "answerer", "asker"])
def test_what_differs_above_is_settled(who, leaves: Going):
    above = Above()
    said = above.said(Entry.State.DIFFERS)
    people = people_of(above)
    answer_entry(member=people["answerer"], entry=said, value="consent", now=NOW)
    leaves(people[who], NOW + HOUR)
    look(NOW + SLACK)
    said.refresh_from_db()
    assert said.state in (Entry.State.CONFIRMED, Entry.State.VOID)


@once
def two_headings() -> Ordered:
    return Ordered()


@pytest.mark.parametrize("who", ["speaker", "heard", "undoer"])
@pytest.mark.parametrize("is_undone", [False, True], ids=["ordered", "undone"])
def test_an_order_of_themes_holds_nothing_up(who, is_undone, leaves: Going):
    ordered = two_headings()
    world = ordered.world
    people = {
        "speaker": ordered.speaker.member,
        "heard": world.members_of(world.leaves[1])[0],
        "undoer": world.members_of(world.leaves[0])[-1],
    }
    order = ordered.order(ordered.second, ordered.first)
    if is_undone:
        undo_order(member=people["undoer"], order=order, now=NOW)
    leaves(people[who], NOW + HOUR)
    in_force = order_in_force(ordered.question, ordered.council)
    assert in_force == (None if is_undone else order)
    closes_at = world.question.closes_at
    question = world.at(closes_at)
    assert question.stage == "drafting"
    world.draft()
    assert world.question.stage == "checking"
    assert world.now <= closes_at + SLACK


@pytest.mark.parametrize("who", ["first", "proposer", "member"])
def test_a_question_goes_on_while_one_says_it_is_theirs_alone(who, leaves: Going):
    world = World(leaves=5)
    world.ask(scope="shared")
    assert say(world, 1, 1) is None
    people = {
        "first": world.members_of(world.leaves[1])[0],
        "proposer": world.question.proposer,
        "member": world.members_of(world.leaves[1])[1],
    }
    leaves(people[who], NOW + HOUR)
    world.draft()
    assert world.question.stage == "checking"


@once
def level() -> tuple[World, FederatedPanel]:
    """Let a group say that a question is its own alone."""
    world = World(leaves=5)
    world.ask(scope="shared")
    panel = say(world, 1)
    assert panel is not None
    return world, panel


@once
def tries() -> tuple[World, FederatedPanel]:
    """Bring people to look whether the tries to reach others were real."""
    world = too_few_heard()
    world.at(world.question.closes_at)
    return world, FederatedPanel.objects.get()


@once
def fundamental() -> tuple[World, FederatedPanel]:
    """Bring people to look at a stop."""
    world, stop = stopped()
    return world, ask(world, stop)


@pytest.mark.parametrize("case", [level, tries, fundamental])
@pytest.mark.parametrize("n_answers", [0, 2])
@pytest.mark.parametrize("who", ["asker", "answered", "waited for", "proposer"])
def test_a_case_is_ruled_in_72_hours(case, n_answers, who, leaves: Going):
    world, panel = case()
    answer(world, panel, *([True] * n_answers))
    seats = list(panel.seats.order_by("id"))
    people = {
        "asker": panel.asked_by or world.members_of(world.leaves[-1])[0],
        "answered": seats[0].member,
        "waited for": seats[-1].member,
        "proposer": world.question.proposer,
    }
    due = panel.due_at
    assert due <= world.now + SLACK
    leaves(people[who], world.now + HOUR)
    look(due)
    panel.refresh_from_db()
    assert panel.ruling
    assert panel.ruled_at <= due
