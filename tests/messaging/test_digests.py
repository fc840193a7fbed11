from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from tests.messaging.conftest import NOW, asked_about, message

from folkmoot.messaging.models import Delivery, Message
from folkmoot.messaging.operations import ask, enqueue, send_digests, send_due

pytestmark = pytest.mark.django_db
ANN, BO = uuid4(), uuid4()
MORNING = datetime(2026, 5, 5, 5, 0, tzinfo=UTC)  # 7:00 in Berlin


def hold(person=ANN, subject="News", **fields):
    values = {"time_zone": "Europe/Berlin", "state": "held", "subject": subject}
    row = message(person_id=person, **(values | fields))
    enqueue([row])
    ask([asked_about(row)])
    return row


class TestSendDigests:
    def test_gathers_a_persons_mail_at_their_seven(self, sink):
        hold(subject="Bread")
        hold(subject="Roof")
        hold(BO, subject="Garden")
        before = MORNING - timedelta(seconds=1)
        assert (send_digests(before), send_due(before)) == (0, 0)
        assert (send_digests(MORNING), send_due(MORNING)) == (2, 2)
        assert (send_digests(MORNING), send_due(MORNING)) == (0, 0)
        (mine,) = [mail for mail in sink.mails if b"Bread" in mail]
        assert b"Roof" in mine
        assert b"Garden" not in mine

    def test_marks_every_asking_in_it(self, sink):
        hold()
        hold()
        send_digests(MORNING)
        assert not Delivery.objects.exclude(delivered_at=None).exists()
        send_due(MORNING)
        assert set(Delivery.objects.values_list("way", flat=True)) == {"mail"}
        assert set(Message.objects.values_list("state", flat=True)) == {"sent"}

    def test_sends_one_mail_after_two_missed_mornings(self, sink):
        hold(subject="Monday")
        tuesday = NOW + timedelta(days=1)
        hold(subject="Tuesday", created_at=tuesday, send_at=tuesday)
        late = NOW + timedelta(hours=48)
        assert (send_digests(late), send_due(late)) == (1, 1)
        assert b"Monday" in sink.mails[0]
        assert b"Tuesday" in sink.mails[0]

    def test_leaves_out_what_is_of_no_use_any_more(self, sink):
        hold(drop_at=MORNING + timedelta(hours=1))
        late = MORNING + timedelta(hours=1)
        assert send_digests(late) == 0
        assert Message.objects.get().state == "dropped"
