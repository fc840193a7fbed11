"""Whoever goes, at whatever point: nothing stays stuck beyond 72 hours of clock."""

from copy import copy
from datetime import datetime, timedelta
from threading import Event

import pytest
from django.db import transaction
from tests.cast import DAY, NOW
from tests.federating.councils import sent
from tests.federating.world import World

from folkmoot.cli.server.worker import Worker
from folkmoot.deciding.models import Position
from folkmoot.federating.models import (
    Delegate,
    FederatedDrafter,
    FederatedPanel,
    FederatedQuestion,
    Mandate,
    OfferedTask,
    Recall,
    Theme,
)
from folkmoot.federating.operations import (
    VersionText,
    answer_recall,
    answer_theme,
    ask_recall,
    back,
    say_ours,
    send_draft,
    take_task,
    write_version,
)
from folkmoot.people.models import Membership
from folkmoot.people.operations import leave

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
SLACK = timedelta(hours=72)
HOUR = timedelta(hours=1)
STAGES = ("idea", "hearing", "drafting", "checking", "working", "last_call")
ROLES = ("proposer", "drafter", "speaker", "listener", "carrier", "objector", "member")
CONSENT, STOP = Position.Value.CONSENT, Position.Value.OBJECT
ENDS = ("decided", "no_decision")


class Course:
    """A federated question among people who do what is asked of them, and a worker."""

    def __init__(self, *, with_delegates: bool, with_stop: bool) -> None:
        self.world = World(leaves=3)
        self.worker = Worker(Event())
        self.with_stop = with_stop
        if with_delegates:
            for leaf in self.world.leaves:
                for name, part in (("Ann", "speaker"), ("Bo", "listener")):
                    member = leaf.memberships.get(name=name)
                    sent(leaf, self.world.federation, member, part)
        self.now = NOW
        self.objector: Membership | None = None

    def fork(self) -> "Course":
        """Return a copy that may go another way."""
        other = copy(self)
        other.world = copy(self.world)
        return other

    @property
    def question(self) -> FederatedQuestion:
        assert self.world.question is not None
        return FederatedQuestion.objects.get(id=self.world.question.id)

    def look(self, now: datetime) -> None:
        """Let the worker look, until nothing more is due."""
        self.now = self.world.now = now
        for _round in range(3):
            self.worker.federate(now)
            self.worker.decide(now)

    def act(self) -> None:
        """Let everybody who is still there do what the stage asks of them."""
        act = getattr(self, f"in_{self.question.stage}", None)
        if act is not None:
            act()
            self.look(self.now)

    def in_idea(self) -> None:
        if self.question.backed_at is None:
            for member in self.world.members_of(self.world.leaves[1]):
                if self.question.backed_at is None:
                    back(member=member, question=self.question, now=self.now)

    def in_hearing(self) -> None:
        self.world.hear()

    def in_drafting(self) -> None:
        drawn = FederatedDrafter.objects.filter(
            question=self.question, ended_at=None, member__ended_at=None
        ).first()
        if drawn is None:
            return
        version = VersionText(
            text="One workshop.",
            look_back_date=(self.now + 90 * DAY).date(),
            tasks=[("Find a room", (self.now + 60 * DAY).date())],
        )
        write_version(
            member=drawn.member, question=self.question, version=version, now=self.now
        )
        for theme in Theme.objects.filter(question=self.question, use=""):
            answer_theme(
                member=drawn.member, theme=theme, use="used", answer="", now=self.now
            )
        send_draft(member=drawn.member, question=self.question, now=self.now)

    in_working = in_drafting

    def everybody(self) -> list[Membership]:
        return [m for leaf in self.world.leaves for m in self.world.members_of(leaf)]

    def in_last_call(self) -> None:
        for task in OfferedTask.objects.filter(question=self.question):
            if task.carrier is None or not task.carrier.is_open:
                take_task(member=self.everybody()[-1], task=task, now=self.now)

    def in_checking(self) -> None:
        self.world.reach()
        self.in_last_call()
        for member in self.everybody():
            objects = self.with_stop and self.objector in (None, member)
            if objects and self.question.round == 1:
                self.objector = member
            self.world.say(member, STOP if objects else CONSENT)

    def step(self) -> None:
        """Let everybody act, and go to the next time that anything is due."""
        before = self.question.stage
        self.act()
        question = self.question
        if question.stage == before and question.look_at is not None:
            self.look(max(question.look_at, self.now + HOUR))

    def leave_stage(self) -> bool:
        """Go on until the stage or the round is another."""
        before = self.question
        for _step in range(30):
            self.step()
            after = self.question
            if (after.stage, after.round) != (before.stage, before.round):
                return True
        return False

    def to(self, stage: str) -> bool:
        """Go on to a stage; return whether the course came by it."""
        self.begin()
        for _step in range(60):
            if self.question.stage == stage:
                return True
            if self.question.stage in ENDS:
                return False
            self.step()
        return False

    def begin(self) -> None:
        if self.world.question is None:
            self.world.ask(scope="shared", klass="serious")
            self.look(self.now)

    def holder(self, role: str) -> Membership | None:
        """Return who has the role now."""
        question = self.question
        here = {"member__ended_at": None}
        if role == "proposer":
            return question.proposer
        if role == "drafter":
            row = FederatedDrafter.objects.filter(
                question=question, ended_at=None, **here
            ).first()
            return row.member if row else None
        if role in ("speaker", "listener"):
            sent = Delegate.objects.filter(part=role, **here).first()
            return sent.member if sent else None
        if role == "carrier":
            task = OfferedTask.objects.filter(question=question).first()
            return task.carrier if task else None
        return (
            self.objector
            if role == "objector"
            else self.world.members_of(self.world.leaves[1])[-1]
        )


