"""The record's worker: what was written goes into the tree, is signed and cosigned."""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from folkmoot.record.models import Log
from folkmoot.record.operations import integrate, sign
from folkmoot.record.operations.integrating import list_waiting
from folkmoot.record.operations.signing import list_unsigned

log = logging.getLogger(__name__)


def always() -> bool:
    """Go on with the next one."""
    return True


class Tending:
    """One process that tends all logs of a server."""

    def look(self, now: datetime, go_on: Callable[[], bool] = always) -> int:
        """Tend each log that has something new; return how many were signed.

        Each on its own: one that fails is told in the server's log and holds up none.
        """
        for collective_id in list(list_waiting()):
            if go_on():
                self._try(integrate, collective_id, now)
        signed = 0
        for collective_id in list_unsigned():
            if go_on():
                signed += self._try(self._sign, collective_id, now)
        return signed

    def _sign(self, *, collective_id: UUID, now: datetime) -> None:
        done = sign(collective_id=collective_id, now=now)
        if done.state != Log.State.OPEN:
            log.error("a record is not signed any more: %s, %s", done, done.trouble)

    def _try(
        self, act: Callable[..., object], collective_id: UUID, now: datetime
    ) -> bool:
        try:
            act(collective_id=collective_id, now=now)
        except Exception:
            log.exception("the record of %s could not be tended", collective_id)
            return False
        return True
