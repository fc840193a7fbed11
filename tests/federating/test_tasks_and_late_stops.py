"""After the decision: who does it, who looks back soon, and stops that come late."""

from datetime import timedelta

import pytest
from tests import cast
from tests.cast import DAY, NOW
from tests.federating.world import World

from folkmoot.deciding.models import Decision, Objection, Position
from folkmoot.deciding.operations import (
    AnswerText,
    LateText,
    StopText,
    object_late,
    reply_to_answer,
)
from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import report
from folkmoot.federating.models import FederatedQuestion, Node, OfferedTask
from folkmoot.federating.operations import (
    AnswerRefusedError,
    TaskRefusedError,
    answer_stops,
    give_task_back,
    second_answers,
    take_task,
)
from folkmoot.people.models import Membership
from folkmoot.record.models import Disclosure

pytestmark = pytest.mark.long

Value = Position.Value
TASK = ("Buy a bench", (NOW + 90 * DAY).date())


def decided(world: World, *silent: Membership, scope: str = "shared") -> None:
    """Bring a question with one task to its decision; the last member took it on."""
    world.ask(scope=scope)
    world.draft(tasks=[TASK])
    world.reach()
    last = world.members_of(world.leaves[-1])[-1]
    take_task(member=last, task=OfferedTask.objects.get(), now=world.now)
    for leaf in world.leaves:
        for member in world.members_of(leaf):
            if member not in silent:
                world.say(member, Value.CONSENT)
    world.until("decided")


def late(world: World, member: Membership) -> Objection:
    text = LateText(StopText(harm="It is loud.", to_whom="Babies"), "I was away.")
    question = world.led(member.collective)
    return object_late(member=member, question=question, late=text, now=world.now)


@pytest.mark.django_db
def test_a_task_taken_on_is_carried_in_the_member_s_own_group():
    world = World(leaves=3)
    decided(world)
    row = Commitment.objects.get()
    assert row.collective == world.leaves[-1]
    assert (row.what, row.state) == ("Buy a bench", Commitment.State.ACCEPTED)
    assert row.is_agreed


@pytest.mark.django_db
def test_a_task_is_taken_on_after_the_decision_too():
    world = World(leaves=3)
    world.ask()
    world.draft()
    question = FederatedQuestion.objects.get()
    open_task = OfferedTask.objects.create(
        question=question,
        collective=world.federation,
        text="Paint it",
        due_date=TASK[1],
        created_at=NOW,
    )
    ann, *_rest = world.members_of(world.leaves[0])
    take_task(member=ann, task=open_task, now=world.now)
    with pytest.raises(TaskRefusedError):
        take_task(member=ann, task=open_task, now=world.now)
    give_task_back(member=ann, task=open_task, now=world.now)
    open_task.refresh_from_db()
    assert open_task.carrier is None


@pytest.mark.django_db
def test_a_late_stop_that_breaks_a_key_sends_all_groups_back_to_the_check():
    world = World(leaves=4)
    silent = world.members_of(world.leaves[0])[2]
    decided(world, silent)
    stop = late(world, silent)
    question = world.at(world.now + 40 * DAY)
    stop.refresh_from_db()
    # One check only: with a stop, everybody is asked once more.
    assert question.stage == "checking"
    assert stop.note != "printed"
    held = Decision.objects.filter(state=Decision.State.IN_FORCE)
    assert not held.exists()
    assert question.result == {}


@pytest.mark.django_db
def test_without_late_stops_nothing_is_looked_at_again():
    world = World(leaves=3)
    decided(world)
    question = world.at(world.now + 40 * DAY)
    assert (question.stage, question.look_at) == ("decided", None)
    assert Decision.objects.filter(state=Decision.State.IN_FORCE).count() == 3


@pytest.mark.django_db
def test_a_stop_answered_by_two_delegates_stands_and_its_group_looks_back_soon():
    world = World(leaves=6)
    world.ask(scope="shared")
    birch, cedar = world.delegates(world.leaves[1], world.leaves[2])
    world.draft()
    ann = world.members_of(world.leaves[0])[0]
    world.say_all(ann)
    question = world.until("working")
    stop = Objection.objects.get()
    world.understand(stop)
    answer = AnswerText(Objection.AnswerKind.REASONS, "It opens at five, too.")
    given = {"question": question, "stops": [stop.id], "now": world.now}
    with pytest.raises(AnswerRefusedError):
        answer_stops(
            member=world.members_of(world.leaves[3])[2], answer=answer, **given
        )
    answer_stops(member=birch, answer=answer, **given)
    with pytest.raises(AnswerRefusedError):
        second_answers(member=birch, **given)
    second_answers(member=cedar, **given)
    stop.refresh_from_db()
    world.led(world.leaves[0])
    reply_to_answer(member=stop.owner, objection=stop, is_solved=False, now=world.now)
    world.draft("One workshop, open longer.")
    assert world.question is not None
    assert world.question.round == 2
    world.say_all(ann)
    question = world.until("decided")
    assert question.result["outcome"] == "near_consensus"
    held = Decision.objects.get(collective=world.leaves[0])
    other = Decision.objects.get(collective=world.leaves[1])
    assert held.look_back_date == (held.decided_at + timedelta(days=30)).date()
    assert other.look_back_date > held.look_back_date


