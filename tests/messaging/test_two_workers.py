"""However many workers there are, each mail leaves once."""

import threading

import pytest
from django.db import connection
from tests.messaging.conftest import NOW, message

from folkmoot.messaging.models import Message
from folkmoot.messaging.operations import enqueue, send_digests, send_due

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def run_at_once(count, work):
    """Run ``work`` in ``count`` threads that start together; return what failed."""
    gate, errors = threading.Barrier(count), []

    def run():
        try:
            gate.wait(10)
            work()
        except Exception as error:  # noqa: BLE001 -- shown by the test
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return errors


def test_each_mail_leaves_once(sink):
    enqueue(message(subject=f"number {i}") for i in range(60))

    def work():
        while send_due(NOW, limit=7):
            pass

    assert run_at_once(3, work) == []
    assert len(sink.mails) == 60
    assert len({mail.split(b"Message-ID")[1][:60] for mail in sink.mails}) == 60
    assert Message.objects.filter(state="sent").count() == 60


def test_each_person_gets_one_daily_mail(sink):
    enqueue(message(state="held", time_zone="UTC") for _ in range(20))
    Message.objects.update(send_at=NOW)
    assert run_at_once(3, lambda: send_digests(NOW)) == []
    assert Message.objects.filter(kind="daily").count() == 20
