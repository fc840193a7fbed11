"""One stop on its page, from being raised to its owner's last word."""

from datetime import timedelta

import pytest
from tests.cast import NOW
from tests.deciding.house import MEMBERS, ROOTS, House, kinds, page, post

from folkmoot.deciding.models import Objection, Panel, Talk
from folkmoot.deciding.operations import StopText, restate_stop
from folkmoot.people.models import Term
from folkmoot.people.operations import appoint

pytestmark = pytest.mark.django_db
NAMELESS = StopText(harm="The roots break the drain", to_whom="All", nameless=True)
AVOID = ("blocker", "how many others agree")


@pytest.fixture
def house():
    return House()


@pytest.fixture
def worked(house, clock):
    """Return a question in work with the stop of Gus."""
    question, stop = house.worked()
    clock.set(house.now)
    return question, stop


class TestTheLifeOfAStop:
    def test_goes_from_words_said_back_to_solved(self, house, worked):
        question, stop = worked
        url = house.url(question, "stops/1/")
        bo, gus, ann, di = (house.browser(n) for n in ("Bo", "Gus", "Ann", "Di"))
        assert "Say it back in your own words." in page(bo, url)
        post(bo, url + "restatement/", text="You fear the roots")
        assert "Is that what you mean?" in page(gus, url)
        post(gus, url + "restatement/answer/", is_right="yes")
        stop.refresh_from_db()
        assert stop.state == "understood"
        post(ann, url + "answer/", kind="reasons", text="The drain lies deeper")
        assert "I stand by this answer too" in page(di, url)
        assert "I stand by this answer too" not in page(ann, url)
        post(di, url + "answer/second-name/")
        stop.refresh_from_db()
        assert stop.state == "answered"
        assert "Is it solved?" in page(gus, url)
        post(gus, url + "reply/", is_solved="yes")
        stop.refresh_from_db()
        assert stop.state == "resolved"
        told = kinds(question)
        for kind in ("restated", "restatement_answered", "answered", "replied_to"):
            assert f"stop.{kind}" in told

    def test_stands_when_its_owner_still_sees_it(self, house, worked):
        question, stop = worked
        house.answered(stop)
        url = house.url(question, "stops/1/")
        post(house.browser("Gus"), url + "reply/", is_solved="no")
        stop.refresh_from_db()
        assert stop.state == "standing"
        assert "It stands" in page(house.browser("Bo"), url)

    def test_not_quite_is_said_back_again(self, house, worked):
        question, _stop = worked
        url = house.url(question, "stops/1/")
        post(house.browser("Bo"), url + "restatement/", text="You hate trees")
        said = {"is_right": "no", "text": "I like trees, not there"}
        post(house.browser("Gus"), url + "restatement/answer/", **said)
        text = page(house.browser("Bo"), url)
        assert "I like trees, not there" in text
        assert "Say it back in your own words." in text

    def test_two_others_confirm_beside_a_silent_owner(self, house, worked, clock):
        question, stop = worked
        restate_stop(
            member=house.who("Bo"), objection=stop, text="Roots", now=house.now
        )
        url = house.url(question, "stops/1/")
        assert "I think that is it" not in page(house.browser("Bo"), url)
        for name in ("Di", "Eve"):
            post(house.browser(name), url + "restatement/answer/", is_right="yes")
        house.later(question, 8)
        stop.refresh_from_db()
        assert stop.state == "understood"

    def test_may_become_its_own_question(self, house, worked):
        question, stop = worked
        url = house.url(question, "stops/1/")
        post(house.browser("Bo"), url + "restatement/", text="You fear the roots")
        post(house.browser("Gus"), url + "restatement/answer/", is_right="yes")
        said = {"kind": "moved", "text": "Let us ask about the drain"}
        post(house.browser("Ann"), url + "answer/", **said)
        post(house.browser("Di"), url + "answer/second-name/")
        assert "with your name" in page(house.browser("Gus"), url)
        post(house.browser("Gus"), url + "reply/", is_solved="yes")
        stop.refresh_from_db()
        assert stop.state == "moved"
        assert "The question that it became" in page(house.browser("Bo"), url)


