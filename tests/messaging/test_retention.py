from datetime import timedelta
from uuid import uuid4

import pytest
from tests.messaging.conftest import NOW, message

from folkmoot.messaging.models import Message, OneTimeCode
from folkmoot.messaging.operations import (
    enqueue,
    forget_old,
    forget_person,
    issue_code,
    send_due,
)
from folkmoot.web.models import Submission

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


class TestForgetOld:
    def test_erases_sent_mail_after_a_week_and_sends_it_never_again(self, folder):
        row = message()
        enqueue([row])
        send_due(NOW)
        forget_old(NOW + 7 * DAY - SECOND)
        assert Message.objects.get().body
        forget_old(NOW + 7 * DAY)
        enqueue([message(once_key=row.once_key)])
        kept = Message.objects.get()
        assert (kept.body, kept.subject, kept.address) == ("", "", "")

    def test_erases_dropped_mail_too(self, folder):
        enqueue([message(drop_at=NOW)])
        send_due(NOW)
        forget_old(NOW + 7 * DAY)
        assert Message.objects.get().body == ""

    def test_keeps_mail_that_waits(self):
        enqueue([message()])
        forget_old(NOW + 30 * DAY)
        assert Message.objects.get().body

    def test_deletes_codes_a_day_after_their_end(self):
        issue_code(purpose="sign-in", now=NOW, minutes=15, address="a@example.org")
        forget_old(NOW + DAY)
        assert OneTimeCode.objects.exists()
        forget_old(NOW + DAY + timedelta(minutes=15))
        assert not OneTimeCode.objects.exists()

    def test_deletes_receipts_after_two_weeks(self):
        Submission.objects.create(key="k", path="/", received_at=NOW, status=200)
        forget_old(NOW + 14 * DAY - SECOND)
        assert Submission.objects.exists()
        forget_old(NOW + 14 * DAY)
        assert not Submission.objects.exists()


class TestForgetPerson:
    def test_erases_and_drops_everything(self, folder):
        ann = uuid4()
        enqueue([message(person_id=ann), message()])
        forget_person(person_id=ann)
        assert send_due(NOW) == 1
        mine = Message.objects.get(person_id=ann)
        assert (mine.state, mine.address, mine.body) == ("dropped", "", "")
