"""Mandates arise by themselves, carry what home answered, and keep home's limits."""

from datetime import timedelta

import pytest
from tests import cast
from tests.cast import DAY, NOW
from tests.federating.councils import mandate, send_pair
from tests.federating.world import World

from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.queries.changes import show_change
from folkmoot.engines.consensus import LimitError
from folkmoot.federating.models import Delegate, Mandate
from folkmoot.federating.operations import (
    Asking,
    MandateError,
    MandateText,
    ask_for_mandate,
    ask_to_send,
    make_federation,
    settle_question,
)
from folkmoot.federating.operations.deciding_mandates import carry_out_mandate
from folkmoot.federating.queries.mandates import in_force, reasons_of
from folkmoot.federating.queries.pairs import pair_of
from folkmoot.record.models import Entry as Line

pytestmark = [pytest.mark.django_db, pytest.mark.long]
LIMIT = ("cost", "at_most", 40000)


def asked(leaf, federation, at):
    return in_force(leaf.id, federation.id, at)


def answered(world: World, *values: Position.Value) -> None:
    """Take the question to its check and let the first leaf answer so."""
    world.draft()
    world.reach()
    for leaf in world.leaves:
        for member, value in zip(world.members_of(leaf), values, strict=True):
            world.say(member, value)


class TestArising:
    def test_talk_arises_where_a_pair_is_sent_and_nowhere_else(self):
        world = World()
        send_pair(world, world.leaves[0])
        world.ask()
        (row,) = Mandate.objects.all()
        assert (row.collective, row.kind, row.position) == (
            world.leaves[0],
            "talk",
            "",
        )
        assert Line.objects.filter(kind="mandate.written").count() == 1

    def test_who_is_sent_later_is_asked_on_questions_that_run(self):
        world = World()
        question = world.ask()
        send_pair(world, world.leaves[0])
        (row,) = asked(world.leaves[0], world.federation, NOW)
        assert (row.question, row.kind) == (question, "talk")

    def test_carry_arises_with_the_computed_position_when_the_check_ends(self):
        world = World()
        leaf = world.leaves[0]
        send_pair(world, leaf)
        world.ask(scope="shared", klass="serious")
        answered(world, *[Position.Value.CONSENT] * 2, Position.Value.OBJECT)
        closes_at = world.at(world.now).closes_at
        assert closes_at is not None
        question = world.at(closes_at + timedelta(minutes=1))
        assert question.stage == "working"
        (row,) = asked(leaf, world.federation, world.now)
        assert (row.kind, row.position) == ("carry", "objects")
        assert row.numbers == {
            "members": 3,
            "yes": 2,
            "aside": 0,
            "stop": 1,
            "need_more": 0,
        }
        assert "Yes: 2" in row.text
        assert Mandate.objects.filter(collective=leaf).count() == 2

    def test_what_home_decided_stays_when_the_answer_is_carried(self):
        world = World()
        leaf = world.leaves[0]
        send_pair(world, leaf)
        world.ask(scope="shared", klass="serious")
        mandate(world, leaf, limits=[LIMIT], kind="settle", may_settle=["cost"])
        answered(world, *[Position.Value.CONSENT] * 2, Position.Value.OBJECT)
        closes_at = world.at(world.now).closes_at
        assert closes_at is not None
        world.at(closes_at + timedelta(minutes=1))
        (row,) = asked(leaf, world.federation, world.now)
        assert (row.kind, row.position) == ("settle", "objects")
        assert row.limits == [list(LIMIT)]
        assert row.text == "Not above 40,000."

    def test_it_ends_with_the_question(self):
        world = World(leaves=4)
        leaf = world.leaves[0]
        send_pair(world, leaf)
        world.ask(scope="shared")
        answered(world, *[Position.Value.CONSENT] * 3)
        question = world.at(NOW + 60 * DAY)
        assert question.stage == "decided"
        assert asked(leaf, world.federation, world.now) == []

    def test_reasons_are_three_of_members_by_a_lot_that_is_the_same_each_time(self):
        world = World()
        leaf = world.leaves[0]
        send_pair(world, leaf)
        world.ask()
        world.hear()
        (row,) = asked(leaf, world.federation, world.now)
        first = [one.id for one in reasons_of(row)]
        assert len(first) == 3
        assert [one.id for one in reasons_of(row)] == first

    def test_settling_twice_makes_no_second_mandate(self):
        world = World()
        send_pair(world, world.leaves[0])
        question = world.ask()
        settle_question(question, NOW)
        settle_question(question, NOW)
        assert Mandate.objects.count() == 1


