"""Only the carrier says yes; who withdraws leaves a task that anybody may take."""

import pytest
from tests.cast import DAY, NOW
from tests.doing.builders import House

from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import (
    NotCarrierError,
    NotPartOfItError,
    TaskEndedError,
    TaskTakenError,
    WordsMissingError,
    accept,
    release,
    take_over,
)
from folkmoot.doing.queries import carrier_left_at, count_accepted, open_help_wanted
from folkmoot.people.models import Membership

State = Commitment.State


class TestAccept:
    def test_the_carrier_says_yes_and_the_record_says_so(self, house: House):
        row = accept(member=house.bo, commitment=house.task(), now=NOW)
        assert (row.state, row.accepted_at) == (State.ACCEPTED, NOW)
        assert house.kinds() == ["tasks.set", "task.accepted"]

    def test_nobody_says_yes_for_somebody_else(self, house: House):
        row = house.task()
        with pytest.raises(NotCarrierError):
            accept(member=house.ann, commitment=row, now=NOW)
        row.refresh_from_db()
        assert row.state == State.OFFERED

    def test_nobody_accepts_a_task_without_a_name(self, house: House):
        with pytest.raises(NotCarrierError):
            accept(member=house.bo, commitment=house.task(carrier_id=None), now=NOW)

    def test_a_second_yes_changes_nothing(self, house: House):
        row = house.task()
        accept(member=house.bo, commitment=row, now=NOW)
        again = accept(member=house.bo, commitment=row, now=NOW + DAY)
        assert again.accepted_at == NOW
        assert house.kinds().count("task.accepted") == 1

    def test_refuses_what_a_newer_draft_no_longer_names(self, house: House):
        row = house.task()
        house.tasks()
        with pytest.raises(TaskEndedError, match="newer draft"):
            accept(member=house.bo, commitment=row, now=NOW)

    def test_who_left_takes_nothing_on(self, house: House):
        row = house.task()
        Membership.objects.filter(id=house.bo.id).update(ended_at=NOW)
        with pytest.raises(NotPartOfItError):
            accept(member=house.bo, commitment=row, now=NOW)

    def test_a_stranger_takes_nothing_on(self, house: House):
        with pytest.raises(NotPartOfItError):
            take_over(member=house.cy, commitment=house.task(), now=NOW)


class TestTakeOver:
    @pytest.mark.parametrize("named", [True, False])
    def test_anybody_takes_what_nobody_accepted(self, house: House, named):
        row = house.task(carrier_id=house.bo.id if named else None)
        taken = take_over(member=house.di, commitment=row, now=NOW)
        assert (taken.state, taken.carrier_id) == (State.ACCEPTED, house.di.id)
        assert house.kinds()[-1] == "task.taken_over"

    def test_nobody_takes_what_somebody_carries(self, house: House):
        row = house.agreed()
        with pytest.raises(TaskTakenError):
            take_over(member=house.di, commitment=row, now=NOW)

    def test_anybody_takes_what_somebody_left_behind(self, house: House):
        row = house.agreed()
        Membership.objects.filter(id=house.bo.id).update(ended_at=NOW)
        assert list(open_help_wanted(house.elm)) == [row]
        taken = take_over(member=house.di, commitment=row, now=NOW)
        assert taken.carrier_id == house.di.id
        assert not open_help_wanted(house.elm).exists()


class TestRelease:
    def test_not_me_to_an_offer_needs_no_reason(self, house: House):
        row = release(member=house.bo, commitment=house.task(), now=NOW)
        assert (row.state, row.carrier, row.released_at) == (State.OFFERED, None, None)
        assert carrier_left_at(house.question_id, NOW) is None

    def test_a_carrier_says_why(self, house: House):
        row = house.agreed()
        with pytest.raises(WordsMissingError):
            release(member=house.bo, commitment=row, now=NOW, reason="  ")
        released = release(
            member=house.bo, commitment=row, now=NOW + DAY, reason="I move away."
        )
        assert (released.reason, released.released_at) == ("I move away.", NOW + DAY)

    def test_before_the_decision_no_help_is_wanted(self, house: House):
        row = house.task()
        accept(member=house.bo, commitment=row, now=NOW)
        release(member=house.bo, commitment=row, now=NOW + DAY, reason="Ill")
        assert not open_help_wanted(house.elm).exists()
        assert carrier_left_at(house.question_id, NOW) == NOW + DAY
        assert carrier_left_at(house.question_id, NOW + 2 * DAY) is None

    def test_after_the_decision_everybody_sees_help_wanted(self, house: House):
        row = house.agreed()
        release(member=house.bo, commitment=row, now=NOW, reason="Ill")
        assert list(open_help_wanted(house.elm)) == [row]

    def test_nobody_gives_back_for_somebody_else(self, house: House):
        with pytest.raises(NotCarrierError):
            release(member=house.ann, commitment=house.agreed(), now=NOW, reason="x")


class TestCountAccepted:
    def test_counts_yeses_of_those_who_are_here(self, house: House):
        house.agreed()
        assert count_accepted(house.question_id) == (1, 1)
        Membership.objects.filter(id=house.bo.id).update(ended_at=NOW)
        assert count_accepted(house.question_id) == (0, 1)

    def test_a_late_yes_does_not_count_for_an_earlier_instant(self, house: House):
        row = house.task()
        accept(member=house.bo, commitment=row, now=NOW + DAY)
        assert count_accepted(house.question_id, at=NOW) == (0, 1)
        assert count_accepted(house.question_id, at=NOW + DAY) == (1, 1)

    def test_a_late_withdrawal_does_not_undo_an_earlier_instant(self, house: House):
        row = house.agreed()
        release(member=house.bo, commitment=row, now=NOW + DAY, reason="Ill")
        assert count_accepted(house.question_id, at=NOW) == (1, 1)
        assert count_accepted(house.question_id) == (0, 1)
        assert count_accepted(house.question_id).without_carrier == 1