@pytest.mark.slow
@pytest.mark.parametrize("with_delegates", [True, False], ids=["sent", "nobody-sent"])
@pytest.mark.parametrize("stage", STAGES[1:])
def test_a_stage_goes_on_without_any_one(stage, with_delegates):
    course = Course(with_delegates=with_delegates, with_stop=stage == "working")
    assert course.to(stage)
    usual = time_to_go_on(course)
    held = []
    for role in ROLES:
        with transaction.atomic():
            if goes_on_without(course.fork(), role, usual):
                held.append(role)
            transaction.set_rollback(True)
    assert {"proposer", "member"} <= set(held)


def time_to_go_on(course: "Course") -> datetime:
    """Return when the stage is left while everybody is there."""
    with transaction.atomic():
        other = course.fork()
        other.leave_stage()
        transaction.set_rollback(True)
    return other.now


def goes_on_without(course: "Course", role: str, usual: datetime) -> bool:
    """Let whoever has the role go for good; return whether anybody had it."""
    who = course.holder(role)
    if who is None or not who.is_open:
        return False
    leave(membership=who, now=course.now)
    course.look(course.now)
    assert course.leave_stage(), role
    assert course.now <= usual + SLACK, role
    return True


@pytest.mark.parametrize("role", ["proposer", "speaker", "listener"])
def test_an_idea_goes_on_without_any_one(role):
    course = Course(with_delegates=True, with_stop=False)
    world = course.world
    ann, bo, _di = world.members_of(world.leaves[0])
    from folkmoot.federating.operations import RaiseText, raise_up

    text = RaiseText(title="A workshop?", short_text="One workshop for all.")
    world.question = raise_up(
        member=ann, federation=world.federation, text=text, now=NOW
    )
    leave(membership=bo if role == "listener" else ann, now=NOW)
    course.look(NOW)
    course.step()
    assert course.question.stage == "hearing"
    assert course.now <= NOW + SLACK


@pytest.mark.parametrize("who", ["delegate", "listener", "asker", "answerer"])
@pytest.mark.parametrize("when", ["signing", "open"])
def test_a_recall_ends_without_any_one(who, when):
    course = Course(with_delegates=True, with_stop=False)
    leaf = course.world.leaves[0]
    ann, bo, di = course.world.members_of(leaf)
    mandate = Mandate.objects.create(
        collective=leaf,
        council=course.world.federation,
        text="The roof first.",
        starts_at=NOW - DAY,
        ends_at=NOW + 80 * DAY,
    )
    delegate = Delegate.objects.get(member=ann)
    people = {"delegate": ann, "listener": bo, "asker": di, "answerer": bo}
    ask_recall(member=di, delegate=delegate, reason="It differs", now=NOW)
    if when == "open":
        ask_recall(member=bo, delegate=delegate, reason="It differs", now=NOW)
        answer_recall(
            member=people["answerer"],
            recall=Recall.objects.get(),
            value="take_back",
            now=NOW,
        )
    leave(membership=people[who], now=NOW + HOUR)
    course.look(NOW + (SLACK if when == "open" else 30 * DAY))
    recall = Recall.objects.get()
    assert recall.settled_at is not None
    assert recall.state == ("lapsed" if when == "signing" else recall.state)
    mandate.refresh_from_db()
    assert (mandate.paused_at is None) or recall.state == "too_few"


@pytest.mark.parametrize("who", ["asker", "drawn", "proposer", "member"])
def test_a_case_is_settled_without_any_one(who):
    course = Course(with_delegates=True, with_stop=False)
    course.begin()
    world = course.world
    ash, birch, cedar = world.leaves
    for member in world.members_of(birch)[:2]:
        say_ours(
            member=member,
            question=course.question,
            part=birch,
            reason="Our stairs.",
            now=course.now,
        )
    panel = FederatedPanel.objects.get()
    assert panel.seats.count() == 3
    people = {
        "asker": panel.asked_by,
        "drawn": panel.seats.first().member,
        "proposer": course.question.proposer,
        "member": world.members_of(cedar)[-1],
    }
    leave(membership=people[who], now=course.now + HOUR)
    course.look(course.now + SLACK)
    panel.refresh_from_db()
    assert (panel.ruling, panel.ruled_at) == ("yes", NOW + SLACK)
    world.leaves = [ash, cedar]
    assert course.to("last_call")
