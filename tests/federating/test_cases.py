"""Cases of a federation before people drawn by lot over all its groups."""

from datetime import timedelta

import pytest
from tests import cast
from tests.api.client import Program
from tests.federating.test_alone import answer
from tests.federating.world import World

from folkmoot.deciding.models import Objection
from folkmoot.deciding.operations import contribute
from folkmoot.deciding.states import state_of
from folkmoot.federating.models import FederatedPanel
from folkmoot.federating.operations import (
    CaseRefusedError,
    ask_fundamental,
    settle_due,
)
from folkmoot.federating.queries.facts import inputs_of
from folkmoot.listening.models import Contribution

pytestmark = [pytest.mark.django_db, pytest.mark.long]
HOUR = timedelta(hours=1)
THREE_DAYS = 72 * HOUR
URL = "/f/all-houses/q/1/"


def too_few_heard(leaves: int = 4) -> World:
    """Bring a serious question to the end of its longer hearing, one person heard."""
    world = World(leaves=leaves)
    world.ask(scope="shared", klass="serious")
    ann = world.members_of(world.leaves[0])[0]
    contribute(
        member=ann,
        question=world.led(world.leaves[0]),
        kind=Contribution.Kind.TEXT,
        text="A dry one.",
        now=world.now,
    )
    world.at(world.question.closes_at)
    assert world.question.stage == "hearing"
    return world


class TestTries:
    def test_the_panel_is_drawn_when_the_longer_hearing_is_over(self):
        world = too_few_heard()
        end = world.question.closes_at
        world.at(end - HOUR)
        assert not FederatedPanel.objects.exists()
        world.at(end)
        panel = FederatedPanel.objects.get()
        assert (panel.kind, panel.due_at) == ("tries", end + THREE_DAYS)
        assert panel.facts["heard"] == 1
        assert panel.seats.count() == 3

    def test_a_yes_lets_the_question_go_on_with_a_badge(self):
        world = too_few_heard()
        world.at(world.question.closes_at)
        world.now += HOUR
        answer(world, FederatedPanel.objects.get(), True, True, False)
        question = world.at(world.now)
        assert question.stage == "drafting"
        assert "few_heard" in question.state["badges"]

    @pytest.mark.parametrize("answers", [(), (False, False, True)])
    def test_without_a_yes_it_is_put_aside_after_72_hours(self, answers):
        world = too_few_heard()
        end = world.question.closes_at
        world.at(end)
        answer(world, FederatedPanel.objects.get(), *answers)
        question = world.at(end + THREE_DAYS - HOUR)
        assert question.stage == "hearing"
        question = world.at(end + THREE_DAYS)
        assert question.stage == "parked"
        assert FederatedPanel.objects.get().ruling == "no"

    def test_an_ordinary_question_asks_nobody(self):
        world = World(leaves=4)
        world.ask(scope="shared")
        world.at(world.question.closes_at)
        world.at(world.question.closes_at)
        assert world.question.stage == "drafting"
        assert not FederatedPanel.objects.exists()

    def test_those_drawn_see_who_was_not_reached(self, clock):
        world = too_few_heard()
        world.at(world.question.closes_at)
        clock.set(world.now)
        panel = FederatedPanel.objects.get()
        seat = panel.seats.first()
        page = cast.signed_in(seat.member, world.now)
        shown = page.get(f"{URL}cases/{panel.id}/").content.decode()
        assert "1 of 12 people have spoken" in shown
        at = f"federations/all-houses/questions/1/cases/{panel.id}"
        told = Program(seat.member).get(at)
        assert told["facts"]["heard"] == 1
        assert sum(one["missed"] for one in told["tries"]) == 11, "one has spoken"


def stopped(leaves: int = 6) -> tuple[World, Objection]:
    """Bring a question to its check; one member of the second leaf says stop."""
    world = World(leaves=leaves)
    world.ask(scope="shared")
    world.draft()
    world.say_all(world.members_of(world.leaves[1])[0])
    return world, Objection.objects.get()


