"""The rows of a draft's form become tasks; what is missing is asked for."""

from datetime import date

import pytest
from tests.cast import NOW
from tests.doing.builders import FRIDAY, SUNDAY, House

from folkmoot.doing.forms import ReviewForm, TaskRows
from folkmoot.doing.operations import Answers, Task


def rows(house: House, *told: dict[str, str], initial=()) -> TaskRows:
    data = {
        f"task-{number}-{name}": value
        for number, row in enumerate(told)
        for name, value in {"what": "", **row}.items()
    }
    return TaskRows(
        members=[house.ann, house.bo, house.di],
        today=NOW.date(),
        data=data,
        initial=initial,
    )


class TestTaskRows:
    def test_empty_rows_are_no_tasks(self, house: House):
        form = rows(house, {}, {})
        assert form.is_valid()
        assert form.get_tasks() == []

    def test_a_row_says_what_who_until_when(self, house: House):
        told = {"what": " Buy  paint", "carrier": str(house.bo.id)}
        form = rows(house, {}, told | {"due_date": "2027-03-05"})
        assert form.is_valid()
        assert form.get_tasks() == [Task("Buy paint", FRIDAY, house.bo.id)]

    def test_a_watch_lasts_until_the_look_back(self, house: House):
        form = rows(house, {"what": "Quiet after ten", "is_watch": "on"})
        assert form.is_valid()
        assert form.get_tasks(SUNDAY) == [Task("Quiet after ten", SUNDAY, None, True)]

    def test_a_name_does_as_well_as_an_id(self, house: House):
        form = rows(house, {"what": "a", "carrier": "bo", "due_date": "2027-03-05"})
        assert form.is_valid()
        assert form.get_tasks()[0].carrier_id == house.bo.id

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"carrier": "bo"}, "what"),
            ({"what": "Paint"}, "due_date"),
            ({"what": "Paint", "due_date": "2027-02-27"}, "due_date"),
            ({"what": "Paint", "due_date": "soon"}, "due_date"),
            ({"what": "Paint", "due_date": "2027-03-05", "carrier": "Cy"}, "carrier"),
            ({"what": "Pa\x00int", "due_date": "2027-03-05"}, "what"),
        ],
    )
    def test_says_what_a_begun_row_needs(self, house: House, told, field):
        form = rows(house, told)
        assert not form.is_valid()
        assert list(form.rows[0].errors) == [field]

    def test_an_unchanged_row_stays_even_when_its_day_has_passed(self, house: House):
        row = house.task(due_date=date(2027, 2, 20))
        told = {"what": row.what, "carrier": str(house.bo.id)}
        form = rows(house, told | {"due_date": "2027-02-20"}, initial=[row])
        assert form.is_valid()
        assert form.get_tasks() == [Task("Buy paint", row.due_date, house.bo.id)]

    def test_emptying_the_words_takes_a_row_out(self, house: House):
        row = house.task()
        told = {"carrier": str(house.bo.id), "due_date": str(FRIDAY)}
        form = rows(house, told, initial=[row])
        assert form.is_valid()
        assert form.get_tasks() == []

    def test_many_members_are_named_by_typing(self, house: House):
        many = [house.ann, house.bo, *[house.di] * 60]
        form = TaskRows(members=many, today=NOW.date(), initial=[house.task()])
        assert 'value="Bo"' in str(form.rows[0]["carrier"])
        assert "<datalist" in str(form.rows[0]["carrier"])
        assert "<datalist" not in str(form.rows[1]["carrier"])

    def test_two_rows_show_and_the_others_are_folded(self, house: House):
        form = TaskRows(members=[], today=NOW.date())
        assert (len(form.shown), len(form.folded)) == (2, 3)


class TestReviewForm:
    def test_only_the_last_question_needs_an_answer(self):
        form = ReviewForm({"conclusion": "keep"})
        assert form.is_valid()
        assert form.answers == Answers()
        assert list(ReviewForm({"happened": "x"}).errors) == ["conclusion"]
