"""Signatures: signed once, counted, taken back, and refused where they do not belong."""

import pytest
from tests.cast import NOW, person, signed_in
from tests.deciding.group import DAY, Group, kinds, page

from folkmoot.deciding.models import Call, Panel
from folkmoot.people.operations import appoint, invite, join

pytestmark = pytest.mark.django_db


class Wide(Group):
    """With three more members, and room for one question."""

    def __init__(self):
        super().__init__()
        for name in ("Gus", "Hal", "Ida"):
            link = invite(member=self.ann, now=NOW)
            join(invitation=link, person=person(name), name=name, now=NOW)
        self.elm.settings = {"open_questions": 1}
        self.elm.save()


@pytest.fixture
def group():
    return Group()


class TestCalls:
    def test_enough_of_them_make_it_happen(self, group):
        question = group.shaped()
        for who in (group.bo, group.di):
            answer = group.browser(who).post(group.url(question, "calls/forward/"))
            assert answer.status_code == 302
        assert group.fresh(question).stage == "hearing"
        assert kinds(question).count("call.signed") == 2

    def test_one_member_lifts_a_small_matter_and_only_by_one_class(self, group):
        question = group.noticed()
        group.browser(group.bo).post(group.url(question, "calls/lift/"))
        assert group.fresh(question).klass == "ordinary"
        group.browser(group.di).post(group.url(question, "calls/lift/"))
        assert group.fresh(question).klass == "ordinary"

    def test_are_taken_back(self, group):
        question = group.shaped()
        bo = group.browser(group.bo)
        bo.post(group.url(question, "calls/forward/"))
        assert "You ask to send it on." in page(bo, group.url(question))
        answer = bo.post(group.url(question, "calls/forward/withdrawal/"))
        assert answer.status_code == 302
        assert Call.objects.get().withdrawn_at is not None
        assert kinds(question)[-1] == "call.withdrawn"

    def test_ask_for_a_line_where_one_is_needed_and_keep_it(self, group):
        question = group.heard()
        bo = group.browser(group.bo)
        answer = bo.post(group.url(question, "calls/pause/"), {"text": ""})
        assert answer.status_code == 422
        assert "Please write one line." in answer.content.decode()

    def test_that_come_too_late_keep_the_words(self, group):
        question = group.shaped()
        answer = group.browser(group.bo).post(
            group.url(question, "calls/take_up_again/"), {"text": "A new fact"}
        )
        assert answer.status_code == 422
        assert "The question has moved on" in answer.content.decode()

    def test_urgent_takes_a_reason_and_two_who_share_no_role(self, group):
        question = group.shaped()
        for who in (group.bo, group.di):
            appoint(member=who, role="money", ends_at=NOW + DAY, now=NOW)
        url, gas = group.url(question, "calls/urgent/"), {"text": "Gas leaks"}
        bo, di, eve = (group.browser(w) for w in (group.bo, group.di, group.eve))
        assert bo.post(url, {"text": ""}).status_code == 422
        for browser in (bo, di):
            assert browser.post(url, gas).status_code == 302
        assert not group.fresh(question).urgent
        assert "Gas leaks" in page(eve, group.url(question))
        eve.post(url, gas)
        question = group.fresh(question)
        assert question.urgent
        assert question.state["rules"]["check"] == 24

    def test_merging_by_others_goes_before_people_drawn_by_lot(self, group):
        group.elm.settings = {"open_questions": 1}
        group.elm.save()
        first = group.heard()
        idea = group.shaped(title="Three trees", member=group.flo)
        url = group.url(idea, "calls/merge/")
        bo, di = group.browser(group.bo), group.browser(group.di)
        assert "Another question says the same" in page(bo, group.url(idea))
        assert bo.post(url, {"text": "99"}).status_code == 422
        bo.post(url, {"text": str(first.number)})
        assert "1 asks to join it to question 1" in page(di, group.url(idea))
        di.post(url, {"text": str(first.number)})
        assert not Panel.objects.exists()  # Ann, Di and Flo are parties; two are left
        answer = di.post(url, {"text": str(first.number)})
        assert "too few people" in answer.content.decode()

    def test_two_ideas_become_one_by_the_ruling_of_the_lot(self):
        group = Wide()
        first = group.heard()
        idea = group.shaped(title="Three trees", member=group.flo)
        url = group.url(idea, "calls/merge/")
        for who in (group.bo, group.di):
            group.browser(who).post(url, {"text": str(first.number)})
        panel = Panel.objects.get()
        assert (panel.kind, panel.into) == ("merge", first)
        drawn = {seat.member.name for seat in panel.seats.select_related("member")}
        assert not drawn & {"Ann", "Di", "Flo"}
        for seat in panel.seats.select_related("member"):
            sent = {"answer": "yes", "reason": "The same trees"}
            rule = group.url(idea, f"panels/{panel.id}/ruling/")
            assert group.browser(seat.member).post(rule, sent).status_code == 302
        idea = group.fresh(idea)
        assert (idea.stage, idea.from_question) == ("merged", first)
        assert "Two apple trees" in page(group.browser(group.flo), group.url(idea))

    def test_are_for_members(self, group):
        question = group.shaped()
        flo = group.browser(group.flo)
        assert flo.post(group.url(question, "calls/forward/")).status_code == 422
        cy = signed_in(person("Cy"))
        assert cy.post(group.url(question, "calls/forward/")).status_code == 404
        assert flo.post(group.url(question, "calls/nonsense/")).status_code == 404
        assert not Call.objects.exists()