def ask(world: World, stop: Objection) -> FederatedPanel:
    return ask_fundamental(
        member=stop.owner,
        question=world.question,
        stop_id=stop.id,
        reason="It takes the roof of Birch House.",
        now=world.now,
    )


class TestFundamental:
    def test_five_of_groups_that_are_no_party_are_drawn(self):
        world, stop = stopped()
        panel = ask(world, stop)
        parties = {str(leaf.id) for leaf in world.leaves[:2]}
        assert panel.seats.count() == 5
        assert not parties & set(panel.leaves)

    @pytest.mark.parametrize(("yes", "found"), [(4, True), (3, False)])
    def test_four_of_five_bar_the_draft_while_the_stop_stands(self, yes, found):
        world, stop = stopped()
        panel = ask(world, stop)
        answer(world, panel, *[n < yes for n in range(5)])
        question = world.at(world.now)
        inputs = inputs_of(question, state_of(question))
        assert inputs["fundamental"] is found
        stop.state = Objection.State.RESOLVED
        stop.save()
        assert inputs_of(question, state_of(question))["fundamental"] is False

    def test_silence_leaves_the_usual_rules(self):
        world, stop = stopped()
        panel = ask(world, stop)
        settle_due(panel.due_at)
        panel.refresh_from_db()
        assert panel.ruling == "no"

    def test_only_the_owner_asks_and_only_once(self):
        world, stop = stopped()
        bo = world.members_of(world.leaves[1])[1]
        with pytest.raises(CaseRefusedError):
            ask_fundamental(
                member=bo,
                question=world.question,
                stop_id=stop.id,
                reason="Not mine.",
                now=world.now,
            )
        ask(world, stop)
        with pytest.raises(CaseRefusedError):
            ask(world, stop)

    def test_not_when_the_last_call_ends_before_they_could_answer(self):
        world, stop = stopped()
        world.until("working")
        world.understand(stop)
        birch, cedar = world.delegates(world.leaves[3], world.leaves[2])
        world.answer_all(birch, cedar, is_solved=False)
        world.draft("One workshop, open at night.")
        world.say_all(stop.owner)
        ends = world.until("last_call").closes_at
        assert ends is not None
        world.now = ends - THREE_DAYS + HOUR
        with pytest.raises(CaseRefusedError):
            ask(world, stop)
        world.now = ends - THREE_DAYS
        assert ask(world, stop).due_at == ends

    def test_it_is_asked_on_a_page_and_by_programs(self, clock):
        world, stop = stopped()
        clock.set(world.now)
        browser = cast.signed_in(stop.owner, world.now)
        page = f"{URL}stops/{stop.id}/case/"
        assert page in browser.get(f"{URL}stops/").content.decode()
        assert stop.harm in browser.get(page).content.decode()
        assert browser.post(page, {"reason": ""}).status_code == 422
        assert browser.post(page, {"reason": "It takes our roof."}).status_code == 302
        shown = browser.get(f"{URL}stops/").content.decode()
        panel = FederatedPanel.objects.get()
        assert f"{URL}cases/{panel.id}/" in shown
        other = world.members_of(world.leaves[4])[0]
        case = cast.signed_in(other, world.now).get(f"{URL}cases/{panel.id}/")
        assert stop.owner.name not in case.content.decode().split("Drawn by lot")[0]
        at = f"federations/all-houses/questions/1/stops/{stop.id}/case"
        again = {"reason": "Again."}
        assert Program(stop.owner).refused("PUT", at, 409, again) == "case_refused"


@pytest.mark.parametrize(("finds", "stage"), [(True, "working"), (False, "last_call")])
def test_a_fundamental_stop_keeps_almost_all_from_being_enough(finds, stage):
    world, stop = stopped(leaves=8)
    answer(world, ask(world, stop), *[finds] * 5)
    world.until("working")
    world.understand(stop)
    first, second = world.delegates(world.leaves[3], world.leaves[2])
    world.answer_all(first, second, is_solved=False)
    world.draft("One workshop, open at night.")
    world.say_all(stop.owner)
    question = world.at(world.question.closes_at)
    assert question.stage == stage
