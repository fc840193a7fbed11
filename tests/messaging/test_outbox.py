from datetime import UTC, datetime, timedelta

import pytest
from tests.messaging.conftest import NOW, message

from folkmoot.messaging.models import Message
from folkmoot.messaging.operations import enqueue
from folkmoot.messaging.operations.outbox import next_morning

pytestmark = pytest.mark.django_db


class TestEnqueue:
    def test_writes_a_message_once_per_key(self):
        enqueue([message(once_key="check 2 for Ann"), message(once_key="for Bo")])
        enqueue([message(once_key="check 2 for Ann", subject="again")])
        assert Message.objects.count() == 2
        assert not Message.objects.filter(subject="again").exists()

    def test_takes_two_of_the_same_key_at_once(self):
        enqueue([message(once_key="same"), message(once_key="same")])
        assert Message.objects.count() == 1

    def test_keeps_the_subject_on_one_line(self):
        enqueue([message(subject="Hello\r\nBcc: all@example.org\n" + "x" * 300)])
        subject = Message.objects.get().subject
        assert subject.startswith("Hello Bcc: all@example.org xxx")
        assert len(subject) == 200

    def test_holds_a_message_until_the_next_morning_of_its_person(self):
        enqueue([message(state="held", time_zone="America/New_York")])
        # 12:00 in UTC is 8:00 in New York, so the next 7:00 is tomorrow.
        assert Message.objects.get().send_at == datetime(2026, 5, 5, 11, tzinfo=UTC)

    def test_sends_at_once_what_would_be_of_no_use_by_morning(self):
        soon = NOW + timedelta(hours=3)
        enqueue([message(state="held", time_zone="UTC", drop_at=soon)])
        row = Message.objects.get()
        assert (row.state, row.send_at) == ("waiting", NOW)


class TestNextMorning:
    @pytest.mark.parametrize(
        ("now", "zone", "morning"),
        [
            ("2026-05-04T06:59:59", "UTC", "2026-05-04T07:00"),
            ("2026-05-04T07:00:00", "UTC", "2026-05-05T07:00"),
            ("2026-05-04T20:00:00", "Asia/Tokyo", "2026-05-04T22:00"),
            ("2026-05-04T23:00:00", "Asia/Tokyo", "2026-05-05T22:00"),
            # The clocks of Berlin go forward in the night to 29 March 2026,
            # and back in the night to 25 October.
            ("2026-03-28T12:00:00", "Europe/Berlin", "2026-03-29T05:00"),
            ("2026-10-24T12:00:00", "Europe/Berlin", "2026-10-25T06:00"),
        ],
    )
    def test_is_seven_on_the_clock_at_home(self, now, zone, morning):
        instant = datetime.fromisoformat(now).replace(tzinfo=UTC)
        expected = datetime.fromisoformat(morning).replace(tzinfo=UTC)
        assert next_morning(instant, zone) == expected
