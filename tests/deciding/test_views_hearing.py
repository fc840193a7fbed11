"""Tell us what you think: one view at a time, own words, and no count too early."""

import pytest
from tests.cast import NOW, person, signed_in
from tests.deciding.group import Group, kinds, page

from folkmoot.deciding.models import Call, Drafter, Position
from folkmoot.deciding.operations import add_statement, respond
from folkmoot.listening.forms import TalkForm
from folkmoot.listening.models import (
    Contribution,
    Hearing,
    OpinionMap,
    Response,
    Statement,
)
from folkmoot.messaging.models import Delivery

pytestmark = pytest.mark.django_db
AGREE = Response.Answer.AGREE
HTMX = {"HX-Request": "true"}


@pytest.fixture
def group():
    return Group()


@pytest.fixture
def question(group):
    return group.heard()


@pytest.fixture
def views(group, question):
    """Return four short views of Bo's with which Di agrees."""
    said = [
        add_statement(member=group.bo, question=question, text=f"View {n}", now=NOW)
        for n in range(4)
    ]
    for view in said:
        respond(
            member=group.di, question=question, statement=view, answer=AGREE, now=NOW
        )
    return said


def answer_url(group, question, view, rest=""):
    return group.url(question, f"statements/{view.id}/response/{rest}")


def test_the_map_is_linked_once_there_is_one(group, question, views):
    ann, way = group.browser(group.ann), f'href="{group.url(question)}map/"'
    assert way not in page(ann, group.url(question))
    OpinionMap.objects.create(
        hearing=Hearing.objects.get(question_id=question.id),
        collective=question.collective,
        **dict.fromkeys(("seed", "took_ms", "people", "answers"), 8),
        **{name: {} for name in ("findings", "steering", "frame")},
        made_at=NOW,
    )
    assert way in page(ann, group.url(question))


class TestShortViews:
    def test_are_answered_one_at_a_time(self, group, question, views):
        ann = group.browser(group.ann)
        first = page(ann, group.url(question))
        assert first.count('name="answer" value="1"') == 1
        url = answer_url(group, question, views[0])
        assert ann.post(url, {"answer": "1"}).status_code == 302
        assert Response.objects.get(member=group.ann).answer == AGREE
        assert "response.given" in kinds(question)

    def test_an_answer_that_waited_counts_for_nobody_else(self, group, question, views):
        """A device was away; then somebody else signed in on it."""
        ann, url = group.browser(group.ann), answer_url(group, question, views[0])
        form = {"answer": "1", "submission_key": "k1"}
        for_bo = {**HTMX, "X-Member": str(group.bo.id)}
        assert ann.post(url, form, headers=for_bo).status_code == 403
        assert not Response.objects.filter(member=group.ann).exists()
        for_ann = {**HTMX, "X-Member": str(group.ann.id)}
        assert ann.post(url, form, headers=for_ann).status_code == 200
        assert Response.objects.get(member=group.ann).answer == AGREE

    def test_after_three_there_are_thanks_and_the_next_step(
        self, group, question, views
    ):
        ann = group.browser(group.ann)
        for view in views[:3]:
            url = answer_url(group, question, view)
            shown = ann.post(url, {"answer": "1"}, headers=HTMX).content.decode()
        assert "You answered 3 short views." in shown
        assert "I agree</button>" not in shown
        whole = page(ann, group.url(question))
        assert "Thank you. You have been heard." in whole
        assert "4 people can read it." in whole
        assert "Monday 8 March" in whole
        assert "?left=1#answering" in whole
        assert "I agree</button>" in page(ann, group.url(question, "?left=1"))

    def test_show_no_count_before_ones_own_answer(self, group, question, views):
        ann = group.browser(group.ann)
        assert 'class="tally"' not in page(ann, group.url(question))
        ann.post(answer_url(group, question, views[0]), {"answer": "0"})
        assert page(ann, group.url(question)).count('class="tally"') == 1

    def test_are_taken_back(self, group, question, views):
        ann = group.browser(group.ann)
        ann.post(answer_url(group, question, views[0]), {"answer": "1"})
        undo = answer_url(group, question, views[0], "withdrawal/")
        assert ann.post(undo).status_code == 302
        assert not Response.objects.filter(member=group.ann).exists()

    def test_ask_again_for_an_answer_that_is_none(self, group, question, views):
        url = answer_url(group, question, views[0])
        answer = group.browser(group.ann).post(url, {"answer": "9"})
        assert answer.status_code == 422

    def test_that_came_too_late_bring_the_whole_page(self, group, question, views):
        group.browser(group.ann).post(
            group.url(question, "parking/"), {"until": "2027-05-01"}
        )
        url = answer_url(group, question, views[0])
        late = group.browser(group.bo).post(url, {"answer": "1"}, headers=HTMX)
        assert late.status_code == 422
        assert late.headers["HX-Retarget"] == "body"
        assert "The question has moved on" in late.content.decode()

    def test_of_another_question_are_not_found(self, group, question, views):
        other = group.heard(title="A pond")
        url = answer_url(group, other, views[0])
        answer = group.browser(group.ann).post(url, {"answer": "1"})
        assert answer.status_code == 404

    def test_are_added_after_similar_ones_were_offered(self, group, question, views):
        ann = group.browser(group.ann)
        url = group.url(question, "statements/")
        offered = ann.post(url, {"text": "View 0"})
        assert offered.status_code == 422
        assert "Somebody said nearly this" in offered.content.decode()
        assert ann.post(url, {"text": "View 0", "anyway": "on"}).status_code == 302
        assert Statement.objects.filter(member=group.ann).count() == 1


