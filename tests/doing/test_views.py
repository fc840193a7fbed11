"""Tasks over HTTP: buttons, refusals with what was typed, strangers."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.cast import NOW, signed_in
from tests.doing.builders import House

from folkmoot.doing.forms import ReviewForm, TaskRows
from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import Answers, answer_review
from folkmoot.doing.queries import report_of, tasks_of

WRITING = ("acceptance", "carrier", "release", "progress", "end")


def to(row: Commitment, name: str = "task") -> str:
    return reverse(f"doing:{name}", args=(row.collective.slug, row.id))


def post(who, row: Commitment, name: str, **data: str):
    return signed_in(who).post(to(row, name), data)


class TestPages:
    def test_the_tasks_page_shows_help_wanted_first(self, house: House):
        carried, lost = house.agreed(), None
        lost = Commitment.objects.create(
            collective=house.elm,
            question_id=house.question_id,
            position=1,
            what="Find a ladder",
            agreed_at=NOW,
        )
        page = signed_in(house.ann).get("/c/elm-street/tasks/").content.decode()
        assert page.index("Help wanted") < page.index(lost.what)
        assert page.index(lost.what) < page.index(carried.what)

    def test_an_empty_tasks_page_says_so(self, house: House):
        response = signed_in(house.flo).get("/c/elm-street/tasks/")
        assert "No tasks yet" in response.content.decode()

    def test_queries_do_not_grow_with_tasks(
        self, house: House, django_assert_max_num_queries
    ):
        for number in range(30):
            house.question_id = house.elm.id if number % 2 else house.bo.id
            house.task(f"Task {number}")
        client = signed_in(house.ann)
        with django_assert_max_num_queries(10):
            client.get("/c/elm-street/tasks/")

    @pytest.mark.parametrize("who", ["ann", "bo", "flo"])
    def test_a_task_has_its_page(self, house: House, who):
        row = house.agreed()
        response = signed_in(getattr(house, who)).get(to(row))
        assert response.status_code == 200
        assert ("It is done" in response.content.decode()) == (who == "bo")

    def test_names_are_escaped(self, house: House):
        row = house.agreed("<b>Paint</b>")
        page = signed_in(house.ann).get(to(row)).content.decode()
        assert "&lt;b&gt;Paint" in page
        assert "<b>Paint" not in page


class TestActions:
    def test_yes_goes_back_to_where_it_came_from(self, house: House):
        row = house.task()
        response = post(house.bo, row, "acceptance", next="/c/elm-street/q/1/")
        assert (response.status_code, response["Location"]) == (
            302,
            "/c/elm-street/q/1/",
        )
        row.refresh_from_db()
        assert row.state == "accepted"

    @pytest.mark.parametrize("path", ["https://elsewhere.example/", "//else.example"])
    def test_never_goes_to_another_server(self, house: House, path):
        row = house.task()
        assert post(house.bo, row, "acceptance", next=path)["Location"] == to(row)

    def test_a_refusal_says_why_and_writes_nothing(self, house: House):
        row = house.task()
        response = post(house.ann, row, "acceptance")
        assert response.status_code == 422
        assert "offered to somebody else" in response.content.decode()
        row.refresh_from_db()
        assert row.state == "offered"

    def test_what_was_typed_stays(self, house: House):
        row = house.task()
        response = post(house.ann, row, "progress", text="Nearly there")
        assert response.status_code == 422
        assert post(house.ann, house.agreed(), "end").status_code == 422

    def test_the_whole_way(self, house: House):
        row = house.task(carrier_id=None)
        assert post(house.di, row, "carrier").status_code == 302
        assert post(house.di, row, "release", reason="Ill").status_code == 302
        assert post(house.bo, row, "carrier").status_code == 302
        house.agree()
        said = {"text": "No ladder", "needs_help": "on"}
        assert post(house.bo, row, "progress", **said).status_code == 302
        page = signed_in(house.ann).get(to(row)).content.decode()
        assert "No ladder" in page
        assert "Help wanted" in page
        assert post(house.bo, row, "end", outcome="done").status_code == 302
        row.refresh_from_db()
        assert row.state == "done"

    def test_dropping_without_a_reason_asks_for_one(self, house: House):
        response = post(house.bo, house.agreed(), "end", outcome="dropped")
        assert response.status_code == 422
        assert "why it is dropped" in response.content.decode()

    def test_the_same_form_twice_has_one_effect(self, house: House):
        row = house.agreed()
        client = signed_in(house.bo)
        said = {"text": "Half done", "submission_key": "k1"}
        for _ in range(3):
            assert client.post(to(row, "progress"), said).status_code == 302
        assert row.progress.count() == 1


class TestStrangers:
    @pytest.mark.parametrize("name", WRITING)
    def test_an_outsider_finds_nothing_to_write_to(self, house: House, name):
        row = house.task()
        assert post(house.cy, row, name, text="x").status_code == 404
        row.refresh_from_db()
        assert row.state == "offered"

    def test_an_outsider_finds_no_page(self, house: House):
        row = house.task()
        client = signed_in(house.cy)
        assert client.get(to(row)).status_code == 404
        assert client.get("/c/elm-street/tasks/").status_code == 404

    def test_a_task_of_one_house_is_not_in_another(self, house: House):
        row = house.task()
        path = reverse("doing:task", args=(house.cy.collective.slug, row.id))
        assert signed_in(house.cy).get(path).status_code == 404

    def test_a_visitor_is_asked_to_sign_in(self, house: House):
        response = Client().get(to(house.task()))
        assert response.status_code == 302
        assert "sign-in" in response["Location"]


class TestPartials:
    """What `deciding` includes in the pages of a question."""

    def render(self, name: str, **context) -> str:
        request = RequestFactory().get("/")
        return render_to_string(
            f"doing/{name}.html", {"now": NOW, "back": "/", **context}, request
        )

    def test_tasks_offer_what_the_reader_can_do(self, house: House):
        house.task()
        tasks = tasks_of(house.question_id)
        assert "I do it" in self.render("_tasks", tasks=tasks, member=house.bo)
        assert "I take it on" in self.render("_tasks", tasks=tasks, member=house.ann)
        assert "<form" not in self.render("_tasks", tasks=tasks, member=None)

    def test_a_drafts_rows_carry_what_is_named(self, house: House):
        row = house.task()
        form = TaskRows(members=[house.bo], today=NOW.date(), initial=[row])
        page = self.render("_task_form_rows", rows=form)
        assert 'name="task-0-what"' in page
        assert 'value="2027-03-05"' in page
        assert 'name="task-4-what"' in page

    def test_a_look_back_asks_and_tells(self, house: House):
        review = house.review()
        answer_review(
            member=house.ann,
            review=review,
            conclusion="change",
            answers=Answers(happened="It <rained>"),
            now=NOW,
        )
        page = self.render(
            "_review_form", form=ReviewForm(), action="/x/", review=review
        )
        assert page.count("<textarea") == 4
        stop = {"harm": "Too loud", "to_whom": "Children", "answer": "Quiet hours"}
        report = self.render("_review_report", report=report_of(review), stops=[stop])
        assert report.index("Too loud") < report.index("In numbers")
        assert "1 of 3 people looked back" in report
        assert "It &lt;rained&gt;" in report
