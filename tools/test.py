"""All tests: ``./run test``; or some of them: ``./run test tests/web -k once``.

Some run on SQLite, or with ``--on-postgres`` in front of them on PostgreSQL.

Each stage is pytest in two processes: each has its own database, and its own servers
and browser where it drives them. The fast tests run first and alone, then the
long ones; their processes and those of the sweeps take the files in turn, so that
neither reads what the other runs. The other stages run three at a time, because their
tests wait much: for locks, browsers, servers. Of the fast and long tests those run on
PostgreSQL that together ask it everything. At the end stands how long each stage took.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

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
ON_POSTGRES = "--on-postgres"
APART = ("browser", "server", "race", "sweep", "slow", "long")


@dataclass(frozen=True)
class Stage:
    """One run of pytest."""

    name: str
    marks: str
    on_postgres: bool = False
    options: tuple[str, ...] = field(default=())
    is_beside: bool = False  # another, which is so too
    processes: int = 1  # that take the files in turn


# What needs nothing but a database.
ALONE = " and ".join(f"not {mark}" for mark in APART if mark != "long")
FAST = f"{ALONE} and not long"
LONG = f"long and {ALONE}"
# What a file builds for all its tests is built by one process.
IN_TURN = ("-p", "tests.turns", "-o", "console_output_style=classic")
# Few and long tests: who has nothing left to do takes over from the other.
ONE_BY_ONE = ("-n", "2", "--dist", "worksteal")
RACES = "race and not slow"
SWEEPS = "sweep and not slow"
SERVERS = "server and not race and not slow"
# What each of these tests asks the database is noted, and who is to ask PostgreSQL chosen.
ASKED = ("-p", "tests.asked", *IN_TURN)
# Beside what waits for servers and browsers runs what only computes, so that both
# processors have enough to do from the first minute to the last.
STAGES = (
    Stage("fast tests on SQLite", FAST, options=ASKED, processes=2),
    Stage("long tests on SQLite", LONG, options=ASKED, processes=2),
    Stage("servers", SERVERS, False, ONE_BY_ONE, True),
    Stage("browser", "browser and not slow", False, ONE_BY_ONE, True),
    Stage("sweeps on SQLite", SWEEPS, False, IN_TURN, True, 2),
    Stage("races on PostgreSQL", RACES, True, ONE_BY_ONE, True),
    Stage("races on SQLite", RACES, False, ONE_BY_ONE, True),
    Stage("some on PostgreSQL", f"database and {ALONE}", True, ASKED, True, 2),
)
TOGETHER = 3
ROOM = 2 << 30  # bytes


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
        tempfile.TemporaryDirectory(prefix="folkmoot-test-", dir=memory()) as folder,
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
            "FOLKMOOT_TEST_ASKED": f"{folder}/asked",
            "PYTEST_DEBUG_TEMPROOT": folder,  # where `tmp_path` is
        }


def memory() -> Path | None:
    """Return a folder in memory, if it has room: there nobody waits for a disk."""
    folder = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it
    if os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM:
        return folder
    return None


def pytest(environment: dict[str, str], *arguments: str) -> int:
    """Run pytest; return its exit status."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode


def run_stages(stages: tuple[Stage, ...]) -> int:
    """Run every stage, also after one failed; return 1 if any did."""
    provide(say)
    for ending in (signal.SIGTERM, signal.SIGHUP):  # the cluster must go as well
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    began = time.monotonic()
    with surroundings(with_postgres=True) as environment:
        postgres = environment["FOLKMOOT_TEST_POSTGRES"]
        ready = [s for s in stages if _has_tests(s) and (postgres or not s.on_postgres)]
        took = [_run(stage, environment) for stage in ready if not stage.is_beside]
        took += _run_together([s for s in ready if s.is_beside], environment)
    for each in took:
        say(str(each))
    say(f"{time.monotonic() - began:.0f} s in all")
    if not postgres and os.environ.get("CI"):
        say("PostgreSQL is missing, and nothing may be skipped here")
        return 1
    return int(not all(each.is_good for each in took))


