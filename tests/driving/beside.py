"""A process beside a server that runs lines of Python on its data, one after another.

It starts once: a process for each look would spend its time on starting. What the lines
print comes back; connections end with them, so that they see what the server wrote.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.cli.servers import surroundings

RUNNER = "from tests.driving.beside import run_lines\nrun_lines()"


class Beside:
    """Such a process."""

    def __init__(self, data: Path, settings: Mapping[str, str]) -> None:
        env = surroundings(data, **settings)
        self._process = subprocess.Popen(  # noqa: S603 -- our own lines
            [sys.executable, "-c", RUNNER],
            env=env | {"DJANGO_SETTINGS_MODULE": "folkmoot.site.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def act(self, script: str) -> str:
        """Run lines; return what they print."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(script) + "\n")
        self._process.stdin.flush()
        done = json.loads(self._process.stdout.readline())
        assert not done["fault"], done["fault"]
        return str(done["said"]).strip()

    def end(self) -> None:
        """Let it end."""
        self._process.communicate()


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
