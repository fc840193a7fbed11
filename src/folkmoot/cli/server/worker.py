"""``folkmoot worker``: what happens by itself as time passes.

Nothing depends on it to be right: time decides, the worker makes it visible and
sends mail. Each job looks at the database anew, so that a job run twice, by two
workers at once, or after two days of silence has the same end.

It has two hands. What people wait for, deadlines and sums, is never behind what takes
long: mail to a hundred thousand, records, maps, plans.
"""

import logging
import os
import signal
import socket
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Event, Thread
from time import monotonic
from uuid import UUID

from folkmoot.cli.numbers import seconds
from folkmoot.cli.server.starting import (
    make_parser,
    read_options,
    require_init,
    start_django,
)

INTERVAL = 1.0
BATCHES = 10  # of mail between two looks at the other jobs
AT_MOST = 1.0  # seconds of what is long, between two looks at the other jobs
EVERY = {  # what need not be looked at each time
    "beat": timedelta(seconds=30),
    "remind": timedelta(seconds=10),
    "remind_carriers": timedelta(minutes=1),
    "tend_shifts": timedelta(minutes=1),
    "admit": timedelta(seconds=10),
    "list_undrawn": timedelta(seconds=10),
    "ask_about_needs": timedelta(minutes=1),
    "erase_again": timedelta(minutes=1),
    "forget": timedelta(hours=1),
}
log = logging.getLogger(__name__)

type Job = Callable[[datetime], None]


def main(argv: Sequence[str]) -> int:
    """Work until told to stop."""
    parser = make_parser("worker", "Advance questions in time and send mail.")
    parser.add_argument(
        "--interval", type=seconds, default=INTERVAL, help="seconds between two looks"
    )
    parser.add_argument("--once", action="store_true", help="look once, then end")
    options = read_options(parser, argv)
    require_init()
    start_django()
    from folkmoot.cli.server.database import require_this_version

    require_this_version()
    stop = Event()
    on_signals(stop.set)
    worker = Worker(stop)
    if options.once:
        return 0 if worker.look() else 1
    worker.run(options.interval)
    return 0


