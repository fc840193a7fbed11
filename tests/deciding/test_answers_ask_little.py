"""Answers come in their hundreds: each asks the database no more than it did."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW
from tests.deciding.group import Group
from tests.deciding.house import House

from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.operations import add_statement

pytestmark = pytest.mark.django_db
APART = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT clock_timestamp")
# One of the page's asks whether the collective is part of a federation.
# Two ask how far the answer has come in the record; one of an answer's asks what the
# record is called, for the signature.
# One asks what there is of a vote that the law demands.
# One of an answer's asks whether the question has reached who answers.
ANSWER, PAGE_AFTER, SHORT_VIEW = 27, 45, 27
HTMX = {"HX-Request": "true"}


def asked(captured) -> list[str]:
    asked = [query["sql"] for query in captured]
    return [sql for sql in asked if not sql.startswith(APART)]


def test_an_answer_to_a_draft_and_the_page_after_it():
    house = House()
    question = house.checked()
    bo, url = house.browser("Bo"), house.url(question)
    bo.get(url)
    with CaptureQueriesContext(connection) as captured:
        form = {"value": "consent", "submission_key": "k1"}
        assert bo.post(house.url(question, "position/"), form).status_code == 302
    assert len(asked(captured)) <= ANSWER, asked(captured)
    assert Position.objects.count() == 1
    with CaptureQueriesContext(connection) as captured:
        assert bo.get(url).status_code == 200
    assert len(asked(captured)) <= PAGE_AFTER, "\n".join(asked(captured))


def test_an_answer_that_is_not_the_last_leaves_the_next_step_as_it_was():
    house = House()
    question = house.checked()
    before = Question.objects.get(id=question.id)
    form = {"value": "consent", "submission_key": "k1"}
    house.browser("Bo").post(house.url(question, "position/"), form)
    after = Question.objects.get(id=question.id)
    assert (after.stage, after.state) == (before.stage, before.state)
    assert (after.look_at, after.closes_at) == (before.look_at, before.closes_at)


def test_an_answer_to_a_short_view_with_the_next_view():
    group = Group()
    question = group.heard()
    views = [
        add_statement(member=group.bo, question=question, text=f"View {n}", now=NOW)
        for n in range(12)
    ]
    ann = group.browser(group.ann)
    assert ann.get(group.url(question)).status_code == 200
    url = group.url(question, f"statements/{views[0].id}/response/")
    form = {"answer": "1", "left": "9", "submission_key": "k1"}
    with CaptureQueriesContext(connection) as captured:
        assert ann.post(url, form, headers=HTMX).status_code == 200
    assert len(asked(captured)) <= SHORT_VIEW, asked(captured)
