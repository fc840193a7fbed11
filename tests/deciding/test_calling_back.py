"""One in ten answers entered for somebody is called back about, by a lot."""

import pytest
from django.urls import reverse
from tests.cast import NOW
from tests.deciding.house import DAY, ROOTS, STOP, YES, House, kinds, page, post

from folkmoot.deciding.models import CallBack, Position
from folkmoot.deciding.operations import (
    HelpRefusedError,
    answer_call_back,
    redraw_call_backs,
    take_position,
)
from folkmoot.deciding.queries.recorders import print_of, recorded_as
from folkmoot.home.queries.own_words import get_own_words
from folkmoot.messaging.models import Message
from folkmoot.people.operations import choose_lots, leave
from folkmoot.record.models import Entry
from folkmoot.web.chance import draw, falls_on

pytestmark = pytest.mark.django_db
TIMES = 400  # that no lot of one in ten falls in so many: 5 in 10 ** 19


@pytest.fixture
def house():
    return House()


def enter(house, question, value=YES, **more):
    """Let Bo enter what Hal says."""
    return take_position(
        member=house.who("Hal"),
        question=question,
        value=value,
        helper=house.who("Bo"),
        now=house.now,
        **more,
    )


def drawn(house, question, **more):
    """Let Bo enter Hal's answer until the lot falls on it."""
    for _time in range(TIMES):
        position = enter(house, question, **more)
        rows = CallBack.objects.filter(question=question, ended_at=None)
        if found := rows.first():
            return position, found
    raise AssertionError


def told_not_right(position, found):
    """Let the member who was drawn hear that the answer is not right."""
    answer_call_back(
        member=found.member,
        question=position.question,
        entered=position,
        is_right=False,
        now=NOW,
        seen_at=NOW,
    )


def slip(question, position, name="receipt"):
    parts = (question.collective.slug, question.number, position.id)
    return reverse(f"deciding:{name}", args=parts)


class TestTheLot:
    def test_falls_by_the_hash_of_the_entry_and_draws_by_it(self, house):
        question = house.checked()
        position, found = drawn(house, question)
        entry = recorded_as(position)
        assert falls_on(print_of(entry), 10)
        others = ("Ann", "Di", "Eve", "Gus")
        ids = sorted(str(house.who(name).id) for name in others)
        assert draw(f"{print_of(entry)}/0", ids, 1) == [str(found.member_id)]
        assert found.due_at == NOW + 2 * DAY

    def test_falls_on_a_tenth(self):
        fell = sum(falls_on(str(number), 10) for number in range(5000))
        assert 400 < fell < 600

    def test_falls_on_no_answer_of_ones_own(self, house):
        question = house.checked()
        for _time in range(60):
            house.say(question, "Hal")
        assert not CallBack.objects.exists()

    def test_leaves_out_the_second_and_who_is_in_no_lots(self, house):
        question = house.checked()
        for name in ("Ann", "Eve"):
            choose_lots(member=house.who(name), is_in=False, now=NOW)
        _position, found = drawn(house, question, second=house.who("Di"))
        assert found.member.name == "Gus"

    def test_goes_to_another_when_it_is_late_and_ends(self, house):
        question = house.checked()
        _position, found = drawn(house, question)
        assert redraw_call_backs(now=NOW + DAY) == 0
        assert redraw_call_backs(now=NOW + 2 * DAY) == 1
        again = CallBack.objects.get(ended_at=None)
        assert again.member_id != found.member_id
        assert redraw_call_backs(now=NOW + 4 * DAY) == 1
        assert redraw_call_backs(now=NOW + 6 * DAY) == 1
        assert not CallBack.objects.filter(ended_at=None).exists()

    def test_goes_to_nobody_else_once_the_owner_has_left(self, house):
        question = house.checked()
        _position, found = drawn(house, question)
        browser = house.browser(found.member.name)
        assert "call Hal back" in page(browser, "/me/")
        leave(membership=house.who("Hal"), now=NOW)
        assert "call Hal back" not in page(browser, "/me/")
        assert redraw_call_backs(now=NOW + 2 * DAY) == 1
        assert not CallBack.objects.filter(ended_at=None).exists()

    def test_ends_when_the_owner_answers_alone(self, house):
        question = house.checked()
        drawn(house, question)
        house.say(question, "Hal")
        assert CallBack.objects.get(ended_at=NOW, result="none")


