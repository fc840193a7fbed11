"""A process beside a server that runs lines of Python on its data, one after another.

It starts once: a process for each look would spend its time on starting. What the lines
print comes back; connections end with them, so that they see what the server wrote.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.cli.servers import surroundings
from tests.driving import forks

RUNNER = "tests.driving.beside:run_lines"


class Beside:
    """Such a process."""

    def __init__(self, data: Path, settings: Mapping[str, str]) -> None:
        env = surroundings(data, **settings)
        heard, say = os.pipe()
        listen, said = os.pipe()
        django = {"DJANGO_SETTINGS_MODULE": "folkmoot.site.settings"}
        self._process = forks.start([RUNNER], env | django, said, 2, heard)
        os.close(heard)
        os.close(said)
        self._say, self._listen = os.fdopen(say, "w"), os.fdopen(listen)

    def act(self, script: str) -> str:
        """Run lines; return what they print."""
        self._say.write(json.dumps(script) + "\n")
        self._say.flush()
        done = json.loads(self._listen.readline())
        assert not done["fault"], done["fault"]
        return str(done["said"]).strip()

    def end(self) -> None:
        """Let it end."""
        self._say.close()
        self._process.wait()
        self._listen.close()


def run_lines() -> None:
    """Run what comes in, one script per line, until nothing more comes."""
    import contextlib
    import io
    import traceback

    import django

    django.setup()
    from django.db import connections

    for line in sys.stdin:
        said, fault = io.StringIO(), ""
        try:
            with contextlib.redirect_stdout(said):
                exec(json.loads(line), {})  # noqa: S102 -- our own lines
        except Exception:  # noqa: BLE001 -- the test shows it
            fault = traceback.format_exc()
        connections.close_all()
        answer = {"said": said.getvalue(), "fault": fault}
        print(json.dumps(answer), flush=True)  # noqa: T201 -- `act` reads it


def act(script: str, *, data: Path, **more: str) -> str:
    """Run lines in a process that ends with them; return what they print."""
    beside = Beside(data, more)
    try:
        return beside.act(script)
    finally:
        beside.end()
