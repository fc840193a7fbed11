"""Needs that nobody covers come before everybody by themselves."""

import pytest
from django.urls import reverse
from tests import cast
from tests.cast import DAY, NOW
from tests.needs.builders import House, asked

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import QuestionMovedOnError, adopt_question
from folkmoot.needs.models import Need
from folkmoot.needs.operations import accept_match, ask_about_unmet, ask_about_unmet_due

pytestmark = pytest.mark.django_db
LATER = NOW + 30 * DAY


class TestAskAboutUnmet:
    def test_opens_a_question_that_nobody_raised(self):
        house = House()
        need = house.need(what="A ramp at the door")

        question = ask_about_unmet(collective=house.elm, now=LATER)

        assert question.proposer is None
        assert question.title.endswith("30 days: A ramp at the door")
        assert "Food, health, home: A ramp at the door" in question.short_text
        need.refresh_from_db()
        assert need.question_id == question.id
        assert house.kinds()[-1] == "needs.asked_about"
        assert "question.called_for" in house.kinds()

    def test_waits_for_30_days(self):
        house = House()
        house.need()

        assert ask_about_unmet(collective=house.elm, now=LATER - DAY / 24) is None

    def test_leaves_out_what_is_covered(self):
        house = House()
        need = house.need()
        match = asked(house.ann, need, house.offer())
        accept_match(member=house.bo, match=match, now=NOW)

        assert ask_about_unmet(collective=house.elm, now=LATER) is None

    def test_asks_for_each_need_once_and_bundles_within_a_week(self):
        house = House()
        for what in ("A ramp", "Light on the stairs"):
            house.need(what=what)
        house.need(what="A bench", now=NOW + DAY)
        house.need(what="A tree", now=NOW + 2 * DAY)

        first = ask_about_unmet(collective=house.elm, now=LATER)
        soon = ask_about_unmet(collective=house.elm, now=LATER + 6 * DAY)
        second = ask_about_unmet(collective=house.elm, now=LATER + 7 * DAY)
        third = ask_about_unmet(collective=house.elm, now=LATER + 99 * DAY)

        assert first.title == "2 needs have been open for 30 days. What do we do?"
        assert (soon, third) == (None, None)
        assert "A bench" in second.short_text
        assert "A tree" in second.short_text
        assert Need.objects.filter(asked_at=None).count() == 0

    def test_happens_by_the_worker(self):
        house = House()
        house.need()

        assert ask_about_unmet_due(LATER) == 1
        assert ask_about_unmet_due(LATER) == 0

    def test_happens_at_the_next_request_without_a_worker(self, clock):
        house = House()
        house.need()
        clock.set(LATER)
        client = cast.signed_in(house.bo, LATER)

        page = client.get(reverse("planning:overview", args=(house.elm.slug,)))

        assert Question.objects.filter(proposer=None).count() == 1
        assert "Open for 30 days or more" in page.content.decode()


class TestAQuestionThatNobodyRaised:
    def test_is_taken_care_of_by_one_member(self):
        house = House()
        house.need()
        question = ask_about_unmet(collective=house.elm, now=LATER)

        adopt_question(member=house.bo, question=question, now=LATER)

        question.refresh_from_db()
        assert question.proposer == house.bo
        with pytest.raises(QuestionMovedOnError):
            adopt_question(member=house.ann, question=question, now=LATER)

    def test_says_so_on_its_page(self):
        house = House()
        house.need()
        question = ask_about_unmet(collective=house.elm, now=NOW + 30 * DAY)
        client = cast.signed_in(house.bo)
        address = (house.elm.slug, question.number)

        page = client.get(reverse("deciding:question", args=address))
        client.post(reverse("deciding:adopt", args=address))
        after = client.get(reverse("deciding:question", args=address))

        assert "opened by itself" in page.content.decode()
        assert "I take care of it" in page.content.decode()
        assert "raised by <bdi>Bo</bdi>" in after.content.decode()
