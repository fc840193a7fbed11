"""Other wordings: backed by groups, side by side in the check, one of them goes on."""

import pytest
from tests.again import once
from tests.federating.world import World

from folkmoot.deciding.models import Decision, Objection, Position, Proposal
from folkmoot.deciding.operations import StopText, take_position
from folkmoot.federating.models import (
    Amendment,
    AmendmentLeaf,
    AmendmentSignature,
    FederatedStep,
    Node,
    Version,
    VersionSum,
)
from folkmoot.federating.operations import (
    AmendmentError,
    AmendmentText,
    agree_taken,
    count_all,
    propose_amendment,
    sign_amendment,
    take_amendment,
    withdraw_signature,
)
from folkmoot.federating.operations.releasing import let_go
from folkmoot.federating.queries.amendments import backed_in, backing_of
from folkmoot.home.operations import erase_everything
from folkmoot.people.models import Collective, Membership
from folkmoot.record.models import Entry

Value = Position.Value
YES, ASIDE, STOP = Value.CONSENT, Value.STAND_ASIDE, Value.OBJECT
TEXT = AmendmentText("evenings", "One workshop, open in the evening.", "Many work.")
pytestmark = [pytest.mark.django_db, pytest.mark.long]


def propose(world: World, leaf: Collective, text: AmendmentText = TEXT) -> Amendment:
    """Let a leaf back another wording: two of its three members sign."""
    question = world.question
    assert question is not None
    ann, bo, *_others = world.members_of(leaf)
    row = propose_amendment(
        member=ann, question=question, amendment=text, now=world.now
    )
    sign_amendment(member=bo, amendment=row, now=world.now)
    return row


def back(world: World, row: Amendment, leaf: Collective) -> None:
    """Let another leaf back it too."""
    for member in world.members_of(leaf)[:2]:
        sign_amendment(member=member, amendment=row, now=world.now)


def answer(world: World, member: Membership, *values: Value) -> None:
    """Say something to each version, in their order."""
    led = world.led(member.collective)
    for version, value in zip(versions(world), values, strict=True):
        take_position(
            member=member,
            question=led,
            value=value,
            now=world.now,
            stop=StopText(harm="It is dark.", to_whom="Children"),
            version=version.number,
        )


def answer_all(world: World, *values: Value) -> None:
    """Let everybody say the same to each version."""
    world.reach()
    for leaf in world.leaves:
        for member in world.members_of(leaf):
            answer(world, member, *values)


def versions(world: World) -> list[Version]:
    assert world.question is not None
    rows = Version.objects.filter(question=world.question, round=world.question.round)
    return list(rows.order_by("variant"))


@once
def compared(leaves: int = 4, scope: str = "shared") -> World:
    """Return a world whose check is open on a draft and another wording."""
    world = World(leaves=leaves)
    world.ask(scope=scope)
    row = propose(world, world.leaves[0])
    back(world, row, world.leaves[1])
    world.draft()
    return world


class TestBacking:
    def test_two_groups_and_a_tenth_let_it_stand_beside_the_draft(self):
        world = compared()
        question = world.question
        assert (question.stage, question.variants) == ("checking", 2)
        draft, other = versions(world)
        assert (draft.label, draft.beside) == ("", False)
        assert (other.label, other.beside) == ("evenings", True)
        for leaf in world.leaves:
            led = world.led(leaf)
            shown = Proposal.objects.filter(question=led, round=1).order_by("variant")
            assert led.variants == 2
            assert [row.text for row in shown] == ["One workshop.", TEXT.text]
        step = FederatedStep.objects.get(question=question, to_stage="checking")
        assert step.facts["amendments"] == [
            {
                "amendment": 1,
                "label": "evenings",
                "groups": sorted(str(leaf.id) for leaf in world.leaves[:2]),
                "heard": 4,
                "taken": False,
                "stands": True,
            }
        ]

    def test_one_group_is_too_few(self):
        world = World(leaves=4)
        world.ask()
        row = propose(world, world.leaves[0])
        question = world.draft()
        row.refresh_from_db()
        assert (question.variants, row.stood_in) == (0, None)
        assert Proposal.objects.filter(question=world.led(world.leaves[0])).count() == 1

    def test_a_tenth_of_those_heard_is_needed(self):
        world = World(leaves=3)
        world.ask()
        row = propose(world, world.leaves[0])
        back(world, row, world.leaves[1])
        [held] = backed_in(world.question, world.now)
        assert [held.must_stand(heard, None) for heard in (20, 21)] == [True, False]

    def test_a_signature_taken_back_ends_the_backing(self):
        world = World(leaves=3)
        world.ask()
        row = propose(world, world.leaves[0])
        bo = world.members_of(world.leaves[0])[1]
        assert AmendmentLeaf.objects.get().backed_at is not None
        withdraw_signature(member=bo, amendment=row, kind="back", now=world.now)
        assert AmendmentLeaf.objects.get().backed_at is None
        kinds = Entry.objects.filter(kind="amendment.backed")
        assert kinds.count() == 2

    def test_a_second_signature_of_one_member_counts_once(self):
        world = World(leaves=3)
        world.ask()
        ann = world.members_of(world.leaves[0])[0]
        row = propose_amendment(
            member=ann, question=world.question, amendment=TEXT, now=world.now
        )
        sign_amendment(member=ann, amendment=row, now=world.now)
        assert AmendmentSignature.objects.count() == 1
        assert AmendmentLeaf.objects.get().backed_at is None

    def test_nothing_is_proposed_to_a_frozen_text_or_without_words(self):
        world = World(leaves=3)
        world.ask()
        ann = world.members_of(world.leaves[0])[0]
        given = {"member": ann, "question": world.question, "now": world.now}
        with pytest.raises(AmendmentError):
            propose_amendment(amendment=AmendmentText("", "Text."), **given)
        world.draft()
        world.say_all()
        given["question"], given["now"] = world.until("last_call"), world.now
        with pytest.raises(AmendmentError):
            propose_amendment(amendment=TEXT, **given)

    def test_what_stood_is_not_signed_again(self):
        world = compared()
        di = world.members_of(world.leaves[2])[2]
        with pytest.raises(AmendmentError):
            sign_amendment(member=di, amendment=Amendment.objects.get(), now=world.now)


