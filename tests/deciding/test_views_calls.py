"""Signatures: signed once, counted, taken back, and refused where they do not belong."""

import pytest
from tests.cast import person, signed_in
from tests.deciding.group import Group, kinds, page

from folkmoot.deciding.models import Call

pytestmark = pytest.mark.django_db


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

    def test_are_for_members(self, group):
        question = group.shaped()
        flo = group.browser(group.flo)
        assert flo.post(group.url(question, "calls/forward/")).status_code == 422
        cy = signed_in(person("Cy"))
        assert cy.post(group.url(question, "calls/forward/")).status_code == 404
        assert flo.post(group.url(question, "calls/nonsense/")).status_code == 404
        assert not Call.objects.exists()
