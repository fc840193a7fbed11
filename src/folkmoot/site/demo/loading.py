"""Two real conversations, brought in while the demo runs already."""

import sys
from dataclasses import dataclass, field
from threading import Event, Thread

from django.db import close_old_connections, connections
from django.utils.translation import override

from folkmoot.listening.models import Hearing
from folkmoot.listening.operations import import_polis
from folkmoot.people.models import Membership
from folkmoot.site.demo.cast import CITY
from folkmoot.site.demo_data import CONVERSATIONS, LICENCE, unpack_conversation
from folkmoot.web.clock import read_clock

TITLES = {
    "vtaiwan.uberx": "vTaiwan: UberX",
    "american-assembly.bowling-green": "American Assembly: Bowling Green",
}
HOST = "Di"


class StoppedError(Exception):
    """The demo ends: what is half done is taken back, and done at the next start."""


@dataclass
class Loading:
    """How far it is; read by pages while a thread writes it."""

    title: str = ""
    percent: int = 0
    stop: Event = field(default_factory=Event)
    is_done: bool = False

    def show(self, word: str, done: int, total: int) -> None:
        """Note how far one conversation is, and say so on standard error."""
        if self.stop.is_set():
            raise StoppedError
        percent = 100 * done // total if total else 100
        if percent == self.percent:
            return
        self.percent = percent
        if sys.stderr.isatty():
            end = "\n" if done >= total else ""
            sys.stderr.write(f"\r{self.title}: {word} {percent} %  {end}")
            sys.stderr.flush()


loading = Loading()


def list_missing() -> list[str]:
    """Return the conversations that are not here yet."""
    here = set(
        Hearing.objects.filter(collective__name=CITY).values_list("title", flat=True)
    )
    return [name for name in CONVERSATIONS if TITLES[name] not in here]


def load_missing(state: Loading) -> None:
    """Import what is missing, one conversation after another."""
    try:
        with override("en"):
            for name in list_missing():
                _load(state, name)
        state.is_done = True
    except StoppedError:
        return
    finally:
        connections.close_all()


def _load(state: Loading, name: str) -> None:
    close_old_connections()
    state.title, state.percent = TITLES[name], -1
    host = Membership.objects.select_related("person", "collective")
    with unpack_conversation(name) as folder:
        import_polis(
            member=host.get(collective__name=CITY, name=HOST),
            folder=folder,
            now=read_clock(),
            language=CONVERSATIONS[name],
            title=state.title,
            licence=LICENCE,
            progress=state.show,
        )
    sys.stderr.write(f"{state.title}: here now\n")
    sys.stderr.flush()


def make_loader() -> Thread:
    """Return a thread that loads in the background once it is started."""
    return Thread(
        target=load_missing, args=[loading], name="conversations", daemon=True
    )
