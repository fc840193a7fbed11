"""A server whose record another server witnesses: both real, over HTTP.

``Pair`` drives them. What runs beside the first server stands here too: it has a worker
of its own for as long as it lives, so that a second process beside a copy is a second
worker.
"""

import json
import shutil
import urllib.request
from functools import cache
from pathlib import Path
from typing import Any

from tests.driver import Server
from tests.driving import forks
from tests.driving.conftest import MakeServer

# --- Beside the server


@cache
def worker() -> Any:
    """Return the worker of this process: it asks witnesses once, as after a start."""
    from folkmoot.record.tending import Tending

    return Tending()


def write(count: int = 1, words: str = "ñandú") -> None:
    """Put entries into the record."""
    from tests.cast import NOW

    from folkmoot.people.models import Collective
    from folkmoot.record.operations import append_entry

    for _ in range(count):
        append_entry(
            collective_id=Collective.objects.get().id,
            kind="test.said",
            details={"text": words},
            now=NOW,
        )


def agree(name: str) -> None:
    """Let a member say that the log goes on."""
    from tests.cast import NOW, member

    from folkmoot.people.models import Collective
    from folkmoot.record.operations import agree_to_sign

    elm = Collective.objects.get()
    agree_to_sign(collective_id=elm.id, member_id=member(elm, name).id, now=NOW)


def state() -> dict[str, Any]:
    """Return where the log stands."""
    from folkmoot.record.models import Cosignature, Key, Log
    from folkmoot.record.queries import find_fault

    log = Log.objects.get()
    key = Key.objects.filter(use="log", until=None).get()
    return {
        "origin": log.origin,
        "key": key.public,
        "state": log.state,
        "size": log.size,
        "signed": log.signed_size,
        "checkpoint": log.checkpoint,
        "cosigned": list(Cosignature.objects.values_list("size", flat=True)),
        "fault": str(find_fault(log.collective_id) or ""),
    }


def seen() -> dict[str, Any]:
    """Return what the witness knows: roots by origin and size, and whether one forked."""
    from folkmoot.record.models import Witnessed

    rows = Witnessed.objects.filter(by__collective_id=None)
    return {row.origin: [row.size, bool(row.fork)] for row in rows}


# --- Driving both


LINES = "import json\nfrom tests.driving.witnessed import *\n"


class Pair:
    """A server, and the one that witnesses its record."""

    def __init__(self, make: MakeServer) -> None:
        self.make = make
        self.witness = make()
        self.witness.start("--no-worker")
        place = f"http://127.0.0.1:{self.witness.port}/witness"
        with urllib.request.urlopen(f"{place}/key") as answer:  # noqa: S310 -- ours
            key = answer.read().decode().strip()
        self.settings = {"FOLKMOOT_WITNESSES": json.dumps([f"{key} {place}"])}
        self.keys: list[str] = []
        self.published: dict[tuple[str, int], str] = {}
        self.server = make(**self.settings)
        self.act("from tests.cast import collective\ncollective()")
        self.look()
        self.let_witness(self.state()["key"])
        self.look(anew=True)
        assert self.state()["cosigned"] == [self.state()["signed"]]

    def act(self, lines: str, at: Server | None = None) -> str:
        return (at or self.server).act(LINES + lines)

    def state(self, at: Server | None = None) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.act("print(json.dumps(state()))", at))
        return found

    def seen(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            self.act("print(json.dumps(seen()))", self.witness)
        )
        return found

    def let_witness(self, key: str) -> None:
        """Have the witness' keeper add a key to its settings."""
        self.keys.append(key)
        self.witness.settings["FOLKMOOT_WITNESSED"] = json.dumps(self.keys)
        self.witness.stop()
        self.witness.start("--no-worker")

    def look(self, at: Server | None = None, *, anew: bool = False) -> dict[str, Any]:
        """Let the worker look, or a new one; no two checkpoints of one size differ."""
        again = "worker.cache_clear()\n" if anew else ""
        self.act(f"{again}from tests.cast import NOW\nworker().look(NOW)", at)
        now = self.state(at)
        if now["checkpoint"]:
            origin, size, root, *_rest = now["checkpoint"].split("\n")
            assert self.published.setdefault((origin, int(size)), root) == root
        return now

    def back_up(self) -> Path:
        file = self.server.folder / "backup.tar.gz"
        words = ("backup", "--with-secret", str(file))
        self._run(self.server, *words)
        return file

    def restore(self, file: Path, *, with_memory: bool) -> dict[str, Any]:
        """Go on with a backup on a new folder and database; return where it stands."""
        before = self.server
        before.end()
        self.server = self.make(is_empty=True, **self.settings)
        self._run(self.server, "restore", str(file))
        if with_memory:
            shutil.copytree(before.data / "signed", self.server.data / "signed")
        return self.state()

    def _run(self, server: Server, *words: str) -> None:
        done = forks.folkmoot(*words, data=server.data, **server.settings)
        assert done.returncode == 0, done.stderr