@pytest.mark.django_db
def test_only_messengers_of_several_groups_answer_together():
    world = World(leaves=3)
    question = world.ask()
    with pytest.raises(AnswerRefusedError):
        answer_stops(
            member=world.members_of(world.leaves[0])[0],
            question=question,
            stops=[],
            answer=AnswerText(Objection.AnswerKind.REASONS, "Yes."),
            now=world.now,
        )


@pytest.mark.django_db
def test_a_late_stop_with_which_both_keys_hold_is_printed():
    """After two checks one of six groups, and one of eighteen people, may say stop."""
    world = World(leaves=6)
    world.ask(scope="shared")
    birch, cedar = world.delegates(world.leaves[1], world.leaves[2])
    world.draft()
    ann, bo, _di = world.members_of(world.leaves[0])
    world.say_all(ann, silent=[bo])
    world.until("working")
    world.understand(Objection.objects.get())
    world.answer_all(birch, cedar)
    world.draft("One workshop, open longer.")
    world.say_all(silent=[bo])
    assert world.until("decided").result["outcome"] == "consensus"
    stop = late(world, bo)
    world.understand(stop)
    world.answer_all(birch, cedar, is_solved=False)
    question = world.at(world.now + 30 * DAY)
    stop.refresh_from_db()
    assert (stop.note, question.stage, question.look_at) == ("printed", "decided", None)
    held = Decision.objects.filter(state=Decision.State.IN_FORCE)
    assert held.count() == 6


def _four_in_each() -> tuple[World, Membership]:
    """Return a world of four groups of four, and a member of the last one."""
    world = World(leaves=4, members=("Ann", "Bo", "Di", "Eve"))
    return world, world.members_of(world.leaves[-1])[0]


def stands_late(world: World, member: Membership) -> Objection:
    """Say stop late; it is answered, and its owner still sees it."""
    first, second = world.delegates(world.leaves[0], world.leaves[1])
    stop = late(world, member)
    world.understand(stop)
    world.answer_all(first, second, is_solved=False)
    return stop


@pytest.mark.django_db
def test_a_group_that_no_longer_agrees_after_a_late_stop_is_released():
    """What is optional binds who agrees: the others go on, and tasks not begun wait."""
    world, silent = _four_in_each()
    decided(world, silent, scope="optional")
    assert Decision.objects.filter(state=Decision.State.IN_FORCE).count() == 4
    stop = stands_late(world, silent)
    question = world.at(world.now + 40 * DAY)
    stop.refresh_from_db()
    assert (stop.note, question.stage, question.look_at) == ("printed", "decided", None)
    led = world.led(world.leaves[-1])
    held = Decision.objects.get(question=led)
    assert (led.stage, held.state) == ("no_decision", Decision.State.ENDED)
    assert Decision.objects.filter(state=Decision.State.IN_FORCE).count() == 3
    assert OfferedTask.objects.get().carrier is None
    assert Commitment.objects.get().state == Commitment.State.REMOVED
    node = Node.objects.get(question=question, collective=world.leaves[-1])
    assert node.released_at is not None
    rows = Disclosure.objects.filter(entry__kind="question.released")
    told = {row.name: row.value for row in rows}
    assert told["inputs"] == {
        "members": 4,
        "yes": 3,
        "aside": 0,
        "stop": 1,
        "need_more": 0,
    }
    assert told["position"] == Node.Position.DIVIDED
    page = cast.signed_in(silent, now=world.now).get(
        f"/c/{led.collective.slug}/q/{led.number}/"
    )
    assert "does not agree any more" in page.content.decode()
    whole = cast.signed_in(silent, now=world.now).get(
        f"/f/{world.federation.slug}/q/{question.number}/"
    )
    assert "are no longer bound" in whole.content.decode()


@pytest.mark.django_db
def test_a_task_that_was_begun_stays_with_who_began_it():
    world, silent = _four_in_each()
    decided(world, silent, scope="optional")
    task = Commitment.objects.get()
    report(
        member=world.members_of(world.leaves[-1])[-1],
        commitment=task,
        text="The wood is here.",
        needs_help=False,
        now=world.now,
    )
    stands_late(world, silent)
    world.at(world.now + 40 * DAY)
    task.refresh_from_db()
    assert task.state == Commitment.State.ACCEPTED


@pytest.mark.django_db
def test_what_is_shared_binds_a_group_with_a_late_stop_all_the_same():
    world = World(leaves=6)
    world.ask(scope="shared")
    birch, cedar = world.delegates(world.leaves[1], world.leaves[2])
    world.draft()
    ann, bo, _di = world.members_of(world.leaves[0])
    world.say_all(ann, silent=[bo])
    world.until("working")
    world.understand(Objection.objects.get())
    world.answer_all(birch, cedar)
    world.draft("One workshop, open longer.")
    world.say_all(silent=[bo])
    world.until("decided")
    world.understand(late(world, bo))
    world.answer_all(birch, cedar, is_solved=False)
    world.at(world.now + 30 * DAY)
    assert not Node.objects.exclude(released_at=None).exists()