def _run_together(stages: Sequence[Stage], environment: dict[str, str]) -> list[Took]:
    """Run some stages at a time; of each, all that it said comes when it is through."""
    running: set[subprocess.Popen[bytes]] = set()
    with ThreadPoolExecutor(TOGETHER) as pool:
        try:
            return list(pool.map(lambda s: _run(s, environment, running), stages))
        except BaseException:  # we are told to end: so must they
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(running):
                process.terminate()
            raise


def _run(
    stage: Stage,
    environment: dict[str, str],
    running: set[subprocess.Popen[bytes]] | None = None,
) -> Took:
    """Run a stage; among others that are ``running`` it keeps what it says to itself.

    So does each of its processes but the first.
    """
    say(stage.name)
    began = time.monotonic()
    turns = tempfile.mkdtemp(dir=environment["FOLKMOOT_DATA"])
    environment = environment | {"FOLKMOOT_TEST_TURNS": turns}
    with ExitStack() as files:
        quiet = stage.processes - (running is None)
        said = [files.enter_context(tempfile.TemporaryFile()) for _ in range(quiet)]
        aloud = [] if running is not None else [None]
        processes = [_start(stage, environment, each) for each in (*aloud, *said)]
        processor = _wait_for(processes, set() if running is None else running)
        for each in said:
            each.seek(0)
            sys.stdout.buffer.write(each.read())
        sys.stdout.flush()
    is_good = not any(process.returncode for process in processes)
    return Took(stage.name, time.monotonic() - began, processor, is_good)


def _start(
    stage: Stage, environment: dict[str, str], said: IO[bytes] | None
) -> subprocess.Popen[bytes]:
    words = (*stage.options, *_places_of(stage))
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-m", stage.marks, *words],
        cwd=ROOT,
        env=_surroundings_of(stage, environment),
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said and subprocess.STDOUT,
    )


def _wait_for(
    processes: Sequence[subprocess.Popen[bytes]], running: set[subprocess.Popen[bytes]]
) -> float:
    """Return the processor time that they took, in seconds; none outlives this."""
    processor = 0.0
    running.update(processes)
    try:
        for process in processes:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            processor += used.ru_utime + used.ru_stime
    finally:
        for process in processes:
            if process.returncode is None:
                process.terminate()
                process.wait()
        running.difference_update(processes)
    return processor


def _surroundings_of(stage: Stage, environment: dict[str, str]) -> dict[str, str]:
    """Return the environment of a stage: with a folder and a database of its own."""
    folder = tempfile.mkdtemp(dir=environment["FOLKMOOT_DATA"])
    more = {"FOLKMOOT_DATA": folder, "PYTEST_DEBUG_TEMPROOT": folder}
    if stage.on_postgres:
        name = Path(folder).name
        more["DATABASE_URL"] = f"{environment['FOLKMOOT_TEST_POSTGRES']}_{name}"
    return environment | more


def _has_tests(stage: Stage) -> bool:
    """Tell whether a mark of ``stage`` is used; if so, finding no test is a failure."""
    mark = stage.marks.split()[0]
    return mark not in APART or bool(_files_with(mark))


def _places_of(stage: Stage) -> list[str]:
    """Return where the tests of ``stage`` are, unless it says so itself or has all.

    To read all tests takes a process nine seconds, and each stage has several. That no
    test gets its mark from elsewhere, `tests/conftest.py` sees to.
    """
    mark = stage.marks.split()[0]
    if mark not in APART or any(
        each.split("/")[0] == "tests" for each in stage.options
    ):
        return []
    files = _files_with(mark)
    places = [f.parent if f.name == "conftest.py" else f for f in files]
    return [str(place.relative_to(ROOT)) for place in places]


def _files_with(mark: str) -> list[Path]:
    used = re.compile(rf"mark\.{mark}\b")
    return [f for f in sorted(ROOT.glob("tests/**/*.py")) if used.search(f.read_text())]


def main(arguments: list[str]) -> int:
    """Run all tests, or those that ``arguments`` name."""
    if not arguments:
        return run_stages(STAGES)
    is_on_postgres = arguments[0] == ON_POSTGRES
    with surroundings(with_postgres=is_on_postgres) as environment:
        if is_on_postgres:
            environment["DATABASE_URL"] = environment["FOLKMOOT_TEST_POSTGRES"]
            arguments = arguments[1:]
            if not environment["DATABASE_URL"]:
                say("PostgreSQL is missing")
                return 1
        return pytest(environment, *arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
