"""Can we agree? One answer, the words it needs, and nothing shown before it."""

import pytest
from tests.cast import NOW, person, signed_in
from tests.deciding.builders import a_draft
from tests.deciding.house import DAY, House, kinds, page, post

from folkmoot.deciding.models import Objection, Position
from folkmoot.deciding.operations import write_draft
from folkmoot.messaging.models import Message
from folkmoot.people.operations import choose_lots, invite, join

pytestmark = pytest.mark.django_db
TALLY = ('class="tally"', "answered</h2>", "by-name")


@pytest.fixture
def house():
    return House()


def shows_tally(text):
    return any(part in text for part in TALLY)


class TestTheDraftBeforeOnesAnswer:
    def test_comes_first_with_its_minutes_tasks_and_look_back(self, house):
        question = house.checked()
        text = page(house.browser("Bo"), house.url(question))
        assert text.index("Read this first") < text.index("Can you agree?")
        for part in ("2 min", "two apple trees", "Buy and plant", "Tuesday 1 June"):
            assert part in text

    def test_has_every_box_in_the_page_without_a_script(self, house):
        question = house.checked()
        text = page(house.browser("Bo"), house.url(question))
        for name in ("worry", "harm", "to_whom", "fix", "clause", "nameless", "need"):
            assert f'name="{name}"' in text
        assert text.count('type="radio" name="value"') == 5

    def test_says_what_changed_since_the_last_version(self, house):
        question = house.checked()
        ann = house.who("Ann")
        text = "We plant three apple trees in the yard."
        write_draft(
            member=ann, question=question, draft=a_draft(ann, text), now=house.now
        )
        shown = page(house.browser("Bo"), house.url(question))
        assert "What changed since the last version" in shown
        assert "two<span" in shown
        assert "three<span" in shown


class TestPosition:
    def test_is_taken_and_thanked_for(self, house):
        question = house.checked()
        bo = house.browser("Bo")
        post(bo, house.url(question, "position/"), value="consent")
        assert Position.objects.get().value == "consent"
        assert kinds(question)[-1] == "position.taken"
        text = page(bo, house.url(question))
        assert "Your answer is received" in text
        assert "Change your answer" in text

    def test_of_one_who_worries_needs_the_worry(self, house):
        question = house.checked()
        bo = house.browser("Bo")
        answer = post(bo, house.url(question, "position/"), 422, value="concern")
        assert "Please say it in one line." in answer.content.decode()
        assert not Position.objects.exists()
        said = {"value": "concern", "worry": "Wasps in autumn"}
        post(bo, house.url(question, "position/"), **said)
        assert Position.objects.get().text == "Wasps in autumn"

    def test_stop_needs_harm_and_whom_and_keeps_what_was_typed(self, house):
        question = house.checked()
        bo = house.browser("Bo")
        said = {"value": "object", "harm": "The roots break the drain"}
        answer = post(bo, house.url(question, "position/"), 422, **said)
        assert "The roots break the drain" in answer.content.decode()
        assert not Objection.objects.exists()
        said |= {"to_whom": "All of us", "fix": "Ten metres away", "nameless": "on"}
        post(bo, house.url(question, "position/"), **said)
        stop = Objection.objects.get()
        assert (stop.fix, stop.nameless, stop.state) == (
            "Ten metres away",
            True,
            "raised",
        )

    def test_can_be_changed_and_the_stop_goes_on_where_it_was(self, house):
        question = house.checked()
        stop = house.stopped(question)
        gus = house.browser("Gus")
        text = page(gus, house.url(question))
        assert "Your stop goes on where it is." in text
        post(gus, house.url(question, "position/"), value="object")
        assert Objection.objects.count() == 1
        post(gus, house.url(question, "position/"), value="consent")
        stop.refresh_from_db()
        assert stop.state == "resolved"

    def test_without_a_choice_is_asked_again(self, house):
        question = house.checked()
        answer = post(house.browser("Bo"), house.url(question, "position/"), 422)
        assert "Please choose one of the five answers." in answer.content.decode()

    def test_of_a_friend_is_refused_in_words(self, house):
        question = house.checked()
        said = {"value": "consent"}
        answer = post(
            house.browser("Flo"), house.url(question, "position/"), 422, **said
        )
        assert "this is for members" in answer.content.decode()

    def test_of_one_who_joined_afterwards_is_explained(self, house):
        question = house.checked()
        invitation = invite(member=house.who("Ann"), now=NOW)
        ivo = person("Ivo")
        join(invitation=invitation, person=ivo, name="Ivo", now=NOW)
        text = page(signed_in(ivo), house.url(question))
        assert "This began before you joined." in text
        assert 'name="value"' not in text
        post(signed_in(ivo), house.url(question, "position/"), 422, value="consent")

    def test_after_the_question_moved_on_keeps_the_words(self, house, clock):
        question = house.checked()
        clock.set(NOW + 40 * DAY)
        house.now = NOW + 40 * DAY
        said = {"value": "concern", "worry": "Wasps in autumn"}
        answer = post(
            house.browser("Bo"), house.url(question, "position/"), 422, **said
        )
        assert "Wasps in autumn" in answer.content.decode()

    def test_is_nobodys_outside(self, house):
        question = house.checked()
        cy = house.cy()
        for rest in ("", "position/", "positions/", "positions/helped/"):
            assert cy.post(house.url(question, rest)).status_code in (404, 405)
        assert cy.get(house.url(question)).status_code == 404