class TestCalling:
    def test_waits_on_the_page_of_who_was_drawn(self, house):
        question = house.checked()
        position, found = drawn(house, question)
        caller = found.member.name
        assert "call Hal back. Is it right?" in page(house.browser(caller), "/me/")
        mail = Message.objects.get(kind="question.call_back")
        assert mail.person_id == found.member.person_id
        shown = page(house.browser(caller), slip(question, position))
        assert "entered this for you. Is it right?" in shown
        outside = next(n for n in ("Ann", "Di") if n != caller)
        page(house.browser(outside), slip(question, position), 404)

    def test_that_it_is_right_keeps_it(self, house):
        question = house.checked()
        position, found = drawn(house, question)
        post(
            house.browser(found.member.name),
            slip(question, position, "call_back"),
            answer="right",
            at=NOW.isoformat(),
        )
        assert Position.objects.get(id=position.id).value == YES
        assert CallBack.objects.get(result="right").ended_at == NOW
        assert kinds(question)[-1] == "call_back.answered"
        shown = page(house.browser("Hal"), house.url(question))
        assert "You said that it is right." in shown
        words = get_own_words(house.who("Hal").person, NOW)
        said = words["collectives"][0]["said"]
        assert said["deciding.position.member"][0]["helper__name"] == "Bo"
        assert said["deciding.callback.owner"] == [
            {
                "question__number": 1,
                "member__name": found.member.name,
                "result": "right",
                "ended_at": NOW.isoformat(),
            }
        ]

    def test_that_it_is_not_right_opens_the_answer_again(self, house):
        question = house.checked()
        position, found = drawn(house, question)
        told_not_right(position, found)
        assert not Position.objects.filter(id=position.id).exists()
        mail = Message.objects.get(kind="question.not_right")
        assert "Bo had entered something for you" in mail.body
        assert "You can say now what you think:" in mail.body
        shown = page(house.browser("Hal"), house.url(question))
        assert "Please answer again." in shown
        house.say(question, "Hal")
        assert "Please answer again." not in page(
            house.browser("Hal"), house.url(question)
        )

    def test_a_stop_stays_until_its_owner_says_something_else(self, house):
        question = house.checked()
        position, found = drawn(house, question, value=STOP, stop=ROOTS)
        told_not_right(position, found)
        assert question.objections.get().state == "raised"

    def test_after_the_decision_it_lets_its_owner_object_late(self, house):
        question = house.checked()
        position, found = drawn(house, question)
        for name in ("Ann", "Bo", "Di", "Eve", "Gus"):
            house.say(question, name)
        question = house.fresh(question)
        assert question.stage == "carrying"
        browser = house.browser(found.member.name)
        assert "The time for it is over." in page(browser, slip(question, position))
        told_not_right(position, found)
        mail = Message.objects.get(kind="question.not_right")
        assert "The time to answer is over." in mail.body
        assert Position.objects.filter(id=position.id).exists()
        late = house.url(question, "late-stops/")
        said = {"harm": "Roots", "to_whom": "All", "why_not_heard": "Not my answer"}
        post(house.browser("Hal"), late, **said)
        assert question.objections.get().late

    def test_what_was_entered_anew_is_not_judged_unseen(self, house):
        question = house.checked()
        position, found = drawn(house, question)
        house.now = NOW + DAY
        with pytest.raises(HelpRefusedError):
            answer_call_back(
                member=found.member,
                question=position.question,
                entered=position,
                is_right=False,
                now=NOW,
                seen_at=NOW - DAY,
            )
        assert not Entry.objects.filter(kind="call_back.answered").exists()

    def test_is_for_who_was_drawn(self, house):
        question = house.checked()
        position, _found = drawn(house, question)
        with pytest.raises(HelpRefusedError):
            answer_call_back(
                member=house.who("Bo"),
                question=position.question,
                entered=position,
                is_right=True,
                now=NOW,
                seen_at=NOW,
            )