def on_signals(end: Callable[[], None]) -> None:
    """Call ``end`` on Ctrl-C and when the system asks us to end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: end())


class Worker:
    """The jobs, and when the rarer ones were done last."""

    def __init__(self, stop: Event) -> None:
        from folkmoot.record.tending import Tending

        self.stop = stop
        self.name = f"{socket.gethostname()[:80]}:{os.getpid()}"
        self.done_at: dict[str, datetime] = {}
        self.tending = Tending()
        self.undrawn: list[UUID] = []  # hearings that may need a new map
        self.prompt: Sequence[Job] = (
            self.beat,
            self.federate,
            self.decide,
            self.share,
            self.fill_roles,
            self.redraw_replies,
        )
        self.patient: Sequence[Job] = (
            self.tell,
            self.tend_records,
            self.erase_again,
            self.admit,
            self.ask_about_needs,
            self.remind,
            self.remind_carriers,
            self.tend_shifts,
            self.gather,
            self.send,
            self.draw,
            self.plan,
            self.forget,
        )

    def run(self, interval: float = INTERVAL) -> None:
        """Look every ``interval`` seconds until stopped, with both hands at once."""
        other = Thread(
            target=self._repeat, args=(self.patient, interval, interval), daemon=True
        )
        other.start()
        self._repeat(self.prompt, interval)
        other.join()

    def look(self) -> bool:
        """Run each job once; return whether all of them went well."""
        return self._look((*self.prompt, *self.patient))

    def _repeat(self, jobs: Sequence[Job], interval: float, rest: float = 0.0) -> None:
        """Look each ``interval``; ``rest`` at least in between, for who waits for pages."""
        from django.db import connections

        try:
            while not self.stop.is_set():
                began = monotonic()
                self._look(jobs)
                self.stop.wait(max(rest, began + interval - monotonic()))
        finally:
            connections.close_all()

    def _look(self, jobs: Sequence[Job]) -> bool:
        results = [self._run(job) for job in jobs]  # all run, whatever fails
        return all(results)

    def beat(self, now: datetime) -> None:
        """Give a sign of life."""
        from folkmoot.messaging.operations import beat

        beat(worker=self.name, now=now)

    def federate(self, now: datetime) -> None:
        """Advance federated questions, let leaves follow, add up what they answered."""
        from folkmoot.federating.operations import (
            count_due,
            draw_pairs_due,
            follow_due,
            replace_drafters_due,
            settle_due,
            settle_entries_due,
            settle_recalls_due,
        )

        settle_due(now)
        settle_entries_due(now)
        draw_pairs_due(now)
        follow_due(now, go_on=self._for(AT_MOST))
        count_due(now)
        settle_recalls_due(now)
        replace_drafters_due(now)

    def decide(self, now: datetime) -> None:
        """Advance the questions whose time has come."""
        from folkmoot.deciding.operations import settle_due

        settle_due(now)

    def share(self, now: datetime) -> None:
        """Carry out what was decided about what is left over."""
        from folkmoot.fund.operations import settle_surplus_due

        settle_surplus_due(now=now)

    def tell(self, now: datetime) -> None:
        """Tell many groups at once what they are asked."""
        from folkmoot.deciding.operations import mail_led
        from folkmoot.federating.operations import (
            tell_differences_due,
            tell_recalls_due,
        )

        tell_differences_due(now, go_on=self._for(AT_MOST))
        tell_recalls_due(now, go_on=self._for(AT_MOST))
        mail_led(now, go_on=self._for(AT_MOST))

    def tend_records(self, now: datetime) -> None:
        """Put what was written into the logs, sign them, have them cosigned."""
        self.tending.look(now, go_on=self._for(AT_MOST))

    def erase_again(self, now: datetime) -> None:
        """Remember who erased themselves; erase them again after a restore."""
        from folkmoot.home.operations import erase_again

        erase_again(now=now)

    def admit(self, now: datetime) -> None:
        """Let waiting ideas in where there is room."""
        from folkmoot.deciding.operations import admit_due

        admit_due(now)

    def ask_about_needs(self, now: datetime) -> None:
        """Bring needs before everybody that nobody covers."""
        from folkmoot.needs.operations import ask_about_unmet_due

        ask_about_unmet_due(now)

    def fill_roles(self, now: datetime) -> None:
        """Draw the lots for roles whose time has come."""
        from folkmoot.people.operations import fill_due

        fill_due(now)

    def redraw_replies(self, now: datetime) -> None:
        """Draw another member where a first reply, or a call-back, is late."""
        from folkmoot.deciding.operations import redraw_call_backs, redraw_replies

        redraw_replies(now=now)
        redraw_call_backs(now=now)

    def remind(self, now: datetime) -> None:
        """Remind who has not been heard while there is still time."""
        from folkmoot.deciding.operations import ask_owners, remind_due

        remind_due(now, go_on=self._for(AT_MOST))
        ask_owners(now=now)

    def remind_carriers(self, now: datetime) -> None:
        """Remind people of what they took on."""
        from folkmoot.doing.operations import remind_due
        from folkmoot.needs.operations import ask_next_carers

        remind_due(now=now)
        ask_next_carers(now=now)

    def tend_shifts(self, now: datetime) -> None:
        """Make shifts, ask the next person, tell of places that are free."""
        from folkmoot.shifts.operations import tend_shifts

        tend_shifts(now=now)

    def gather(self, now: datetime) -> None:
        """Make daily mails."""
        from folkmoot.messaging.operations import send_digests

        send_digests(now)

    def send(self, now: datetime) -> None:
        """Send mail that is due."""
        from folkmoot.messaging.operations import send_due

        for _batch in range(BATCHES):
            if not send_due(now, go_on=self._goes_on):
                return

    def draw(self, now: datetime) -> None:
        """Make maps of opinion of what was answered."""
        from folkmoot.listening.operations import make_due_maps
        from folkmoot.listening.queries.undrawn import list_undrawn

        if not self.undrawn and self._is_time("list_undrawn", now):
            self.undrawn = list_undrawn(now)
        make_due_maps(self.undrawn, now, go_on=self._for(AT_MOST))

    def plan(self, now: datetime) -> None:
        """Follow what was decided; make plans that are too large for a page."""
        from folkmoot.planning.operations.exchanges import (
            make_due_rounds,
            settle_asked_due,
        )
        from folkmoot.planning.operations.plans import (
            follow_due_plans,
            make_due_plans,
            make_due_replans,
            put_due_statements,
            settle_due_replans,
        )

        follow_due_plans(now)
        settle_due_replans(now)
        settle_asked_due(now)
        make_due_plans(now, go_on=self._goes_on)
        make_due_replans(now, go_on=self._goes_on)
        make_due_rounds(now, go_on=self._goes_on)
        put_due_statements(now)

    def forget(self, now: datetime) -> None:
        """Erase what is old."""
        from folkmoot.deciding.operations import forget_names
        from folkmoot.messaging.operations import forget_old
        from folkmoot.people.sessions import SessionStore

        forget_old(now)
        forget_names(now=now)
        SessionStore.clear_expired()

    def _goes_on(self) -> bool:
        return not self.stop.is_set()

    def _for(self, seconds: float) -> Callable[[], bool]:
        """Return what says whether to go on: so long from now, and not stopped."""
        end = monotonic() + seconds
        return lambda: self._goes_on() and monotonic() < end

    def _run(self, job: Job) -> bool:
        from django.db import close_old_connections

        from folkmoot.web.clock import read_clock

        if self.stop.is_set():
            return True
        try:
            close_old_connections()
            now = read_clock()
            if self._is_time(job.__name__, now):
                job(now)
        except Exception:
            log.exception("worker's job failed: %s", job.__name__)
            close_old_connections()
            return False
        return True

    def _is_time(self, job: str, now: datetime) -> bool:
        every, last = EVERY.get(job, timedelta(0)), self.done_at.get(job)
        # A clock that was set back must not silence the job.
        if last is not None and last <= now < last + every:
            return False
        self.done_at[job] = now
        return True