class TestTally:
    def test_is_kept_back_until_ones_own_answer(self, house):
        question = house.checked()
        house.say(question, "Ann")
        house.say(question, "Di", "concern", text="Wasps in autumn")
        house.stopped(question)
        bo = house.browser("Bo")
        assert bo.get(house.url(question, "stops/1/")).status_code == 404
        for rest in ("", "positions/"):
            text = page(bo, house.url(question, rest))
            assert not shows_tally(text), rest
            assert "Wasps in autumn" not in text
        part = bo.get(house.url(question, "positions/"), headers={"hx-request": "true"})
        assert "Ann" not in part.content.decode()
        before = page(bo, house.url(question))
        assert "The roots break the drain" not in before
        post(bo, house.url(question, "position/"), value="consent")
        text = page(bo, house.url(question))
        assert shows_tally(text)
        for part in ("4 of 6 people", "Wasps in autumn", "The roots break the drain"):
            assert part in text
        assert "Hal" not in text.split('class="by-name"')[1].split("</dl>")[0]

    def test_is_kept_back_after_a_refused_answer(self, house):
        question = house.checked()
        house.say(question, "Ann")
        answer = post(house.browser("Bo"), house.url(question, "position/"), 422)
        assert not shows_tally(answer.content.decode())

    def test_shows_friends_numbers_after_the_check_only(self, house, clock):
        question = house.checked()
        house.say(question, "Ann", "concern", text="Wasps in autumn")
        house.stopped(question)
        flo = house.browser("Flo")
        for rest in ("", "positions/"):
            assert not shows_tally(page(flo, house.url(question, rest)))
        question = house.later(question, 8)
        clock.set(house.now)
        text = page(house.browser("Flo"), house.url(question))
        assert 'class="tally"' in text
        assert "by-name" not in text
        assert "Wasps in autumn" not in text

    def test_stays_hidden_from_who_can_still_answer_in_a_last_call(self, house, clock):
        question, _stop = house.called()
        house.say(question, "Ann")
        Position.objects.filter(member=house.who("Hal")).delete()
        clock.set(house.now)
        assert not shows_tally(page(house.browser("Hal"), house.url(question)))
        assert shows_tally(page(house.browser("Bo"), house.url(question)))

    def test_names_nobody_where_the_collective_chose_so(self, house):
        house.elm.settings = {"names_on_positions": "nobody"}
        house.elm.save()
        question = house.checked()
        house.say(question, "Di", "concern", text="Wasps in autumn")
        house.say(question, "Bo")
        text = page(house.browser("Bo"), house.url(question))
        assert 'class="tally"' in text
        assert "by-name" not in text
        assert "<bdi>Di</bdi>" not in text.split('id="answers"')[1]
        listed = page(house.browser("Bo"), house.url(question, "positions/"))
        assert "<bdi>Di</bdi>" not in listed


