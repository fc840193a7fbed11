"""Tasks follow the draft; what was accepted stays accepted while it is the same."""

import pytest
from tests.cast import DAY, NOW
from tests.doing.builders import FRIDAY, SUNDAY, House

from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import (
    CarrierGoneError,
    Task,
    accept,
    finish,
    set_tasks,
    take_over,
)
from folkmoot.messaging.models import Message

State = Commitment.State


class TestSetTasks:
    def test_offers_each_task_of_the_first_version_in_order(self, house: House):
        rows = house.tasks(
            Task("Buy  paint ", FRIDAY, house.bo.id), Task("Watch", is_watch=True)
        )
        assert [(row.what, row.position) for row in rows] == [
            ("Buy paint", 0),
            ("Watch", 1),
        ]
        assert {row.state for row in rows} == {State.OFFERED}

    def test_keeps_an_acceptance_when_words_day_and_carrier_stay(self, house: House):
        task = Task("Buy paint", FRIDAY, house.bo.id)
        (row,) = house.tasks(task)
        accept(member=house.bo, commitment=row, now=NOW)
        new, same = house.tasks(Task("Paint", FRIDAY), task)
        assert same.id == row.id
        assert (same.state, same.position) == (State.ACCEPTED, 1)
        assert new.state == State.OFFERED

    @pytest.mark.parametrize("change", ["day", "carrier"])
    def test_asks_anew_when_the_day_or_the_carrier_changes(self, house: House, change):
        row = house.task()
        accept(member=house.bo, commitment=row, now=NOW)
        day = SUNDAY if change == "day" else FRIDAY
        carrier = house.ann if change == "carrier" else house.bo
        (again,) = house.tasks(Task("Buy paint", day, carrier.id))
        assert again.id == row.id
        assert (again.state, again.carrier_id) == (State.OFFERED, carrier.id)
        assert again.accepted_at is None

    def test_keeps_who_took_it_on_when_the_draft_names_nobody(self, house: House):
        row = house.task(carrier_id=None)
        take_over(member=house.di, commitment=row, now=NOW)
        (again,) = house.tasks(Task("Buy paint", FRIDAY))
        assert (again.state, again.carrier_id) == (State.ACCEPTED, house.di.id)

    def test_frees_who_was_named_but_had_not_accepted(self, house: House):
        house.task()
        (again,) = house.tasks(Task("Buy paint", FRIDAY))
        assert again.carrier_id is None

    def test_removes_what_is_no_longer_named_and_keeps_what_is_done(self, house: House):
        done, open_ = house.tasks(
            Task("Buy paint", FRIDAY, house.bo.id), Task("Paint", FRIDAY, house.di.id)
        )
        accept(member=house.bo, commitment=done, now=NOW)
        house.agree()
        finish(member=house.bo, commitment=done, now=NOW)
        assert house.tasks(now=NOW + DAY) == []
        done.refresh_from_db()
        open_.refresh_from_db()
        assert (done.state, open_.state) == (State.DONE, State.REMOVED)
        assert open_.ended_at == NOW + DAY

    def test_two_tasks_with_the_same_words_stay_two(self, house: House):
        task = Task("Cook", FRIDAY)
        first = house.tasks(task, task)
        second = house.tasks(task, task)
        assert [row.id for row in first] == [row.id for row in second]

    def test_what_the_writer_takes_on_themselves_is_accepted(self, house: House):
        rows = set_tasks(
            collective=house.elm,
            question_id=house.question_id,
            tasks=[Task("Mine", FRIDAY, house.ann.id), Task("His", None, house.bo.id)],
            member=house.ann,
            now=NOW,
        )
        assert [row.state for row in rows] == [State.ACCEPTED, State.OFFERED]

    def test_refuses_a_carrier_of_another_collective(self, house: House):
        with pytest.raises(CarrierGoneError):
            house.task(carrier_id=house.cy.id)
        assert Commitment.objects.count() == 0

    def test_asks_each_carrier_once_for_all_and_not_again(self, house: House):
        tasks = [Task("Buy", FRIDAY, house.bo.id), Task("Paint", FRIDAY, house.bo.id)]
        house.tasks(*tasks)
        house.tasks(*tasks)
        (mail,) = Message.objects.filter(kind="task.offered")
        assert mail.person_id == house.bo.person_id
        assert "would you do these?" in mail.subject
        assert "- Buy (Friday 5 March 2027)" in mail.body
        assert "/c/elm-street/tasks/" in mail.body

    def test_asks_again_for_another_day(self, house: House):
        house.task()
        house.task(due_date=SUNDAY)
        assert Message.objects.filter(kind="task.offered").count() == 2

    def test_writes_one_entry(self, house: House):
        house.task()
        assert house.kinds() == ["tasks.set"]


class TestAgreeTasks:
    def test_binds_open_tasks_once(self, house: House):
        row = house.agreed()
        assert row.agreed_at == NOW
        house.agree(now=NOW + DAY)
        row.refresh_from_db()
        assert row.agreed_at == NOW
