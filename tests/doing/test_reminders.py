"""Carriers hear of their day two days before and on it, once each, never at night."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.cast import DAY, NOW
from tests.doing.builders import SUNDAY, House

from folkmoot.doing.operations import finish, release, remind_due, set_tasks
from folkmoot.doing.queries import overdue, tasks_carried_by
from folkmoot.doing.words import due_words
from folkmoot.messaging.models import Message
from folkmoot.people.models import Collective

FRIDAY = datetime(2027, 3, 5, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def mails() -> list[Message]:
    return list(Message.objects.filter(kind="task.due").order_by("created_at"))


class TestRemindDue:
    def test_two_days_before_and_on_the_day_once_each(self, house: House):
        house.agreed(due_date=SUNDAY)
        sent = [remind_due(now=FRIDAY + hours * HOUR) for hours in range(-30, 80)]
        assert sum(sent) == 2
        before, on_day = mails()
        assert before.subject == "Buy paint: 2 days to go"
        assert on_day.subject == "Buy paint: until tonight"
        assert before.created_at == FRIDAY - HOUR
        assert on_day.created_at == FRIDAY + 2 * DAY - HOUR
        assert on_day.drop_at == datetime(2027, 3, 8, tzinfo=UTC)

    def test_at_eight_in_the_collectives_own_zone(self, house: House):
        Collective.objects.update(time_zone="America/Bogota")
        house.agreed(due_date=SUNDAY)
        assert remind_due(now=FRIDAY) == 0
        assert remind_due(now=FRIDAY + 4 * HOUR) == 1

    def test_a_stopped_worker_sends_nothing_that_came_too_late(self, house: House):
        house.agreed(due_date=SUNDAY)
        assert remind_due(now=FRIDAY + 3 * DAY) == 0

    @pytest.mark.parametrize("gone", ["done", "released", "draft", "watch", "removed"])
    def test_only_what_is_agreed_and_carried(self, house: House, gone):
        if gone == "draft":
            house.task(due_date=SUNDAY)
        else:
            row = house.agreed(due_date=SUNDAY, is_watch=gone == "watch")
        if gone == "done":
            finish(member=house.bo, commitment=row, now=NOW)
        elif gone == "released":
            release(member=house.bo, commitment=row, reason="Ill", now=NOW)
        elif gone == "removed":
            set_tasks(
                collective=house.elm, question_id=house.question_id, tasks=[], now=NOW
            )
        assert remind_due(now=FRIDAY) == 0

    def test_who_took_it_on_yesterday_is_not_reminded_of_it(self, house: House):
        house.agreed(due_date=NOW.date() + DAY)
        assert remind_due(now=NOW) == 0
        assert remind_due(now=NOW + DAY) == 1


class TestDueWords:
    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (-2, "2 days to go"),
            (-1, "until tomorrow"),
            (0, "until tonight"),
            (1, "planned for yesterday"),
            (3, "planned for 3 days ago"),
        ],
    )
    def test_says_how_far_the_day_is(self, house: House, days, words):
        row = house.agreed(due_date=FRIDAY.date())
        assert due_words(row, FRIDAY + days * DAY) == words

    def test_a_watch_without_a_day_lasts_until_the_look_back(self, house: House):
        row = house.agreed(is_watch=True, due_date=None)
        assert due_words(row, NOW) == "until you all look back"


class TestOverdue:
    def test_from_the_midnight_after_the_day_in_the_collectives_zone(self, house):
        Collective.objects.update(time_zone="America/Bogota")
        row = house.agreed(due_date=SUNDAY)
        midnight = datetime(2027, 3, 8, 5, tzinfo=UTC)
        assert overdue(midnight - timedelta(seconds=1)) == []
        assert overdue(midnight) == [row]

    def test_what_i_took_on_comes_by_day(self, house):
        row = house.agreed()
        assert list(tasks_carried_by([house.bo])) == [row]
        assert not tasks_carried_by([house.ann, house.cy]).exists()