class TestAllShortViews:
    def test_stand_in_pages(self, group, question, views):
        rows = [group.bo, group.di, group.eve]
        for n in range(4, 31):
            add_statement(
                member=rows[n % 3], question=question, text=f"View {n}.", now=NOW
            )
        ann = group.browser(group.ann)
        first = page(ann, group.url(question)).split('id="views"')[1]
        assert "All 31 short views" in first
        assert "View 29." in first
        assert "View 30." not in first
        assert 'href="?views=2#views" rel="next"' in first
        second = page(ann, group.url(question, "?views=2")).split('id="views"')[1]
        assert "View 30." in second


class TestTheLastAnswer:
    def test_ends_the_hearing_and_no_earlier_one_does(self, group, question, views):
        people = [group.ann, group.bo, group.di, group.eve]
        others = {
            group.bo: add_statement(
                member=group.ann, question=question, text="Mine", now=NOW
            )
        }
        for who in people:
            assert group.fresh(question).stage == "hearing"
            view = others.get(who, views[0])
            group.browser(who).post(answer_url(group, question, view), {"answer": "1"})
        assert group.fresh(question).stage == "drafting"

    def test_asks_the_database_no_more_often_in_a_large_hearing(
        self, group, question, views, django_assert_max_num_queries
    ):
        ann = group.browser(group.ann)
        ann.post(answer_url(group, question, views[0]), {"answer": "1"}, headers=HTMX)
        url = answer_url(group, question, views[1])
        with django_assert_max_num_queries(36):
            ann.post(url, {"answer": "1"}, headers=HTMX)


class TestOwnWords:
    def test_are_heard(self, group, question):
        flo = group.browser(group.flo)
        url = group.url(question, "contributions/")
        assert flo.post(url, {"text": "Apples, please"}).status_code == 302
        said = Contribution.objects.get()
        assert (said.kind, said.member) == ("text", group.flo)
        assert kinds(question)[-1] == "contribution.added"
        assert "Apples, please" in page(group.browser(group.bo), group.url(question))

    def test_ask_for_something_to_say(self, group, question):
        url = group.url(question, "contributions/")
        answer = group.browser(group.ann).post(url, {"text": " "})
        assert answer.status_code == 422
        assert "Please write or attach something." in answer.content.decode()

    def test_two_lines_of_a_talk(self, group, question):
        url = group.url(question, "talks/")
        ann = group.browser(group.ann)
        refused = ann.post(url, {"people": "1", "text": "We share the wish for shade"})
        assert refused.status_code == 422
        assert "We share the wish for shade" in refused.content.decode()
        ann.post(url, {"people": "3", "text": "We share the wish for shade"})
        assert Contribution.objects.get().people == 3

    def test_nothing_to_add_is_heard_too(self, group, question):
        ann = group.browser(group.ann)
        assert ann.post(group.url(question, "nothing/")).status_code == 302
        assert "You have been heard." in page(ann, group.url(question))

    def test_the_last_to_speak_ends_the_hearing(self, group, question):
        for who in (group.ann, group.bo, group.di, group.eve):
            group.browser(who).post(
                group.url(question, "contributions/"), {"text": "Yes to shade"}
            )
        assert group.fresh(question).stage == "drafting"

    def test_that_come_too_late_stand_there_to_be_copied(self, group, question):
        group.browser(group.ann).post(
            group.url(question, "parking/"), {"until": "2027-05-01"}
        )
        answer = group.browser(group.bo).post(
            group.url(question, "contributions/"), {"text": "Apples, please"}
        )
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "The question has moved on" in text
        assert "Apples, please" in text


