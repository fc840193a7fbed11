"""A check with more time: members go to those who have not answered."""

from datetime import timedelta

import pytest
from tests.cast import NOW
from tests.deciding.house import DAY, YES, House, page, post

from folkmoot.deciding.models import Call
from folkmoot.deciding.operations import CallRefusedError, call, withdraw_call
from folkmoot.people.models import Term
from folkmoot.people.operations import appoint

pytestmark = pytest.mark.django_db
GOES = Call.Kind.REACH_OUT
TITLE = "3 people have not answered yet"


class Street(House):
    """Of ten members two have answered when the time is over: there is more."""

    def __init__(self):
        super().__init__(
            (*("Ann", "Bo", "Di", "Eve", "Gus"), *("Hal", "Ida", "Jo", "Kim", "Lou"))
        )

    def extended(self, answers=("Ann", "Bo")):
        question = self.checked()
        for name in answers:
            self.say(question, name, YES)
        return self.later(question, 8)

    def go(self, question, name):
        return call(member=self.who(name), question=question, kind=GOES, now=self.now)


@pytest.fixture
def street():
    return Street()


def named_most(street):
    """Return a question with more time, in which seven of ten then answered."""
    question = street.extended()
    for name in ("Di", "Eve", "Gus", "Hal", "Ida"):
        street.say(question, name)
    return street.fresh(question)


class TestTheTask:
    def test_is_there_once_there_is_more_time(self, street, clock):
        question = named_most(street)
        clock.set(street.now)
        shown = page(street.browser("Ann"), street.url(question))
        assert TITLE in shown
        assert "I call or visit some of them" in shown

    def test_is_not_there_before(self, street, clock):
        question = street.checked()
        street.say(question, "Ann")
        assert "have not answered yet" not in page(
            street.browser("Ann"), street.url(question)
        )
        with pytest.raises(CallRefusedError):
            street.go(question, "Ann")

    def test_says_nothing_of_how_many_answered_before_ones_own_answer(
        self, street, clock
    ):
        question = named_most(street)
        clock.set(street.now)
        assert "have not answered yet" not in page(
            street.browser("Jo"), street.url(question)
        )

    def test_is_taken_by_members_and_stands_on_their_page(self, street, clock):
        question = named_most(street)
        clock.set(street.now)
        bo = street.browser("Bo")
        post(bo, street.url(question, "calls/reach_out/"), 302)
        shown = page(street.browser("Ann"), street.url(question))
        assert "Who does it: <bdi>Bo</bdi>" in shown
        assert "Call or visit people who have not answered" in page(bo, "/me/")
        assert "Call or visit" not in page(street.browser("Ann"), "/me/")
        signed = Call.objects.get(kind=GOES)
        withdraw_call(member=street.who("Bo"), signed=signed, now=street.now)
        assert "Call or visit" not in page(bo, "/me/")

    def test_ends_with_the_check(self, street, clock):
        question = named_most(street)
        street.go(question, "Bo")
        for name in ("Jo", "Kim", "Lou"):
            street.say(question, name)
        clock.set(street.now)
        assert "Call or visit" not in page(street.browser("Bo"), "/me/")


class TestNames:
    """How somebody answers is shown to nobody; who is to be visited, to the care role."""

    def test_are_for_the_care_role_alone(self, street, clock):
        appoint(
            member=street.who("Di"),
            role=Term.Role.CARE,
            ends_at=NOW + 90 * DAY,
            now=NOW - timedelta(hours=1),
        )
        question = named_most(street)
        clock.set(street.now)
        told = page(street.browser("Di"), street.url(question))
        assert all(
            f"<li><bdi>{name}</bdi></li>" in told for name in ("Jo", "Kim", "Lou")
        )
        assert "<li><bdi>Eve</bdi></li>" not in told
        others = page(street.browser("Ann"), street.url(question))
        assert "<li><bdi>Jo</bdi></li>" not in others
        assert (
            "<bdi>Di</bdi> has the care role and can tell you who they are." in others
        )
