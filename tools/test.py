"""All tests: ``./run test``; or some of them, on SQLite: ``./run test tests/web -k once``.

Each stage is one run of pytest, so that what is slow, what needs a browser and what
needs the processor for itself do not disturb each other.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from postgres import cluster, find_binaries
from system import provide

ROOT = Path(__file__).resolve().parent.parent
APART = ("browser", "server", "race", "slow")


@dataclass(frozen=True)
class Stage:
    """One run of pytest."""

    name: str
    marks: str
    on_postgres: bool = False
    options: tuple[str, ...] = field(default=())


FAST = " and ".join(f"not {mark}" for mark in APART)
TWO = ("-n", "2")
STAGES = (
    Stage("fast tests on SQLite", FAST, options=TWO),
    Stage("the same on PostgreSQL", f"database and {FAST}", True, TWO),
    Stage("races on SQLite", "race and not slow"),
    Stage("races on PostgreSQL", "race and not slow", True),
    Stage("servers", "server and not race and not slow"),
    Stage("browser", "browser and not slow"),
)


def say(text: str) -> None:
    """Tell the reader on standard error, where it does not mix with results."""
    print(f"test: {text}", file=sys.stderr, flush=True)


@contextmanager
def surroundings(*, with_postgres: bool) -> Iterator[dict[str, str]]:
    """Yield the environment of the tests; what it started ends with it."""
    binaries = find_binaries() if with_postgres else None
    with (
        tempfile.TemporaryDirectory(prefix="folkmoot-test-") as folder,
        cluster(binaries) if binaries else nullcontext("") as postgres,
    ):
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("FOLKMOOT_")
            and name not in {"DATABASE_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE"}
        }
        yield environment | {
            "FOLKMOOT_TEST": "1",
            "FOLKMOOT_DATA": folder,
            "FOLKMOOT_TEST_POSTGRES": postgres,
        }


def pytest(environment: dict[str, str], *arguments: str) -> int:
    """Run pytest; return its exit status."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode


def run_stages(stages: tuple[Stage, ...]) -> int:
    """Run every stage, also after one failed; return 1 if any did."""
    provide(say)
    for ending in (signal.SIGTERM, signal.SIGHUP):  # the cluster must go as well
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    failed = 0
    with surroundings(with_postgres=True) as environment:
        postgres = environment["FOLKMOOT_TEST_POSTGRES"]
        for stage in stages:
            if not _has_tests(stage) or (stage.on_postgres and not postgres):
                continue
            say(stage.name)
            database = {"DATABASE_URL": postgres} if stage.on_postgres else {}
            options = ("-q", "-m", stage.marks, *stage.options)
            failed |= pytest(environment | database, *options) != 0
    if not postgres and os.environ.get("CI"):
        say("PostgreSQL is missing, and nothing may be skipped here")
        return 1
    return int(failed)


def _has_tests(stage: Stage) -> bool:
    """Tell whether a mark of ``stage`` is used; if so, finding no test is a failure."""
    mark = stage.marks.split()[0]
    if mark not in APART:
        return True
    pattern = re.compile(rf"mark\.{mark}\b")
    return any(pattern.search(file.read_text()) for file in ROOT.glob("tests/**/*.py"))


def main(arguments: list[str]) -> int:
    """Run all tests, or those that ``arguments`` name."""
    if not arguments:
        return run_stages(STAGES)
    with surroundings(with_postgres=False) as environment:
        return pytest(environment, *arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
