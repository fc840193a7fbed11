"""Processes of the house that need no second to import it: forks of one that has.

To start a server takes a second of processor time, nearly all of it for imports, and
the tests start hundreds. `start` lets a process that imported everything and opened
nothing fork: the fork gets the environment of a new process, reads its settings anew
and runs its words to the end. That a process begins from nothing as well, the tests of
the command itself show (`tests/cli`).
"""

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from tests.cli.servers import PATIENCE, ROOT, surroundings

MAIN = "from tests.driving.forks import House\nHouse().keep()"
SETTINGS = "folkmoot.site.settings"
ORDER = 1 << 17  # bytes, more than an environment takes


class Fork:
    """A process that another one forked for us."""

    def __init__(self, maker: "Maker", pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._maker, self._end = maker, os.pidfd_open(pid)

    def poll(self) -> int | None:
        """Return how it ended, or None while it runs."""
        if self.returncode is None and self._has_ended(0):
            self.returncode = self._maker.ask(ended=self.pid)
            os.close(self._end)
        return self.returncode

    def wait(self, seconds: float = PATIENCE) -> int:
        """Wait until it has ended; return how.

        Raises
        ------
        subprocess.TimeoutExpired
            If it goes on for longer.
        """
        if self.returncode is None and not self._has_ended(seconds):
            raise subprocess.TimeoutExpired(str(self.pid), seconds)
        status = self.poll()
        assert status is not None
        return status

    def send_signal(self, sign: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, sign)

    def _has_ended(self, seconds: float) -> bool:
        return bool(select.select([self._end], [], [], seconds)[0])


class Running(Fork):
    """A command that runs; what it says is kept, and read when it has ended."""

    def __init__(self, *words: str, data: Path, **more: str) -> None:
        self._said, self._text = TemporaryFile(), ""  # noqa: SIM115 -- closed once read
        order = {"words": list(words), "env": surroundings(data, **more)}
        with Path(os.devnull).open() as nothing:
            said = self._said.fileno()
            pid = _maker().ask(nothing.fileno(), said, said, **order)
        super().__init__(_maker(), pid)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.send_signal(signal.SIGKILL)

    def communicate(self, timeout: float = PATIENCE) -> tuple[str, None]:
        """Wait until it has ended; return all that it said."""
        self.wait(timeout)
        if not self._said.closed:
            with self._said as said:
                said.seek(0)
                self._text = said.read().decode()
        return self._text, None


class Maker:
    """What the tests have of the `House`: a socket to it."""

    def __init__(self) -> None:
        self._socket, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        settings = {"FOLKMOOT_TEST": "1", "DJANGO_SETTINGS_MODULE": SETTINGS}
        kept = {
            name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ
        }
        with other:
            self._process = subprocess.Popen(  # noqa: S603 -- our own lines
                [sys.executable, "-c", MAIN],
                env=kept | {"PYTHONPATH": path} | settings,
                stdin=other.fileno(),
            )
        atexit.register(self.end)

    def ask(self, *files: int, **order: Any) -> int:
        """Give an order, with open files; return the answer."""
        with self._lock:
            socket.send_fds(self._socket, [json.dumps(order).encode()], [*files])
            return int(self._socket.recv(ORDER))

    def end(self) -> None:
        """Let it end."""
        self._socket.close()
        self._process.wait(PATIENCE)


@cache
def _maker() -> Maker:
    return Maker()


def start(
    words: Sequence[str], env: Mapping[str, str], said: int, faults: int, heard: int
) -> Fork:
    """Start ``folkmoot`` with these words, or the function of one word ``a.module:name``.

    ``said``, ``faults`` and ``heard`` are open files: standard output, error and input.
    """
    order = {"words": list(words), "env": dict(env)}
    return Fork(_maker(), _maker().ask(heard, said, faults, **order))


def folkmoot(
    *words: str, data: Path, **more: str
) -> "subprocess.CompletedProcess[str]":
    """Run one command to its end."""
    with (
        TemporaryFile() as said,
        TemporaryFile() as faults,
        Path(os.devnull).open() as no,
    ):
        files = (said.fileno(), faults.fileno(), no.fileno())
        status = start(words, surroundings(data, **more), *files).wait()
        texts = [file.seek(0) or file.read().decode() for file in (said, faults)]
    return subprocess.CompletedProcess(words, status, *texts)


class House:
    """The process that has the house imported. Its standard input is our socket."""

    def __init__(self) -> None:
        self._socket = socket.socket(fileno=os.dup(0))

    def keep(self) -> None:
        """Fork for each order, until the tests have ended; a fork runs its words."""
        _import_all()
        while True:
            order, files, *_rest = socket.recv_fds(self._socket, ORDER, 3)
            if not order:
                return
            answer = self._follow(json.loads(order), files)
            for file in files:
                os.close(file)
            self._socket.send(str(answer).encode())

    def _follow(self, order: dict[str, Any], files: list[int]) -> int:
        if "ended" in order:
            return os.waitstatus_to_exitcode(os.waitpid(order["ended"], 0)[1])
        pid = os.fork()
        if not pid:
            self._socket.close()
            for number, file in enumerate(files):
                os.dup2(file, number)
                os.close(file)
            _run(order["words"], order["env"])
        return pid


def _import_all() -> None:
    """Import what processes of the house import sooner or later; open nothing."""
    import gc
    import pkgutil

    from folkmoot.cli.threads import use_few_threads

    use_few_threads()
    gc.disable()
    import django

    django.setup()
    from folkmoot.cli import server

    import_module("folkmoot.site.urls")
    for module in pkgutil.iter_modules(server.__path__, f"{server.__name__}."):
        import_module(module.name)
    for name in ("uvicorn", "uvicorn.protocols.http.httptools_impl", "uvloop"):
        import_module(name)
    gc.freeze()
    gc.enable()


def _run(words: list[str], env: dict[str, str]) -> None:
    """Be a new process: read everything anew, run the words and end."""
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["folkmoot", *words]
    _forget_settings()
    if ":" in words[0]:
        module, name = words[0].split(":")
        getattr(import_module(module), name)()
        sys.exit()
    from folkmoot.cli import main

    sys.exit(main(words))


def _forget_settings() -> None:
    """Have the next one that asks for a setting read them all anew."""
    from django.conf import settings
    from django.db import connections
    from django.utils.functional import empty

    from folkmoot.site.config import get_config

    for made in connections.all(initialized_only=True):
        del connections[made.alias]
    get_config.cache_clear()
    del sys.modules[SETTINGS]
    settings._wrapped = empty
    connections.__dict__.pop("settings", None)
    connections._settings = None
