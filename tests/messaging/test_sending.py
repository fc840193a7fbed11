from datetime import timedelta
from email import message_from_bytes, policy
from uuid import uuid4

import pytest
from tests.messaging.conftest import NOW, asked_about, message
from tests.messaging.sink import Mood

from folkmoot.messaging.models import Delivery, Message
from folkmoot.messaging.operations import ask, drop_queued, enqueue, send_due

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def queue(**fields: object) -> Message:
    row = message(**fields)
    enqueue([row])
    ask([asked_about(row)])
    return row


class TestSendDue:
    def test_sends_once_and_marks_the_asking(self, sink):
        row = queue()
        assert [send_due(NOW), send_due(NOW)] == [1, 0]
        row.refresh_from_db()
        assert (row.state, row.sent_at, row.tries) == ("sent", NOW, 1)
        asked = Delivery.objects.get()
        assert (asked.delivered_at, asked.way) == (NOW, "mail")
        assert len(sink.mails) == 1

    def test_waits_until_it_is_due(self, sink):
        queue(send_at=NOW + MINUTE)
        assert send_due(NOW) == 0
        assert send_due(NOW + MINUTE) == 1

    def test_sends_many_over_one_connection(self, sink):
        enqueue(message() for _ in range(30))
        assert [send_due(NOW, limit=20), send_due(NOW, limit=20)] == [20, 10]
        assert (len(sink.mails), sink.connections) == (30, 2)

    def test_leaves_what_another_worker_has_claimed(self, sink):
        row = queue()
        Message.objects.update(claimed_until=NOW + MINUTE)
        assert send_due(NOW) == 0
        assert send_due(NOW + MINUTE) == 1, "that worker died"
        assert row.id.hex.encode() in sink.mails[0]

    def test_keeps_mail_without_a_mail_server(self, mail_by):
        mail_by("")
        row = queue()
        assert send_due(NOW) == 0
        row.refresh_from_db()
        assert (row.state, row.tries) == ("waiting", 0)

    def test_drops_what_comes_too_late(self, sink):
        queue(drop_at=NOW)
        queue(created_at=NOW - timedelta(days=3), send_at=NOW - timedelta(days=3))
        assert send_due(NOW) == 0
        assert set(Message.objects.values_list("state", flat=True)) == {"dropped"}
        assert not Delivery.objects.exclude(delivered_at=None).exists()

    def test_sends_once_after_two_days_without_a_worker(self, sink):
        queue()
        late = NOW + timedelta(hours=48)
        assert [send_due(late), send_due(late)] == [1, 0]


class TestBadServers:
    @pytest.mark.parametrize(
        "mood", [Mood.BUSY, Mood.HANGS_UP_BEFORE, Mood.SILENT, Mood.CLOSED]
    )
    def test_tries_again_later_and_later(self, sink, mood):
        sink.mood = mood
        row = queue(drop_at=NOW + timedelta(days=2))
        waits, now = [], NOW
        for _ in range(5):
            assert send_due(now) == 0
            row.refresh_from_db()
            waits.append(row.send_at - now)
            now = row.send_at
        assert waits == [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 6 * HOUR]
        assert row.error
        sink.mood = Mood.KIND
        assert send_due(now) == 1
        row.refresh_from_db()
        assert (row.state, row.error, len(sink.mails)) == ("sent", "", 1)

    def test_a_server_that_cannot_be_reached(self, mail_by):
        mail_by("smtp://127.0.0.1:9?tls=0")
        row = queue()
        assert send_due(NOW) == 0
        row.refresh_from_db()
        assert (row.tries, row.send_at) == (1, NOW + MINUTE)
        assert row.error == "nobody listens at 127.0.0.1:9"

    def test_asks_a_server_that_is_away_once_a_minute(self, sink):
        sink.mood = Mood.SILENT
        enqueue(message() for _ in range(5))
        send_due(NOW, limit=2)
        assert send_due(NOW + MINUTE / 2, limit=2) == 0
        assert sink.connections == 1
        sink.mood = Mood.KIND
        assert send_due(NOW + MINUTE) == 5

    def test_gives_up_an_unknown_address_after_three_tries(self, sink):
        sink.mood = Mood.UNKNOWN
        row, about = message(), uuid4()
        enqueue([row])
        ask([asked_about(row, about)])
        for _ in range(3):
            row.refresh_from_db()
            send_due(row.send_at)
        row.refresh_from_db()
        assert (row.state, row.tries) == ("dropped", 3)
        assert "550 nobody" in row.error
        asked = Delivery.objects.get(about_id=about)
        assert (asked.delivered_at, asked.tries) == (None, 3)

    def test_one_bad_mail_holds_up_no_other(self, sink):
        queue(address="not an address\n", send_at=NOW - MINUTE)
        queue()
        assert send_due(NOW) == 1

    def test_what_was_accepted_is_sent_although_the_server_hangs_up(self, sink):
        sink.mood = Mood.HANGS_UP_AFTER
        queue()
        queue()
        assert send_due(NOW) + send_due(NOW + MINUTE) == 2
        assert send_due(NOW + HOUR) == 0
        assert len(sink.mails) == 2

    def test_refused_as_spam(self, sink):
        sink.mood = Mood.SPAM
        row = queue()
        send_due(NOW)
        row.refresh_from_db()
        assert row.error == "554 no"


class TestMail:
    def read(self, folder):
        (file,) = folder.glob("*.eml")
        return message_from_bytes(file.read_bytes(), policy=policy.default)

    def test_has_neutral_headers_and_a_way_to_stop(self, folder):
        row = queue(subject="Können wir zustimmen?", body="Ja oder später?")
        send_due(NOW)
        mail = self.read(folder)
        assert mail["Subject"] == "Können wir zustimmen?"
        assert mail["Message-ID"] == f"<{row.id.hex}@localhost>"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["Content-Language"] == row.language
        assert mail["Date"].datetime == NOW
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        link = mail["List-Unsubscribe"].strip("<>")
        assert f"/mail/stop/{row.person_id}:" in link
        text = mail.get_content()
        assert text.startswith("Ja oder später?")
        assert link in text
        assert mail.get_content_type() == "text/plain"

    def test_a_code_has_none(self, folder):
        queue(collective_id=None)
        send_due(NOW)
        assert self.read(folder)["List-Unsubscribe"] is None

    def test_the_same_mail_twice_is_one_file(self, folder):
        queue()
        send_due(NOW)
        Message.objects.update(state="waiting")
        send_due(NOW)
        assert len(list(folder.iterdir())) == 1


class TestDropQueued:
    def test_stops_mail_but_not_codes(self, sink):
        ann = uuid4()
        queue(person_id=ann)
        queue(person_id=ann, collective_id=None, subject="Your code")
        assert drop_queued(person_id=ann) == 1
        assert send_due(NOW) == 1
        assert b"Your code" in sink.mails[0]


class TestLongOutage:
    def test_everything_leaves_once_after_a_day(self, sink):
        sink.mood = Mood.CLOSED
        enqueue(message() for _ in range(300))
        for hour in range(24):
            assert send_due(NOW + hour * HOUR) == 0
        sink.mood = Mood.KIND
        back = NOW + timedelta(days=1)
        sent = sum(send_due(back + hour * HOUR) for hour in range(7) for _ in range(4))
        assert (sent, len(sink.mails)) == (300, 300)
        assert not Message.objects.exclude(state="sent").exists()
