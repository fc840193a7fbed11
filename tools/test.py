"""All tests: ``./run test``; or some of them, on SQLite: ``./run test tests/web -k once``.

Each stage is one run of pytest with two workers: each has its own database, and its own
servers and browser where it drives them. At the end stands how long each stage took.
"""

import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from postgres import cluster, find_binaries
from system import provide

ROOT = Path(__file__).resolve().parent.parent
# Settings of a server; and what would have each of 200 processes compile the house anew.
NOT_OURS = {
    "DATABASE_URL",
    "EMAIL_URL",
    "DJANGO_SETTINGS_MODULE",
    "PYTHONDONTWRITEBYTECODE",
}
APART = ("browser", "server", "race", "slow")


@dataclass(frozen=True)
class Stage:
    """One run of pytest."""

    name: str
    marks: str
    on_postgres: bool = False
    options: tuple[str, ...] = field(default=())


FAST = " and ".join(f"not {mark}" for mark in APART)
# What a file builds for all its tests is built by one worker; the longest files go first.
BY_FILE = ("-n", "2", "--dist", "loadfile")
# Few and long tests: who has nothing left to do takes over from the other.
ONE_BY_ONE = ("-n", "2", "--dist", "worksteal")
STAGES = (
    Stage("fast tests on SQLite", FAST, options=BY_FILE),
    Stage("the same on PostgreSQL", f"database and {FAST}", True, BY_FILE),
    Stage("races on SQLite", "race and not slow", options=ONE_BY_ONE),
    Stage("races on PostgreSQL", "race and not slow", True, ONE_BY_ONE),
    Stage("servers", "server and not race and not slow", options=ONE_BY_ONE),
    Stage("browser", "browser and not slow", options=ONE_BY_ONE),
)


@dataclass(frozen=True)
class Took:
    """How long a stage took, on the clock and of the processors, and how it ended."""

    name: str
    seconds: float
    processor: float
    is_good: bool

    def __str__(self) -> str:
        mark = "ok    " if self.is_good else "FAILED"
        times = f"{self.seconds:6.1f} s {self.processor:7.1f} s of processor"
        return f"{mark} {times}  {self.name}"


def say(text: str) -> None:
    """Tell the reader on standard error, where it does not mix with results."""
    print(f"test: {text}", file=sys.stderr, flush=True)


@contextmanager
def surroundings(*, with_postgres: bool) -> Iterator[dict[str, str]]:
    """Yield the environment of the tests; what it started ends with it."""
    binaries = find_binaries() if with_postgres else None
    with (
        tempfile.TemporaryDirectory(prefix="folkmoot-test-") as folder,
        cluster(binaries) if binaries else nullcontext() as postgres,
    ):
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("FOLKMOOT_") and name not in NOT_OURS
        }
        yield environment | {
            "FOLKMOOT_TEST": "1",
            "FOLKMOOT_DATA": folder,
            "FOLKMOOT_TEST_POSTGRES": postgres.url if postgres else "",
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
    took: list[Took] = []
    with surroundings(with_postgres=True) as environment:
        postgres = environment["FOLKMOOT_TEST_POSTGRES"]
        ready = (s for s in stages if _has_tests(s) and (postgres or not s.on_postgres))
        took.extend(_run(stage, environment) for stage in ready)
    for each in took:
        say(str(each))
    say(f"{sum(each.seconds for each in took):.0f} s in all")
    if not postgres and os.environ.get("CI"):
        say("PostgreSQL is missing, and nothing may be skipped here")
        return 1
    return int(not all(each.is_good for each in took))


def _run(stage: Stage, environment: dict[str, str]) -> Took:
    say(stage.name)
    if stage.on_postgres:
        postgres = environment["FOLKMOOT_TEST_POSTGRES"]
        environment = environment | {"DATABASE_URL": postgres}
    began, used = time.monotonic(), _processor()
    status = pytest(environment, "-q", "-m", stage.marks, *stage.options)
    return Took(stage.name, time.monotonic() - began, _processor() - used, status == 0)


def _processor() -> float:
    """Return the seconds of processor that ended programs of ours used so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


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
