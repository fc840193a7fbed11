"""People who were not heard are reminded while there is time, and not twice at once."""

from datetime import timedelta

import pytest
from tests.cast import NOW, member
from tests.deciding.builders import checked_question

from folkmoot.deciding.operations import remind_due
from folkmoot.messaging.models import Delivery, Message

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def reminders(question):
    flo = member(question.collective, "Flo").person_id
    return Message.objects.filter(kind="question.reminder", person_id=flo).count()


class TestRemindDue:
    def test_writes_at_half_time_and_on_the_last_day(self):
        question = checked_question(positions=4, members=5)
        for hours, count in ((-85, 0), (-83, 1), (-25, 1), (-23, 2), (-1, 2)):
            remind_due(now=question.closes_at + hours * HOUR)
            assert reminders(question) == count

    def test_writes_once_after_a_silence(self):
        question = checked_question(positions=4, members=5)
        for _again in range(2):
            remind_due(now=question.closes_at - HOUR)
            assert reminders(question) == 1

    def test_counts_the_moments_of_a_silence_as_tries(self):
        question = checked_question(positions=4, members=5)
        Delivery.objects.update(delivered_at=None)
        remind_due(now=question.closes_at - HOUR)
        flo = member(question.collective, "Flo")
        assert Delivery.objects.get(about_id=question.id, member_id=flo.id).tries == 3

    def test_leaves_those_alone_who_were_heard(self):
        checked_question(positions=4, members=5)
        remind_due(now=NOW + 7 * 24 * HOUR - HOUR)
        reminded = Message.objects.filter(kind="question.reminder")
        assert reminded.count() == 1
