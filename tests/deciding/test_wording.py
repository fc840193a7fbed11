"""A change of wording alone: two drafters say so, and nobody says it is more."""

import pytest
from tests.deciding.house import STOP, House, kinds, page, post

from folkmoot.deciding.models import Drafter, Position, Proposal
from folkmoot.deciding.operations import submit_draft

pytestmark = pytest.mark.django_db
TEXT = "We plant two small apple trees in the yard."


@pytest.fixture
def house():
    return House()


@pytest.fixture
def worked(house, clock):
    """Return a question in work whose one stop is solved but not yet asked again."""
    question, stop = house.worked()
    house.answered(stop, is_solved=True)
    Drafter.objects.create(
        question=question,
        collective=house.elm,
        member=house.who("Bo"),
        willing_at=house.now,
        drawn_at=house.now,
    )
    clock.set(house.now)
    return question


def write(house, question, *, wording="on", what="Clearer words", status=302):
    task = {"task-0-what": "Buy the trees", "task-0-due_date": "2027-04-20"}
    task["task-0-carrier"] = str(house.who("Ann").id)
    return post(
        house.browser("Ann"),
        house.url(question, "draft/"),
        status,
        text=TEXT,
        what_changed=what,
        look_back_date="2027-09-01",
        wording_only=wording,
        **task,
    )


def again(house, question):
    """Send the new version on and return the question in its next check."""
    submit_draft(member=house.who("Ann"), question=question, now=house.now)
    return house.fresh(question)


def carried(question):
    rows = Position.objects.filter(question=question, round=2, carried_over=True)
    return set(rows.values_list("member__name", flat=True))


class TestOnlyTheWording:
    def test_keeps_every_yes_once_a_second_drafter_agrees(self, house, worked):
        write(house, worked)
        url = house.url(worked, "wording/")
        eve = house.browser("Eve")
        assert "Only the wording changed" in page(eve, house.url(worked))
        assert "Yes, only the wording" not in page(eve, house.url(worked))
        post(eve, url, 422)
        post(house.browser("Ann"), url, 422)
        post(house.browser("Bo"), url)
        assert "draft.wording_seconded" in kinds(worked)
        question = again(house, worked)
        assert (question.stage, question.round) == ("checking", 2)
        assert carried(question) == {"Ann", "Bo", "Di", "Eve", "Gus"}

    def test_asks_everybody_where_nobody_agrees_to_it(self, house, worked):
        write(house, worked)
        assert carried(again(house, worked)) == set()

    def test_asks_everybody_where_one_member_says_it_is_more(self, house, worked):
        write(house, worked)
        post(house.browser("Bo"), house.url(worked, "wording/"))
        post(house.browser("Eve"), house.url(worked, "calls/not_wording/"))
        assert not Proposal.objects.latest("version").wording_only
        assert carried(again(house, worked)) == set()

    def test_asks_again_where_it_is_said_during_the_check(self, house, worked):
        write(house, worked)
        post(house.browser("Bo"), house.url(worked, "wording/"))
        question = again(house, worked)
        house.say(question, "Hal")
        eve = house.browser("Eve")
        assert "More than the wording changed" in page(eve, house.url(question))
        post(eve, house.url(question, "calls/not_wording/"))
        assert carried(question) == set()
        assert question.positions.filter(round=2).get().member.name == "Hal"

    def test_can_be_answered_otherwise_all_the_same(self, house, worked):
        write(house, worked)
        post(house.browser("Bo"), house.url(worked, "wording/"))
        question = again(house, worked)
        house.stopped(question, name="Eve")
        assert "Eve" not in carried(question)
        held = question.positions.filter(round=2, value=STOP)
        assert held.get().member.name == "Eve"

    def test_is_not_offered_before_anybody_has_answered(self, house):
        question = house.checked()
        form = page(house.browser("Ann"), house.url(question, "draft/"))
        assert "Only the wording changed" not in form

    def test_what_changed_is_said_in_sixty_words(self, house, worked):
        answer = write(house, worked, what="word " * 61, status=422)
        assert "These are 61 words." in answer.content.decode()