class TestTaking:
    def taken(self) -> tuple[World, Amendment, Membership]:
        world = World(leaves=3)
        world.ask()
        (drafter,) = world.delegates(world.leaves[2])
        row = propose(world, world.leaves[0])
        back(world, row, world.leaves[1])
        world.hear()
        world.until("drafting")
        world.write("One workshop, also in the evening.")
        take_amendment(member=drafter, amendment=row, now=world.now)
        row.refresh_from_db()
        return world, row, drafter

    def agree(self, world: World, row: Amendment, *leaves: Collective) -> None:
        for leaf in leaves:
            for member in world.members_of(leaf)[:2]:
                agree_taken(member=member, amendment=row, now=world.now)

    def test_the_draft_may_hold_it_by_the_word_of_every_group_that_backs_it(self):
        world, row, _drafter = self.taken()
        self.agree(world, row, *world.leaves[:2])
        assert world.send().variants == 0
        step = FederatedStep.objects.get(to_stage="checking")
        assert step.facts["amendments"][0]["taken"]

    def test_without_the_word_of_one_of_them_it_stands_beside(self):
        world, row, _drafter = self.taken()
        self.agree(world, row, world.leaves[0])
        assert world.send().variants == 2

    def test_a_later_text_is_not_what_they_agreed_to(self):
        world, row, _drafter = self.taken()
        self.agree(world, row, *world.leaves[:2])
        world.write("Another text altogether.")
        assert world.send().variants == 2

    def test_only_groups_that_back_it_say_so(self):
        world, row, _drafter = self.taken()
        with pytest.raises(AmendmentError):
            self.agree(world, row, world.leaves[2])


class TestCounting:
    def test_each_version_has_its_sums_and_a_full_count_finds_the_same(self):
        world = compared()
        world.reach()
        for leaf in world.leaves[:3]:
            for member in world.members_of(leaf):
                answer(world, member, YES, ASIDE)
        answer(world, world.members_of(world.leaves[3])[0], STOP, YES)
        question = world.at(world.now)
        draft, other = versions(world)
        of_draft = VersionSum.objects.get(version=draft, node__parent=None)
        of_other = VersionSum.objects.get(version=other, node__parent=None)
        assert (of_draft.yes, of_draft.stop, of_draft.unanswered) == (9, 1, 1)
        assert (of_draft.agree, of_draft.not_heard) == (3, 1)
        assert (of_other.yes, of_other.aside, of_other.stop) == (1, 9, 0)
        assert (of_other.agree, of_other.divided, of_other.not_heard) == (0, 3, 1)
        root = Node.objects.get(question=question, parent=None)
        assert (root.yes, root.stop, root.agree) == (9, 1, 3)
        assert count_all(question=question, now=world.now) == 0
        again = VersionSum.objects.get(id=of_other.id)
        assert (again.yes, again.aside) == (1, 9)

    def test_sums_of_versions_are_those_of_the_leaves(self):
        world = compared()
        world.reach()
        for number, leaf in enumerate(world.leaves):
            for place, member in enumerate(world.members_of(leaf)):
                value = (YES, ASIDE, STOP)[(number + place) % 3]
                answer(world, member, value, YES)
        world.at(world.now)
        for version in versions(world):
            rows = VersionSum.objects.filter(version=version)
            root = rows.get(node__parent=None)
            for name in ("yes", "aside", "stop", "need_more", "unanswered", "agree"):
                below = rows.filter(node__is_leaf=True).values_list(name, flat=True)
                assert getattr(root, name) == sum(below), name

    def test_a_part_that_leaves_takes_its_numbers_out_of_each_version(self):
        world = compared()
        world.reach()
        for leaf in world.leaves[:3]:
            for member in world.members_of(leaf):
                answer(world, member, YES, STOP)
        question = world.at(world.now)
        for part in (world.leaves[0], world.leaves[3]):
            let_go(question, part, at=world.now, now=world.now)
        for version in versions(world):
            root = VersionSum.objects.get(version=version, node__parent=None)
            assert root.not_heard == 0
            assert root.yes + root.stop == 6
        assert count_all(question=question, now=world.now) == 0
        [held] = Amendment.objects.all()
        assert [leaf.collective for leaf in backing_of(held)] == [world.leaves[1]]