class TestWhatIsRefusedKeepsItsWords:
    def test_a_restatement_of_ones_own(self, house, worked):
        question, _stop = worked
        url = house.url(question, "stops/1/restatement/")
        answer = post(house.browser("Gus"), url, 422, text="I fear the roots")
        assert "Somebody else does this for you." in answer.content.decode()

    def test_an_answer_of_more_than_120_words(self, house, worked):
        question, stop = worked
        url = house.url(question, "stops/1/answer/")
        long = " ".join(["word"] * 121)
        answer = post(house.browser("Ann"), url, 422, kind="reasons", text=long)
        assert "These are 121 words." in answer.content.decode()
        assert long in answer.content.decode()
        stop.refresh_from_db()
        assert stop.answer == ""

    def test_a_trial_without_its_end_and_sign(self, house, worked):
        question, _stop = worked
        url = house.url(question, "stops/1/answer/")
        said = {"kind": "trial", "text": "One tree first"}
        text = post(house.browser("Ann"), url, 422, **said).content.decode()
        assert "Please choose a day." in text
        assert "Please name a sign to watch for." in text
        said |= {"trial_until": "2027-12-31", "trial_sign": "Water in the cellar"}
        answer = post(house.browser("Ann"), url, 422, **said)
        assert "in the next 60 days" in answer.content.decode()
        said["trial_until"] = "2027-04-01"
        post(house.browser("Ann"), url, **said)

    def test_a_reply_of_somebody_else(self, house, worked):
        question, stop = worked
        house.answered(stop)
        url = house.url(question, "stops/1/reply/")
        answer = post(house.browser("Bo"), url, 422, is_solved="yes")
        assert "Only the person who raised it" in answer.content.decode()

    def test_an_empty_line_in_the_talk(self, house, worked):
        question, _stop = worked
        url = house.url(question, "stops/1/talk/")
        post(house.browser("Bo"), url, 422, text=" ")
        post(house.browser("Flo"), url, text="I know a plumber")
        assert Talk.objects.get().text == "I know a plumber"
        assert "I know a plumber" in page(
            house.browser("Bo"), house.url(question, "stops/1/")
        )


class TestALongTalk:
    def test_can_be_read_from_its_beginning(self, house, worked):
        question, stop = worked
        bo = house.who("Bo")
        Talk.objects.bulk_create(
            Talk(
                objection=stop,
                collective=house.elm,
                member=bo,
                text=f"Line {number}.",
                created_at=NOW + timedelta(seconds=number),
            )
            for number in range(130)
        )
        url = house.url(question, "stops/1/")
        newest = page(house.browser("Bo"), url)
        assert "Line 30." in newest
        assert "Line 29." not in newest
        assert 'href="?talk=2#talk" rel="next"' in newest
        oldest = page(house.browser("Bo"), f"{url}?talk=2")
        assert oldest.index("Line 0.") < oldest.index("Line 29.")
        assert "Line 30." not in oldest


class TestAStopWithoutAName:
    def test_is_named_to_nobody_but_the_care_person(self, house, clock):
        question, _stop = house.worked(text=NAMELESS)
        clock.set(house.now)
        url = house.url(question, "stops/1/")
        post(house.browser("Gus"), url + "talk/", text="Please look at the plan")
        appoint(
            member=house.who("Eve"),
            role=Term.Role.CARE,
            ends_at=house.now + (house.now - NOW),
            now=house.now,
        )
        for name in ("Bo", "Flo", "Ann"):
            for rest in ("", "stops/1/", "positions/"):
                text = page(house.browser(name), house.url(question, rest))
                assert "Gus" not in text, (name, rest)
        assert "The person who raised it" in page(house.browser("Bo"), url)
        assert "only you and they see this name" in page(house.browser("Eve"), url)

    def test_stays_without_one_beside_the_decision(self, house, clock):
        question = house.checked()
        for name in MEMBERS[:4]:
            house.say(question, name)
        stop = house.stopped(question, text=NAMELESS)
        question = house.later(question, 8)
        clock.set(house.now)
        house.answered(stop, is_solved=False)
        case = {"reason": "It has an answer"}
        url = house.url(question, "stops/1/cases/relabel/")
        post(house.browser("Bo"), url, **case)
        panel = Panel.objects.get()
        shown = page(house.browser("Ann"), house.url(question, f"panels/{panel.id}/"))
        assert "Gus" not in shown


class TestThePages:
    def test_say_what_to_do_and_never_who_agrees(self, house, worked):
        question, _stop = worked
        for name in ("Ann", "Bo", "Gus", "Flo"):
            for rest in ("", "stops/1/"):
                text = page(house.browser(name), house.url(question, rest)).casefold()
                assert not any(word in text for word in AVOID)
        text = page(house.browser("Bo"), house.url(question))
        assert "Say it back in your own words." in text
        assert ROOTS.harm in text

    def test_of_what_is_not_there_are_404(self, house, worked):
        question, _stop = worked
        page(house.browser("Bo"), house.url(question, "stops/7/"), 404)
        page(house.cy(), house.url(question, "stops/1/"), 404)
        url = house.url(question, "stops/1/cases/nothing/")
        post(house.browser("Bo"), url, 404, reason="x")

    def test_of_last_call_and_decision_print_what_stands(self, house, clock):
        question, stop = house.called()
        clock.set(house.now)
        text = page(house.browser("Bo"), house.url(question))
        assert "The text does not change any more." in text
        assert ROOTS.harm in text
        assert "The drain lies deeper" in text
        question = house.later(question, 4)
        clock.set(house.now)
        text = page(house.browser("Flo"), house.url(question))
        assert "Almost all agreed (1 still says stop)" in text
        assert ROOTS.harm in text
        assert Objection.objects.get().state == stop.state == "standing"
