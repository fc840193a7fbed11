import logging
from threading import Event

import pytest
from django.db import connection
from tests.messaging.conftest import message

from folkmoot.cli.server.database import measure_skew
from folkmoot.cli.server.worker import Worker
from folkmoot.messaging.models import Message
from folkmoot.messaging.operations import enqueue
from folkmoot.messaging.queries import get_last_beat
from folkmoot.web.clock import read_clock

# A worker lets go of its connection between jobs, as tests in one transaction cannot.
pytestmark = pytest.mark.django_db(transaction=True)


class Unlucky(Worker):
    """A worker whose first job always fails."""

    def beat(self, now):
        raise OSError


@pytest.fixture
def mail(settings, tmp_path):
    url = f"file://{tmp_path}"
    settings.CONFIG = settings.CONFIG.model_copy(update={"email_url": url})
    now = read_clock()
    enqueue([message(created_at=now, send_at=now)])
    return tmp_path


class TestWorker:
    def test_does_everything_in_one_look(self, mail):
        assert Worker(Event()).look()
        assert get_last_beat() is not None
        assert len(list(mail.glob("*.eml"))) == 1

    def test_a_job_that_fails_stops_no_other(self, mail, caplog):
        with caplog.at_level(logging.ERROR):
            assert not Unlucky(Event()).look()
        assert "worker's job failed: beat" in caplog.text
        assert Message.objects.get().state == "sent"

    def test_stops_between_two_jobs(self, mail):
        stop = Event()
        stop.set()
        assert Worker(stop).look()
        assert Message.objects.get().state == "waiting"

    def test_what_takes_long_holds_up_no_deadline(self):
        stop, enough, looks, waited = Event(), Event(), [], []

        def settle(now):
            looks.append(now)
            if len(looks) == 3:
                enough.set()

        def write_to_thousands(_now):
            waited.append(enough.wait(10))
            stop.set()

        worker = Worker(stop)
        worker.prompt, worker.patient = (settle,), (write_to_thousands,)
        worker.run(interval=0.01)
        assert waited == [True]

    def test_does_rare_jobs_rarely(self, mail):
        worker = Worker(Event())
        worker.look()
        first = get_last_beat()
        worker.look()
        assert get_last_beat() == first


class TestMeasureSkew:
    def test_compares_with_the_clock_that_decides(self):
        assert abs(measure_skew()) < 5
        if connection.vendor != "postgresql":
            assert measure_skew() == 0