class TestGoingOn:
    def test_the_version_with_the_fewest_stops_goes_on_to_the_decision(self):
        world = compared()
        answer_all(world, ASIDE, YES)
        question = world.until("last_call")
        step = FederatedStep.objects.get(to_stage="last_call")
        told = step.facts
        assert (step.version, told["goes_on"]) == (2, 2)
        assert [row["outcome"] for row in told["variants"]] == ["work", "consensus"]
        root = Node.objects.get(question=question, parent=None)
        assert (root.yes, root.aside, root.agree) == (12, 0, 4)
        assert count_all(question=question, now=world.now) == 0
        world.until("decided")
        for leaf in world.leaves:
            held = Decision.objects.get(collective=leaf)
            assert held.proposal.text == TEXT.text
        assert world.question.result["inputs"]["yes"] == 12

    def test_stops_to_other_versions_lapse_and_are_carried_over(self):
        world = compared(leaves=6)
        world.reach()
        gus = world.members_of(world.leaves[0])[0]
        for leaf in world.leaves:
            for member in world.members_of(leaf):
                answer(world, member, *((STOP, YES) if member == gus else (ASIDE, YES)))
        world.until("last_call")
        stop = Objection.objects.get()
        assert (stop.state, stop.note) == ("lapsed", "other_version")
        root = Node.objects.get(question=world.question, parent=None)
        assert (root.stop, root.unanswered) == (0, 0)
        led = world.led(gus.collective)
        take_position(member=gus, question=led, value=STOP, now=world.now)
        stop.refresh_from_db()
        assert (stop.state, stop.proposal.label) == ("raised", "evenings")
        world.at(world.now)
        root.refresh_from_db()
        assert (root.stop, root.unanswered) == (1, 1)

    def test_an_optional_answer_is_counted_over_the_groups_that_join_each(self):
        world = compared(scope="optional")
        world.reach()
        for number, leaf in enumerate(world.leaves):
            said = (YES, ASIDE) if number < 2 else (ASIDE, YES)
            for member in world.members_of(leaf):
                answer(world, member, *said)
        question = world.until("last_call")
        told = FederatedStep.objects.get(to_stage="last_call").facts["variants"]
        assert [row["counted"]["agree"] for row in told] == [2, 2]
        assert [row["outcome"] for row in told] == ["consensus", "consensus"]
        # As few stops and as many yes: the oldest goes on, and binds who agrees to it.
        assert FederatedStep.objects.get(to_stage="last_call").version == 1
        world.until("decided")
        bound = Decision.objects.values_list("collective", flat=True)
        assert set(bound) == {leaf.id for leaf in world.leaves[:2]}
        assert question.variants == 2

    def test_a_next_round_asks_about_one_text_again(self):
        world = compared()
        answer_all(world, ASIDE, ASIDE)
        question = world.until("working")
        assert FederatedStep.objects.get(to_stage="working").version == 1
        world.draft("One workshop, open longer.")
        assert (world.question.round, world.question.variants) == (2, 0)
        led = world.led(world.leaves[0])
        assert led.variants == 0
        world.say_all()
        world.until("decided")
        held = Decision.objects.filter(collective=world.leaves[0]).get()
        assert held.proposal.text == "One workshop, open longer."
        assert question.id == world.question.id

    def test_the_same_text_again_stands_beside_a_new_wording(self):
        world = compared()
        answer_all(world, ASIDE, ASIDE)
        world.until("working")
        row = propose(world, world.leaves[2], AmendmentText("days", "By day."))
        back(world, row, world.leaves[3])
        world.send()
        draft, other = versions(world)
        assert (draft.text, other.text) == ("One workshop.", "By day.")
        assert draft.number == 3
        answer_all(world, YES, ASIDE)
        world.until("decided")
        held = Decision.objects.filter(collective=world.leaves[0]).get()
        assert (held.proposal.version, held.proposal.text) == (3, "One workshop.")


class TestErasing:
    def test_what_nobody_else_asked_for_is_erased_and_what_others_did_stays(self):
        world = World(leaves=3)
        world.ask()
        shared = propose(world, world.leaves[0])
        ann = shared.proposer
        given = {"member": ann, "question": world.question, "now": world.now}
        alone = propose_amendment(
            amendment=AmendmentText("mine", "Mine.", "So."), **given
        )
        erase_everything(person=ann.person, now=world.now)
        for row in (shared, alone):
            row.refresh_from_db()
        assert (shared.text, shared.why) == (TEXT.text, "")
        assert (alone.label, alone.why) == ("", "")
        assert alone.text != "Mine."
