"""How a task goes is told by anybody; its end and its obstacles by its carrier."""

import pytest
from tests.cast import DAY, NOW
from tests.doing.builders import FRIDAY, House

from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import (
    NotAgreedYetError,
    NotCarrierError,
    Task,
    TaskEndedError,
    WordsMissingError,
    accept,
    drop,
    finish,
    release,
    report,
)
from folkmoot.doing.queries import are_finished, fails_at, finished_at, open_help_wanted

State = Commitment.State


def say(house: House, row: Commitment, *, by=None, text="Half done", **said):
    return report(
        member=by or house.bo,
        commitment=row,
        text=text,
        needs_help=said.pop("needs_help", False),
        now=NOW + DAY,
        **said,
    )


class TestReport:
    def test_an_obstacle_asks_for_help_until_the_carrier_says_otherwise(self, house):
        row = house.agreed()
        say(house, row, text="No ladder", needs_help=True)
        assert list(open_help_wanted(house.elm)) == [row]
        say(house, row, by=house.ann, text="I have one")
        assert open_help_wanted(house.elm).exists()
        say(house, row, text="Thank you, Ann")
        assert not open_help_wanted(house.elm).exists()

    def test_nobody_asks_for_help_in_somebody_elses_name(self, house):
        line = say(house, house.agreed(), by=house.ann, needs_help=True, fails=True)
        assert (line.needs_help, line.fails) == (False, False)

    def test_the_carriers_word_that_it_fails_has_its_instant(self, house):
        row = house.agreed()
        assert fails_at(house.question_id) is None
        say(house, row, fails=True)
        assert fails_at(house.question_id) == NOW + DAY

    def test_needs_words_and_a_decision(self, house):
        with pytest.raises(NotAgreedYetError):
            say(house, house.task())
        row = house.agreed()
        with pytest.raises(WordsMissingError):
            say(house, row, text=" ")

    def test_the_record_keeps_the_line(self, house):
        say(house, house.agreed())
        assert house.kinds()[-1] == "task.reported"


class TestEnd:
    def test_the_last_end_finishes_the_question(self, house):
        buy, paint = house.tasks(
            Task("Buy", FRIDAY, house.bo.id), Task("Paint", FRIDAY, house.di.id)
        )
        accept(member=house.bo, commitment=buy, now=NOW)
        accept(member=house.di, commitment=paint, now=NOW)
        house.agree()
        finish(member=house.bo, commitment=buy, now=NOW + DAY)
        assert not are_finished(house.question_id)
        drop(member=house.di, commitment=paint, reason="Rain", now=NOW + 2 * DAY)
        assert finished_at(house.question_id) == NOW + 2 * DAY
        assert house.kinds()[-2:] == ["task.done", "task.dropped"]

    def test_a_question_without_tasks_is_not_finished(self, house):
        assert not are_finished(house.question_id)

    def test_only_the_carrier_finishes(self, house):
        with pytest.raises(NotCarrierError):
            finish(member=house.ann, commitment=house.agreed(), now=NOW)

    def test_a_watch_lasts_until_the_look_back(self, house):
        row = house.agreed(is_watch=True)
        with pytest.raises(NotAgreedYetError, match="look back"):
            finish(member=house.bo, commitment=row, now=NOW)

    def test_nothing_of_a_draft_is_finished_or_dropped(self, house):
        row = house.task()
        accept(member=house.bo, commitment=row, now=NOW)
        with pytest.raises(NotAgreedYetError):
            finish(member=house.bo, commitment=row, now=NOW)
        with pytest.raises(NotAgreedYetError):
            drop(member=house.bo, commitment=row, reason="x", now=NOW)

    def test_dropping_needs_a_reason_and_a_right(self, house):
        row = house.agreed()
        with pytest.raises(WordsMissingError):
            drop(member=house.bo, commitment=row, reason="", now=NOW)
        with pytest.raises(NotCarrierError):
            drop(member=house.ann, commitment=row, reason="Rain", now=NOW)

    def test_anybody_drops_what_nobody_carries(self, house):
        row = house.agreed()
        release(member=house.bo, commitment=row, reason="Ill", now=NOW)
        dropped = drop(member=house.ann, commitment=row, reason="Rain", now=NOW)
        assert (dropped.state, dropped.reason) == (State.DROPPED, "Rain")

    def test_an_end_is_an_end(self, house):
        row = house.agreed()
        finish(member=house.bo, commitment=row, now=NOW)
        with pytest.raises(TaskEndedError, match="Thank you"):
            finish(member=house.bo, commitment=row, now=NOW)
