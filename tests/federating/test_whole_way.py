"""A question goes to all leaves, is answered there, and decided by both keys."""

from datetime import timedelta

import pytest
from tests.cast import DAY
from tests.federating.world import LATER, LEAVES, World

from folkmoot.deciding.models import Decision, Objection, Position, Question
from folkmoot.deciding.operations.settling import QuestionMovedOnError
from folkmoot.engines.consensus import (
    Circumstances,
    FederatedTally,
    Tally,
    federated_outcome,
    rules_from_dict,
)
from folkmoot.federating.models import Node
from folkmoot.federating.operations import count_all

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
YES, STOP = Position.Value.CONSENT, Position.Value.OBJECT


def checked(leaves: int = 4, scope: str = "shared") -> World:
    """Return a federation whose question is being checked by people who know."""
    world = World(leaves=leaves)
    world.ask(scope=scope)
    assert world.draft().stage == "checking"
    world.reach()
    return world


def say_all(world: World, value: Position.Value = YES) -> None:
    for leaf in world.leaves:
        for member in world.members_of(leaf):
            world.say(member, value)


def test_all_leaves_are_asked_in_the_same_hour_with_the_same_words():
    world = World(leaves=4)
    question = world.ask()
    led = Question.objects.filter(led_by_id=question.id)
    assert led.count() == len(world.leaves)
    assert {row.title for row in led} == {question.title}
    assert len({row.created_at for row in led}) == 1
    assert {row.stage for row in led} == {"hearing"}
    assert {row.closes_at for row in led} == {question.closes_at}


def test_consensus_of_groups_and_people_binds_every_leaf():
    world = checked()
    say_all(world)
    question = world.at(world.now + 60 * DAY)
    assert (question.stage, question.result["outcome"]) == ("decided", "consensus")
    root = Node.objects.get(question=question, parent=None)
    assert (root.agree, root.yes, root.members) == (4, 12, 12)
    decisions = Decision.objects.all()
    assert {row.collective_id for row in decisions} == {x.id for x in world.leaves}
    assert all(row.inputs["yes"] == 12 for row in decisions)


def test_sums_equal_the_sum_of_leaves_and_a_full_recount():
    world = checked(leaves=5)
    for place, leaf in enumerate(world.leaves):
        for member in world.members_of(leaf)[: place % 4]:
            world.say(member, STOP if place == 3 else YES)
    question = world.at(world.now + LATER)
    root = Node.objects.get(question=question, parent=None)
    leaves = list(Node.objects.filter(question=question, is_leaf=True))
    for name in ("members", "yes", "stop", "agree", "objecting", "not_heard"):
        assert getattr(root, name) == sum(getattr(leaf, name) for leaf in leaves)
    assert count_all(question=question, now=world.now) == 0


def test_a_group_that_objects_takes_the_question_back_to_work():
    world = checked()
    for leaf in world.leaves[1:]:
        for member in world.members_of(leaf):
            world.say(member, YES)
    for member in world.members_of(world.leaves[0]):
        world.say(member, STOP)
    assert world.question is not None
    question = world.at(world.question.closes_at + LATER)
    assert question.stage == "working"
    assert {world.led(leaf).stage for leaf in world.leaves} == {"working"}
    assert Objection.objects.filter(collective=world.leaves[0]).count() == 3


def test_optional_binds_those_who_agree_and_nobody_else():
    world = checked(scope="optional")
    for leaf in world.leaves[:2]:
        for member in world.members_of(leaf):
            world.say(member, YES)
    question = world.at(world.now + 90 * DAY)
    assert question.stage == "decided"
    bound = set(Decision.objects.values_list("collective_id", flat=True))
    assert bound == {leaf.id for leaf in world.leaves[:2]}
    assert {world.led(leaf).stage for leaf in world.leaves[2:]} == {"no_decision"}


def test_what_comes_after_the_window_is_not_taken():
    world = checked()
    assert world.question is not None
    member = world.members_of(world.leaves[0])[0]
    closes_at = world.question.closes_at
    assert closes_at is not None
    world.say(member, YES, now=closes_at - timedelta(milliseconds=1))
    with pytest.raises(QuestionMovedOnError):
        world.say(member, STOP, now=closes_at)


def test_the_outcome_can_be_computed_again_from_what_was_kept():
    world = checked()
    say_all(world)
    kept = world.at(world.now + 60 * DAY).result
    given = kept["inputs"]
    tally = FederatedTally(
        given["members"],
        Tally(given["yes"], given["aside"], given["stop"], given["need_more"]),
        given["agree"],
        given["divided"],
        given["objecting"],
        given["not_heard"],
    )
    circumstances = Circumstances(
        given["checks"], given["answered"], False, False, True
    )
    verdict = federated_outcome(rules_from_dict(kept["rules"]), tally, circumstances)
    assert verdict.outcome.value == kept["outcome"]


def test_after_a_silence_the_steps_are_the_same_as_if_watched():
    steps = []
    for names, every in ((LEAVES[:3], timedelta(hours=12)), (LEAVES[3:6], 90 * DAY)):
        world = World(leaves=3, names=names)
        start = world.ask(scope="shared").since
        moment = start
        while moment < start + 90 * DAY:
            moment += every
            question = world.at(moment)
        steps.append(
            [
                (row.to_stage, row.why, row.at - start)
                for row in question.moves.order_by("order")
            ]
        )
    assert steps[0] == steps[1]
    assert len(steps[0]) > 3