class TestWorries:
    def test_are_answered_in_a_line(self, house):
        question = house.checked()
        worry = house.say(question, "Di", "concern", text="Wasps in autumn")
        house.say(question, "Bo")
        url = house.url(question, f"worries/{worry.id}/answer/")
        bo = house.browser("Bo")
        assert "Please write one line." in post(bo, url, 422).content.decode()
        post(bo, url, text="We pick them early")
        worry.refresh_from_db()
        assert worry.answer == "We pick them early"
        assert kinds(question)[-1] == "worry.answered"
        assert "We pick them early" in page(house.browser("Di"), house.url(question))

    def test_are_not_answered_by_oneself(self, house):
        question = house.checked()
        worry = house.say(question, "Di", "concern", text="Wasps in autumn")
        url = house.url(question, f"worries/{worry.id}/answer/")
        post(house.browser("Di"), url, 422, text="Never mind")

    def test_are_not_there_before_ones_own_answer(self, house):
        question = house.checked()
        worry = house.say(question, "Di", "concern", text="Wasps in autumn")
        url = house.url(question, f"worries/{worry.id}/answer/")
        assert house.browser("Bo").post(url, {"text": "x"}).status_code == 404


class TestHelping:
    def test_enters_an_answer_with_a_mark_and_a_receipt(self, house):
        question = house.checked()
        choose_lots(member=house.who("Di"), is_in=False, now=house.now)
        hal = house.who("Hal")
        said = {"value": "concern", "worry": "Wasps", "whom": str(hal.id)}
        url = house.url(question, "positions/helped/")
        bo = house.browser("Bo")
        answer = post(bo, url, 422, **said)
        assert "Only what they said themselves counts." in answer.content.decode()
        answer = post(bo, url, is_said="on", **said)
        entered = Position.objects.get()
        assert (entered.member_id, entered.helper.name) == (hal.id, "Bo")
        mail = Message.objects.get(kind="question.receipt")
        assert mail.person_id == hal.person_id
        assert "Bo" in mail.body
        slip = page(bo, answer.url)
        assert "Yes, but I worry" in slip
        assert page(house.browser("Hal"), answer.url)
        page(house.browser("Di"), answer.url, 404)
        house.say(question, "Bo")
        assert "(recorded by one: <bdi>Bo</bdi>)" in page(bo, house.url(question))

    def test_does_not_change_what_somebody_said_alone(self, house):
        question = house.checked()
        house.say(question, "Hal")
        said = {"value": "object", "harm": "x", "to_whom": "y", "is_said": "on"}
        url = house.url(question, "positions/helped/")
        whom = str(house.who("Hal").id)
        answer = post(house.browser("Bo"), url, 422, whom=whom, **said)
        assert "can change it alone" in answer.content.decode()
        assert Position.objects.get().value == "consent"

    def test_ends_at_ten(self):
        names = ("Ann", "Bo", *(f"M{n}" for n in range(12)))
        house = House(members=names)
        question = house.checked()
        url = house.url(question, "positions/helped/")
        bo = house.browser("Bo")
        for number in range(11):
            whom = str(house.who(f"M{number}").id)
            said = {"value": "consent", "whom": whom, "is_said": "on"}
            post(bo, url, 302 if number < 10 else 422, **said)
        assert Position.objects.count() == 10


class TestTheOnePageAtHome:
    def test_takes_own_words_and_their_answer(self, house):
        question = house.checked()
        post(
            house.browser("Bo"),
            house.url(question, "contributions/"),
            text="Pears as well",
        )
        text = page(house.browser("Ann"), house.url(question))
        assert "Pears as well" in text
        assert "What did you do with it?" in text
        assert "Change the text" in text
        assert "Change the text" not in page(house.browser("Di"), house.url(question))
