"""After the last call: the result, its computation, late stops, looking back, no."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import person
from tests.deciding.house import MEMBERS, ROOTS, House, kinds, page, post

from folkmoot.cli.files.outcome import answer as answer_of_file
from folkmoot.cli.files.outcome import read_check
from folkmoot.deciding.models import Decision, Position, Question
from folkmoot.deciding.queries.pages.results import compute_again
from folkmoot.doing.models import Review, ReviewAnswer
from folkmoot.doing.words import FOLLOWS, QUESTIONS
from folkmoot.messaging.models import Delivery, Message
from folkmoot.people.operations import invite, join
from folkmoot.web.when import weekday_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return House()


class TestADecision:
    def test_says_its_result_and_what_it_was_computed_from(self, house):
        question = house.agreed()
        text = page(house.browser("Bo"), house.url(question))
        for part in (
            "We agreed",
            "6 people were asked",
            "6 of the 6 heard say yes. At least 75 of 100 are needed.",
            "Nobody says stop.",
            "consensus-1",
            "Compute it again",
            "You look back on Tuesday 1 June.",
            "Buy and plant the trees",
        ):
            assert part in text

    def test_is_computed_again_on_a_page_and_in_place(self, house, clock):
        question, _stop = house.decided()
        clock.set(house.now)
        url = house.url(question, "decision/computation/")
        text = page(house.browser("Flo"), url)
        assert "It is the same." in text
        assert "<h1>" in text
        part = house.browser("Bo").get(url, headers={"hx-request": "true"})
        assert "<h1>" not in part.content.decode()
        assert "It is the same." in part.content.decode()

    def test_gives_the_very_line_for_the_command(self, house, clock):
        question, _stop = house.decided()
        decision = Decision.objects.get()
        again = compute_again(question, decision)
        line = again.line.split("'")[1]
        found = json.loads(answer_of_file(read_check(line.encode())))
        assert found["outcome"] == decision.outcome == "near_consensus"

    def test_that_was_altered_is_seen(self, house):
        question = house.agreed()
        Decision.objects.update(inputs={**Decision.objects.get().inputs, "yes": 1})
        url = house.url(question, "decision/computation/")
        assert "It differs" in page(house.browser("Bo"), url)

    def test_on_notice_says_that_nobody_objected(self, house, clock):
        question = house.checked(klass="small")
        assert question.stage == "notice"
        question = house.later(question, 6)
        clock.set(house.now)
        text = page(house.browser("Bo"), house.url(question))
        assert "Nobody objected" in text
        assert "Compute it again" not in text
        page(house.browser("Bo"), house.url(question, "decision/computation/"), 404)


class TestALateStop:
    @pytest.fixture
    def decided(self, house, clock):
        question = house.checked()
        for name in MEMBERS[:5]:
            house.say(question, name)
        question = house.later(question, 8)
        house.reach(question)
        question = house.later(question, 4)
        clock.set(house.now)
        assert question.stage == "carrying"
        return question

    def test_is_for_who_was_not_heard(self, house, decided):
        url = house.url(decided, "late-stops/")
        assert "You were not heard before." in page(
            house.browser("Hal"), house.url(decided)
        )
        assert "late-stops" not in page(house.browser("Bo"), house.url(decided))
        said = {"harm": ROOTS.harm, "to_whom": "Me"}
        answer = post(house.browser("Hal"), url, 422, **said)
        assert ROOTS.harm in answer.content.decode()
        post(house.browser("Hal"), url, why_not_heard="I was away", **said)
        assert kinds(decided)[-1] == "stop.raised_late"
        text = page(house.browser("Flo"), house.url(decided))
        assert "Stops that stand beside it" in text
        assert "after the decision" in text
        assert "I was away" in page(house.browser("Bo"), house.url(decided, "stops/1/"))
        said["why_not_heard"] = "x"
        post(house.browser("Bo"), url, 422, **said)


class TestLookingBack:
    @pytest.fixture
    def looked(self, house, clock):
        question, _stop = house.decided()
        question = house.later(question, 61)
        clock.set(house.now)
        assert question.stage == "looking_back"
        return question

    def test_shows_what_was_said_and_stood_first(self, house, looked):
        text = page(house.browser("Bo"), house.url(looked))
        assert text.index("Did it happen?") < text.index("What we said would happen")
        assert ROOTS.harm in text
        assert "In numbers" not in text

    def test_has_a_sheet_to_print_for_a_talk_round_a_table(self, house, looked):
        text = page(house.browser("Bo"), house.url(looked))
        sheet = text[text.index('<section class="sheet') :]
        assert "Whose stop stood speaks first: did it happen?" in sheet
        assert sheet.count("sheet-lines") == len(QUESTIONS)

    def test_says_what_follows_from_each_end(self, house, looked):
        text = page(house.browser("Bo"), house.url(looked))
        for words in FOLLOWS.values():
            assert str(words) in text

    def test_tells_on_which_day_it_was_agreed(self, looked):
        mail = Message.objects.filter(kind="question.looking_back").first()
        assert mail is not None
        day = looked.decisions.get().decided_at
        assert f"On {weekday_date(day)} we agreed on this:" in mail.body

    def test_does_not_wait_for_who_joined_after_it_began(self, house, looked):
        assert "Look back: did it work?" in page(house.browser("Bo"), "/me/")
        after = house.now + timedelta(minutes=1)
        invitation = invite(member=house.who("Bo"), now=after)
        join(invitation=invitation, person=person("Zoe"), name="Zoe", now=after)
        assert "Look back: did it work?" not in page(house.browser("Zoe"), "/me/")

    def test_takes_answers_and_shows_the_report_after_ones_own(self, house, looked):
        url = house.url(looked, "look-back/answer/")
        said = {"happened": "Apples in the second year"}
        answer = post(house.browser("Bo"), url, 422, **said)
        assert "Apples in the second year" in answer.content.decode()
        post(house.browser("Bo"), url, conclusion="keep", **said)
        assert ReviewAnswer.objects.get().conclusion == "keep"
        assert kinds(looked)[-1] == "review.answered"
        assert "In numbers" in page(house.browser("Bo"), house.url(looked))
        other = page(house.browser("Di"), house.url(looked))
        assert "Apples in the second year" not in other
        post(house.browser("Flo"), url, conclusion="change")

    def test_ends_in_what_is_kept_or_in_a_new_question(self, house, looked, clock):
        url = house.url(looked, "look-back/answer/")
        for name in ("Bo", "Di"):
            said = {"conclusion": "change", "should_have": "Water them in May"}
            post(house.browser(name), url, **said)
        question = house.later(looked, 15)
        clock.set(house.now)
        text = page(house.browser("Bo"), house.url(question))
        assert "To be changed" in text
        assert "It led to:" in text
        following = question.follow_ups.get()
        assert following.title == "Change: Two apple trees"
        assert following.why_now == (
            "We looked back. Keep it: 0. Change it: 2. End it: 0."
        )
        text = page(house.browser("Bo"), house.url(following))
        assert "What was learnt when you looked back" in text
        assert "Water them in May" in text
        post(house.browser("Eve"), url, 422, conclusion="keep")

    def test_of_a_change_is_titled_a_change_once(self, house, looked, clock):
        Question.objects.filter(id=looked.id).update(title="Change: Two apple trees")
        url = house.url(looked, "look-back/answer/")
        for name in ("Bo", "Di"):
            post(house.browser(name), url, conclusion="change")
        question = house.later(looked, 15)
        assert question.follow_ups.get().title == "Change: Two apple trees"

    def test_where_nobody_looked_is_asked_again(self, house, looked, clock):
        question = house.later(looked, 20)
        clock.set(house.now)
        assert question.stage == "looking_back"
        first, second = Review.objects.order_by("round")
        assert (first.conclusion, second.closed_at) == ("none", None)
        assert second.closes_at == question.closes_at
        url = house.url(question, "look-back/answer/")
        post(house.browser("Bo"), url, conclusion="keep")
        asked = Delivery.objects.filter(about_id=question.id, asking="look back 1")
        assert asked.count() == len(MEMBERS)


class TestNotAgreed:
    def test_says_what_was_shared_and_offers_four_ways(self, house, clock):
        question = house.checked()
        house.say(question, "Ann", "stand_aside")
        for name in ("Bo", "Di", "Eve"):
            house.say(question, name, "stand_aside")
        question = house.later(question, 8)
        for _round in range(6):
            house.reach(question)
            if question.stage == "checking":
                house.say(question, "Ann", "stand_aside")
            question = house.later(question, 20)
        clock.set(house.now)
        assert question.stage == "no_decision"
        text = page(house.browser("Bo"), house.url(question))
        for part in (
            "Not agreed. Things stay as they are.",
            "Those who want try it on their own",
            "Try it for a while",
            "Split it: ask about one part",
            "Take it up again",
        ):
            assert part in text
        way = text.split("class=small&amp;")[1].split('"')[0]
        client = house.browser("Bo")
        url = f"/c/{house.elm.slug}/q/new/?class=small&{way.replace('&amp;', '&')}"
        assert "Two apple trees" in page(client, url)
        said = {"title": "A trial", "klass": "small", "look_back_date": "2027-12-01"}
        answer = client.post(url, said)
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        assert question.follow_ups.get().title == "A trial"
        assert "It led to:" in page(client, house.url(question))
        assert "Next:" not in page(client, house.url(question)).split("<details")[0]


class TestSize:
    @pytest.mark.parametrize("stage", ["checked", "called"])
    def test_queries_and_bytes_do_not_grow_with_the_people(self, stage, clock):
        counts = []
        for size in (10, 60):
            names = ("Ann", "Bo", *(f"Member {n}" for n in range(size - 2)))
            house = BigHouse(members=names, name=f"House of {size}")
            question = getattr(house, stage)()
            clock.set(house.now)
            client = house.browser("Bo")
            page(client, house.url(question))
            with CaptureQueriesContext(connection) as caught:
                text = page(client, house.url(question))
            counts.append(len(caught))
            assert len(text.encode()) < 100_000
        assert counts[0] >= counts[1]


class BigHouse(House):
    """Many members, each with an answer; written at once."""

    def checked(self, **fields):
        question = super().checked(**fields)
        self.fill(question)
        return question

    def called(self):
        question = self.checked()
        question = self.later(question, 8)
        self.reach(question)
        return self.fresh(question)

    def fill(self, question):
        proposal = question.proposals.get()
        seats = question.seats.select_related("member").order_by("member__name")
        Position.objects.bulk_create(
            Position(
                question=question,
                collective_id=question.collective_id,
                seat=seat,
                member=seat.member,
                proposal=proposal,
                round=question.round,
                value="concern" if number % 9 == 0 else "consent",
                text="Wasps" if number % 9 == 0 else "",
                at=self.now,
            )
            for number, seat in enumerate(seats)
            if seat.member.name != "Ann"
        )