class TestTellingOthers:
    def test_a_tick_counts_as_asked_with_the_tellers_name(self, group, question):
        ann = group.browser(group.ann)
        assert "may not know of it yet" in page(ann, group.url(question))
        url = group.url(question, f"told/{group.di.id}/")
        assert ann.post(url).status_code == 302
        row = Delivery.objects.get(about_id=question.id, member_id=group.di.id)
        assert (row.way, row.told_by_id) == ("told", group.ann.id)
        assert kinds(question)[-1] == "member.told"

    def test_is_for_members_about_people_here(self, group, question):
        url = group.url(question, f"told/{group.di.id}/")
        assert group.browser(group.flo).post(url).status_code == 422
        cy = signed_in(person("Cy"))
        assert cy.post(url).status_code == 404


class TestOtherSteps:
    def test_more_time_and_the_offer_to_write(self, group, question):
        bo = group.browser(group.bo)
        bo.post(group.url(question, "calls/more_time/"))
        assert Call.objects.get().kind == "more_time"
        assert bo.post(group.url(question, "drafters/")).status_code == 302
        assert Drafter.objects.get().member == group.bo
        assert "You offered to write the draft." in page(bo, group.url(question))


class TestANotice:
    def test_says_when_it_goes_ahead_and_who_does_it(self, group):
        question = group.noticed()
        for who in (group.bo, group.di):
            shown = page(group.browser(who), group.url(question))
        assert "This goes ahead on Saturday 6 March, 18:00" in shown
        assert "Buy the trees" in shown
        assert "Seen by 2 others." in shown

    def test_becomes_a_question_when_one_wants_to_talk(self, group):
        question = group.noticed()
        bo = group.browser(group.bo)
        assert bo.post(group.url(question, "calls/talk_first/")).status_code == 302
        assert group.fresh(question).stage == "hearing"


def test_queries_do_not_grow_with_people_and_what_they_say(group, question, views):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        ann = group.browser(group.ann)
        page(ann, group.url(question))
        with CaptureQueriesContext(connection) as seen:
            page(ann, group.url(question))
        return len(seen)

    before = count()
    for number in range(12):
        add_statement(
            member=group.bo, question=question, text=f"More {number}", now=NOW
        )
        group.browser(group.eve).post(
            group.url(question, "contributions/"), {"text": f"Again {number}"}
        )
    assert count() <= before + 1


class TestWarmth:
    """Hands at a table, in rough thirds: they stand with the two lines, never counted."""

    def told(self, group, question, **more):
        form = {"people": 4, "text": "Shade, but where?", **more}
        answer = group.browser(group.bo).post(group.url(question, "talks/"), form)
        assert answer.status_code == 302
        return Contribution.objects.get(kind="talk")

    def test_is_kept_with_the_report(self, group):
        question = group.heard()
        assert self.told(group, question, warmth="most").warmth == "most"
        shown = page(group.browser(group.ann), group.url(question))
        assert "most feel near to agreeing" in shown
        assert not Position.objects.exists()

    def test_need_not_be_said(self, group):
        question = group.heard()
        assert self.told(group, question).warmth == ""
        shown = page(group.browser(group.ann), group.url(question))
        assert "By hands: how many feel near to agreeing?" in shown
        assert "feel near to agreeing\n" not in shown

    def test_is_not_asked_for_where_all_sit_at_one_table(self):
        assert "warmth" in TalkForm(asks_warmth=True).fields
        assert "warmth" not in TalkForm(asks_warmth=False).fields
