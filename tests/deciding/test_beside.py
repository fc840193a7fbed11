"""Several versions side by side in one check, and the one that goes on."""

import pytest
from tests.deciding.beside import ASIDE, HEDGE, POND, TREES, SideBySide, a_version
from tests.deciding.builders import a_draft
from tests.deciding.house import MEMBERS, ROOTS, STOP, YES, kinds

from folkmoot.deciding.models import Objection, Position
from folkmoot.deciding.operations import (
    IncompleteDraftError,
    NoRoomBesideError,
    NotDrafterError,
    VersionMissingError,
    add_version,
    raise_question,
    remove_version,
    write_draft,
)
from folkmoot.deciding.queries.checks import held_in
from folkmoot.doing.models import Commitment
from folkmoot.messaging.models import Message

pytestmark = pytest.mark.django_db
State = Objection.State


@pytest.fixture
def house():
    return SideBySide()


def closing(question):
    """Return what the record says of the versions when their check closed."""
    return question.transitions.filter(facts__has_key="goes_on").latest("order").facts


class TestOpening:
    def test_each_version_has_its_place_in_the_check(self, house):
        question = house.compared()
        rows = question.proposals.order_by("version")
        places = [(row.variant, row.round, row.label) for row in rows]
        assert places == [(1, 1, "trees"), (2, 1, "hedge"), (3, 1, "pond")]
        assert question.stage == "checking"
        assert question.variants == 3

    def test_one_text_alone_has_no_place(self, house):
        question = house.checked()
        row = question.proposals.get()
        assert (row.variant, row.round, row.beside) == (None, None, False)
        assert question.variants == 0

    def test_the_check_does_not_say_which_version_leads(self, house):
        question = house.compared()
        house.say_to_all(question, "Ann", ASIDE, YES, ASIDE)
        beside = question.proposals.order_by("version").values_list("beside", flat=True)
        assert list(beside) == [False, True, True]


class TestAnswering:
    def test_keeps_one_position_per_version(self, house):
        question = house.compared()
        house.say(question, "Bo", YES, version=HEDGE)
        house.say(question, "Bo", ASIDE, version=POND)
        house.say(question, "Bo", ASIDE, version=HEDGE)
        rows = Position.objects.filter(question=question)
        found = rows.order_by("proposal__version").values_list(
            "proposal__version", "value"
        )
        assert list(found) == [(HEDGE, ASIDE), (POND, ASIDE)]

    def test_asks_which_version_is_meant(self, house):
        question = house.compared()
        for version in (None, 9):
            with pytest.raises(VersionMissingError):
                house.say(question, "Bo", YES, version=version)

    def test_a_stop_belongs_to_its_version(self, house):
        question = house.compared()
        house.say(question, "Gus", STOP, stop=ROOTS, version=TREES)
        house.say(question, "Gus", STOP, stop=ROOTS, version=POND)
        house.say(question, "Gus", YES, version=POND)
        stops = question.objections.order_by("number")
        found = [(stop.proposal.version, stop.state) for stop in stops]
        assert found == [(TREES, State.RAISED), (POND, State.RESOLVED)]

    def test_the_text_waits_while_versions_are_answered(self, house):
        question = house.compared()
        ann = house.who("Ann")
        with pytest.raises(NotDrafterError):
            write_draft(
                member=ann, question=question, draft=a_draft(ann, "New."), now=house.now
            )


