"""Long after: the owner of a stop that stood says whether it happened."""

import pytest
from tests.deciding.house import House, kinds, page, post

from folkmoot.deciding.models import Objection
from folkmoot.deciding.operations import ask_owners
from folkmoot.home.queries.waiting import list_waiting
from folkmoot.messaging.models import Message

pytestmark = pytest.mark.django_db
ASKED = "You said stop. Did it happen?"


@pytest.fixture
def house():
    return House()


@pytest.fixture
def decided(house, clock):
    """Return a question decided with one standing stop, that of Gus."""
    question, _stop = house.decided()
    clock.set(house.now)
    return question


def later(house, clock, question, days):
    question = house.later(question, days)
    clock.set(house.now)
    return question


def waits_for(house, name):
    return [item.act for item in list_waiting([house.who(name)], house.now)]


class TestItsOwner:
    def test_is_asked_after_sixty_days_and_answers_on_its_page(
        self, house, decided, clock
    ):
        url = house.url(decided, "stops/1/")
        assert ASKED not in page(house.browser("Gus"), url)
        later(house, clock, decided, 61)
        gus = house.browser("Gus")
        assert ASKED in page(gus, url)
        assert ASKED in waits_for(house, "Gus")
        post(gus, url + "happened/", happened="partly", text="The cellar was damp")
        stop = Objection.objects.get()
        assert (stop.happened, stop.state) == ("partly", "standing")
        assert "stop.followed_up" in kinds(decided)
        assert ASKED not in page(gus, url)
        assert ASKED not in waits_for(house, "Gus")
        shown = page(house.browser("Bo"), house.url(decided))
        assert "In part: <bdi>The cellar was damp</bdi>" in shown

    def test_is_asked_first_when_all_look_back(self, house, decided, clock):
        question = later(house, clock, decided, 61)
        assert question.stage == "looking_back"
        assert ASKED in page(house.browser("Gus"), house.url(question))
        assert ASKED not in page(house.browser("Bo"), house.url(question))

    def test_is_not_asked_before(self, house, decided, clock):
        later(house, clock, decided, 30)
        url = house.url(decided, "stops/1/happened/")
        answer = post(house.browser("Gus"), url, 422, happened="no", text="Dry")
        text = answer.content.decode()
        assert "You are asked 60 days after the decision" in text
        assert "Dry" in text

    def test_gets_one_mail(self, house, decided, clock):
        assert ask_owners(now=house.now) == 0
        later(house, clock, decided, 61)
        assert [ask_owners(now=house.now) for _ in range(2)] == [1, 0]
        mail = Message.objects.get(kind="question.happened")
        assert mail.person_id == house.who("Gus").person_id
        assert house.url(decided, "stops/1/") in mail.body


class TestOthers:
    def test_do_not_answer_for_them(self, house, decided, clock):
        later(house, clock, decided, 61)
        url = house.url(decided, "stops/1/")
        bo = house.browser("Bo")
        assert ASKED not in page(bo, url)
        answer = post(bo, url + "happened/", 422, happened="no")
        assert "Only the person who raised it says this." in answer.content.decode()
        assert ASKED not in waits_for(house, "Bo")