class TestGiveMandate:
    def test_replaces_what_was_asked_before(self):
        world = World()
        leaf = world.leaves[0]
        send_pair(world, leaf)
        world.ask()
        later = NOW + timedelta(hours=1)
        given = mandate(world, leaf, now=later, limits=[LIMIT])
        assert asked(leaf, world.federation, later) == [given]

    def test_refuses_a_limit_that_cannot_be_compared(self):
        world = World()
        world.ask()
        with pytest.raises(LimitError):
            mandate(world, world.leaves[0], limits=[("cost", "at_most", "a lot")])


class TestByDecision:
    def asking(self, world: World) -> Asking:
        return Asking(council=world.federation, question=world.question, why_now="Now")

    def test_an_ordinary_question_at_home_gives_it(self):
        world = World()
        leaf = world.leaves[0]
        send_pair(world, leaf)
        world.ask()
        question = ask_for_mandate(
            member=world.members_of(leaf)[0],
            asking=self.asking(world),
            text=MandateText(text="Not above 40,000.", limits=[LIMIT]),
            now=NOW,
        )
        assert (question.topic, question.klass) == ("mandate", "ordinary")
        shown = dict(show_change(question))
        assert shown["Limits"] == "cost: not above 40000"
        assert shown["In the council of"] == "All houses"
        carry_out_mandate(question, question.change, NOW + DAY)
        (row,) = asked(leaf, world.federation, NOW + DAY)
        assert (row.given_by_id, row.limits) == (question.id, [list(LIMIT)])

    def test_another_question_sends_two_people(self):
        world = World()
        leaf = world.leaves[0]
        before, _other = send_pair(world, leaf)
        ann, bo, _di = world.members_of(leaf)
        question = ask_to_send(
            member=ann,
            asking=Asking(council=world.federation),
            speaker=bo,
            listener=ann,
            days=30,
            now=NOW,
        )
        carry_out_mandate(question, question.change, NOW + DAY)
        speaker, listener = pair_of(leaf.id, world.federation.id, NOW + DAY)
        assert (speaker.member, listener.member) == (bo, ann)
        assert speaker.ends_at == NOW + 31 * DAY
        assert Delegate.objects.get(id=before.id).ends_at == NOW + DAY

    def test_nothing_is_given_once_the_group_has_left(self):
        world = World()
        leaf = world.leaves[0]
        question = ask_for_mandate(
            member=world.members_of(leaf)[0],
            asking=Asking(council=world.federation),
            text=MandateText(text="Say hello."),
            now=NOW,
        )
        leaf.links_up.update(ended_at=NOW)
        carry_out_mandate(question, question.change, NOW + DAY)
        assert not Mandate.objects.exists()
        assert Line.objects.filter(kind="mandate.not_given").exists()

    def test_a_group_asks_only_about_councils_it_sends_to(self):
        world = World()
        other = make_federation(
            name="Others", children=[cast.collective("Oak Lane")], now=NOW
        )
        with pytest.raises(MandateError):
            ask_for_mandate(
                member=world.members_of(world.leaves[0])[0],
                asking=Asking(council=other),
                text=MandateText(text="Say hello."),
                now=NOW,
            )
        assert not Question.objects.filter(topic="mandate").exists()
