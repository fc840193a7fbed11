"""Several people acting at once, who note what the server acknowledged."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from tests.cli.servers import PATIENCE
from tests.driver import Guest
from tests.driving.pages import Form

RECEIVED = {302, 303}
UNAVAILABLE = 503
BREATH = 0.3  # seconds


@dataclass
class Act:
    """One form that somebody sent, and what came back; status 0 when nothing did."""

    guest: Guest
    form: Form
    status: int = 0

    @property
    def is_acknowledged(self) -> bool:
        return self.status in RECEIVED


def with_new_key(form: Form, **changes: object) -> Form:
    """Return a form as if its page had been opened anew."""
    return form.fill(submission_key=uuid4().hex, **changes)


class Crowd:
    """One thread per guest; each sends form after form until it ends."""

    def __init__(
        self, guests: Sequence[Guest], make_forms: Callable[[Guest], Sequence[Form]]
    ) -> None:
        self.acts: list[Act] = []
        self._end = threading.Event()
        self._threads = [
            threading.Thread(target=self._act, args=(guest, make_forms))
            for guest in guests
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wait_for(self, acknowledged: int) -> None:
        """Wait until so many forms were received."""
        until = time.monotonic() + PATIENCE
        while sum(act.is_acknowledged for act in list(self.acts)) < acknowledged:
            assert time.monotonic() < until, "the server receives nothing"
            time.sleep(0.02)

    def end(self) -> list[Act]:
        """Let everybody finish; return what was done."""
        self._end.set()
        for thread in self._threads:
            thread.join()
        return self.acts

    def _act(self, guest: Guest, make_forms: Callable[[Guest], Sequence[Form]]) -> None:
        while not self._end.is_set():
            for form in make_forms(guest):
                act = Act(guest, form)
                self.acts.append(act)
                try:
                    act.status = guest.ask("POST", form.action, form.pairs).status
                except (OSError, http.client.HTTPException):
                    return  # the server is gone
                if act.status == UNAVAILABLE:
                    time.sleep(BREATH)  # and press again
