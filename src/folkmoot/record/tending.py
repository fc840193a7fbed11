"""The record's worker: what was written goes into the tree, is signed and cosigned."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from folkmoot.engines.tlog import Status, WitnessAnswer
from folkmoot.record.asking import ask_what_was_seen, ask_witness
from folkmoot.record.mirrors import MirrorError, keep_mirrors, place_at
from folkmoot.record.models import Log, Witness
from folkmoot.record.operations import (
    NotPulledBackError,
    cosign_log,
    follow_settings,
    gather_vouchers,
    integrate,
    pull_back,
    sign,
)
from folkmoot.record.operations.integrating import list_waiting
from folkmoot.record.operations.signing import list_behind, list_unsigned
from folkmoot.record.operations.witnessing import list_lagging

AGAIN = timedelta(minutes=1)  # between two looks at witnesses that did not cosign
log = logging.getLogger(__name__)


def always() -> bool:
    """Go on with the next one."""
    return True


class Tending:
    """One process that tends all logs of a server.

    It remembers which logs it asked the witnesses elsewhere about since it started:
    nothing of a log is signed before that.
    """

    def __init__(self) -> None:
        self.asked: set[UUID] = set()
        self.signed: set[UUID] = set()  # since this process started
        self.looked_at: datetime | None = None
        self.lagging: list[UUID] = []  # still to be shown to some witness

    def look(self, now: datetime, go_on: Callable[[], bool] = always) -> int:
        """Tend each log that has something new; return how many were signed.

        Each on its own: one that fails is told in the server's log and holds up none.
        """
        if self.looked_at is None:
            follow_settings(now=now)
        is_time = (
            self.looked_at is None or not self.looked_at <= now < self.looked_at + AGAIN
        )
        if is_time and settings.CONFIG.mirrors:
            # Also where another process died on the way, or the mirror was away.
            self._each(self._pull_back, list_behind(), now, go_on)
        self._each(integrate, list(list_waiting()), now, go_on)
        # Each is cosigned before the next is signed: time may end in between.
        signed = self._each(self._sign_and_cosign, list_unsigned(), now, go_on)
        if is_time:
            self.looked_at, self.lagging = now, list_lagging()
            keep_mirrors()
        try:
            gather_vouchers(now=now)
        except Exception:
            log.exception("what guardians say could not be taken")
        while self.lagging and go_on():
            self._each(self._cosign, [self.lagging.pop()], now, always)
        return len(signed)

    def finish(self, collective_id: UUID, now: datetime) -> None:
        """Bring one log up to its last entry, for somebody who takes it along now."""
        for act in (integrate, self._sign, self._cosign):
            self._each(act, [collective_id], now, always)

    def _each(
        self,
        act: Callable[..., object],
        logs: Iterable[UUID],
        now: datetime,
        go_on: Callable[[], bool],
    ) -> list[UUID]:
        done = []
        for collective_id in logs:
            if not go_on():
                break
            try:
                act(collective_id=collective_id, now=now)
            except Exception:
                log.exception("the record of %s could not be tended", collective_id)
            else:
                done.append(collective_id)
        return done

    def _sign_and_cosign(self, *, collective_id: UUID, now: datetime) -> None:
        self._sign(collective_id=collective_id, now=now)
        self._each(self._cosign, [collective_id], now, always)

    def _sign(self, *, collective_id: UUID, now: datetime) -> None:
        seen: list[bytes] | None = []
        if collective_id not in self.asked:
            elsewhere = Witness.objects.filter(collective_id=collective_id)
            one = Log.objects.get(collective_id=collective_id)
            seen = ask_what_was_seen(one, elsewhere.exclude(url=""))
        done = sign(collective_id=collective_id, now=now, seen=seen)
        if done.state == Log.State.OPEN and seen is not None:
            self.asked.add(collective_id)
            self.signed.add(collective_id)
        elif done.state != Log.State.OPEN:
            self.asked.discard(collective_id)  # members may agree that it goes on
            log.error("a record is not signed any more: %s, %s", done, done.trouble)
            self._pull_back(collective_id=collective_id, now=now)

    def _pull_back(self, *, collective_id: UUID, now: datetime) -> None:
        """Take what is missing from a mirror: after a start, never in between.

        A server that went on while another one, on a copy of its data, did so too must
        not take that one's entries for its own: people look at that first.
        """
        one = Log.objects.get(collective_id=collective_id)
        for place in settings.CONFIG.mirrors if one.pk not in self.signed else ():
            try:
                source = place_at(place, one.origin)
                pull_back(
                    collective_id=collective_id, source=source, place=place, now=now
                )
            except (NotPulledBackError, MirrorError) as error:
                log.warning("nothing comes back from %s: %s", place, error)
                continue
            log.warning("%s: entries came back from %s", one, place)
            self._each(integrate, [collective_id], now, always)
            return

    def _cosign(self, *, collective_id: UUID, now: datetime) -> None:
        def ask(witness: Witness, body: bytes) -> WitnessAnswer:
            told = ask_witness(witness, body)
            if told.status in (Status.OTHER_SIZE, Status.UNPROVEN):
                # It saw something else: nothing is signed before that is looked at.
                self.asked.discard(collective_id)
            return told

        cosign_log(collective_id=collective_id, now=now, ask=ask)