class TestClosing:
    def test_the_best_version_goes_on_with_its_own_work(self, house):
        question = house.compared()
        house.accept(question)
        for name in MEMBERS:
            house.say_to_all(question, name, ASIDE, YES, ASIDE)
        question = house.fresh(question)
        decision = question.decisions.get()
        assert decision.proposal.label == "hedge"
        assert (decision.inputs["yes"], decision.inputs["members"]) == (6, 6)
        tasks = Commitment.objects.filter(
            question_id=question.id, agreed_at__isnull=False
        )
        assert [task.what for task in tasks] == ["Begin with the hedge"]
        assert closing(question)["goes_on"] == HEDGE

    def test_the_numbers_of_every_version_are_on_record(self, house):
        question = house.compared()
        house.accept(question)
        for name in MEMBERS:
            house.say_to_all(question, name, YES, ASIDE, YES)
        question = house.fresh(question)
        facts = closing(question)
        found = [
            (one["version"], one["yes"], one["aside"]) for one in facts["variants"]
        ]
        assert found == [(TREES, 6, 0), (HEDGE, 0, 6), (POND, 6, 0)]
        assert facts["goes_on"] == TREES  # of equals the oldest

    def test_nobody_closes_early_while_somebody_may_still_answer(self, house):
        question = house.compared()
        house.accept(question)
        for name in MEMBERS:
            house.say(question, name, YES, version=TREES)
        assert house.fresh(question).stage == "checking"

    def test_a_stop_to_another_version_lapses_and_its_owner_is_told(self, house):
        question = self.hedged(house)
        stop = question.objections.get()
        assert question.stage == "last_call"
        assert (stop.state, stop.note) == (State.LAPSED, "other_version")
        assert closing(question)["lapsed"] == [1]
        mails = Message.objects.filter(kind="question.stop_lapsed")
        assert mails.count() == 1
        assert held_in(question, stop.proposal_id).tally.stop == 1

    def hedged(self, house):
        """Return the last call on the hedge, with Gus's stop to the pond."""
        question = house.compared()
        house.accept(question)
        for name in MEMBERS[:5]:
            house.say_to_all(question, name, ASIDE, YES, ASIDE)
        house.say(question, "Gus", YES, version=HEDGE)
        house.say(question, "Gus", STOP, stop=ROOTS, version=POND)
        return house.later(question, 8)

    def test_its_owner_carries_it_over_with_one_tap(self, house):
        question = self.hedged(house)
        house.say(question, "Gus", STOP)
        question = house.fresh(question)
        stop = question.objections.get()
        assert (stop.state, stop.proposal.label) == (State.RAISED, "hedge")
        assert stop.harm == ROOTS.harm
        assert question.stage == "working"

    def test_without_that_what_all_agreed_to_is_decided(self, house):
        question = house.later(self.hedged(house), 4)
        decision = question.decisions.get()
        assert decision.outcome == "consensus"
        assert decision.inputs["stop"] == 0

    def test_with_none_that_passes_the_fewest_stops_go_back_to_work(self, house):
        question = house.compared()
        for name in MEMBERS[:4]:
            house.say_to_all(question, name, STOP, YES, STOP, stop=ROOTS)
        house.say_to_all(question, "Gus", YES, STOP, YES, stop=ROOTS)
        question = house.later(question, 8)
        assert question.stage == "working"
        assert closing(question)["goes_on"] == HEDGE
        states = question.objections.values_list("proposal__version", "state")
        assert {state for version, state in states if version != HEDGE} == {"lapsed"}
        assert {state for version, state in states if version == HEDGE} == {"raised"}

    def test_the_next_version_is_written_from_the_one_that_goes_on(self, house):
        question = house.compared()
        for name in MEMBERS[:4]:
            house.say_to_all(question, name, STOP, YES, STOP, stop=ROOTS)
        house.say_to_all(question, "Gus", YES, STOP, YES, stop=ROOTS)
        question = house.later(question, 8)
        stop = question.objections.get(proposal__version=HEDGE)
        house.answered(stop, is_solved=True)
        ann = house.who("Ann")
        write_draft(
            member=ann,
            question=question,
            draft=a_draft(ann, "We plant a low hedge."),
            now=house.now,
        )
        question = house.later(question, 20)
        assert question.round == 2
        assert question.variants == 0
        latest = question.proposals.latest("version")
        assert (latest.label, latest.beside) == ("hedge", False)


class TestWriting:
    def test_puts_another_version_beside_the_draft_and_takes_it_away(self, house):
        ann = house.who("Ann")
        question = raise_question(member=ann, title="What to plant", now=house.now)
        first = a_version("hedge", "We plant a hedge.")
        with pytest.raises(IncompleteDraftError):
            add_version(member=ann, question=question, draft=first, now=house.now)
        write_draft(member=ann, question=question, draft=a_draft(ann), now=house.now)
        row = add_version(member=ann, question=question, draft=first, now=house.now)
        assert (row.variant, row.beside, row.version) == (2, True, 2)
        remove_version(member=ann, question=question, version=2, now=house.now)
        with pytest.raises(NoRoomBesideError):
            remove_version(member=ann, question=question, version=2, now=house.now)
        assert kinds(question)[-2:] == ["version.added", "version.removed"]

    def test_seven_are_the_most(self, house):
        ann = house.who("Ann")
        question = raise_question(member=ann, title="What to plant", now=house.now)
        write_draft(member=ann, question=question, draft=a_draft(ann), now=house.now)
        for n in range(6):
            draft = a_version(f"Way {n}", f"We do it in way {n}.")
            add_version(member=ann, question=question, draft=draft, now=house.now)
        with pytest.raises(NoRoomBesideError):
            add_version(member=ann, question=question, draft=draft, now=house.now)

    def test_others_do_not(self, house):
        ann = house.who("Ann")
        question = raise_question(member=ann, title="What to plant", now=house.now)
        write_draft(member=ann, question=question, draft=a_draft(ann), now=house.now)
        with pytest.raises(NotDrafterError):
            add_version(
                member=house.who("Bo"),
                question=question,
                draft=a_version("hedge", "We plant a hedge."),
                now=house.now,
            )

    def test_a_small_question_has_one_text(self, house):
        ann = house.who("Ann")
        question = raise_question(
            member=ann, title="What to plant", now=house.now, klass="small"
        )
        write_draft(member=ann, question=question, draft=a_draft(ann), now=house.now)
        with pytest.raises(NoRoomBesideError):
            add_version(
                member=ann,
                question=question,
                draft=a_version("hedge", "We plant a hedge."),
                now=house.now,
            )
