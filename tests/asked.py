"""Few of the tests that together ask the database all that all of them ask it.

With ``-p tests.asked``, tests on SQLite note who asked what; on PostgreSQL only those
run that `choose` picks from that. The rest run there in the soak. A file that tells
databases apart has tests for each: it runs on both.
"""

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Generator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.signals import connection_created
from tests.again import ground

VALUES = re.compile(r"%s(?:, %s)+")
ROWS = re.compile(r"\(%s\)(?:, \(%s\))+")
NOT_ASKED = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
TELLS_APART = "connection.vendor"


def pytest_configure(config: pytest.Config) -> None:
    folder = Path(os.environ["FOLKMOOT_TEST_ASKED"])
    is_on_postgres = bool(os.environ.get("DATABASE_URL"))
    plugin = Chooser(folder) if is_on_postgres else Noter(folder)
    config.pluginmanager.register(plugin)


class Noter:
    """Notes what each test of this process asks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._now: set[str] = set()
        self._asked: dict[str, set[str]] = {}
        connection_created.connect(self._listen_to)

    def _listen_to(self, connection: Any, **_signal: object) -> None:
        if self not in connection.execute_wrappers:
            connection.execute_wrappers.append(self)

    def __call__(
        self, execute: Callable[..., Any], sql: str, *arguments: object
    ) -> Any:
        if not ground.is_laid:
            self._now.add(sql)
        return execute(sql, *arguments)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        self._now = set()
        result = yield
        self._asked[item.nodeid] = self._now
        return result

    def pytest_sessionfinish(self) -> None:
        """Write each question once, and of each test the numbers of its own."""
        if not self._asked:  # others run the tests
            return
        numbers: dict[str, int] = {}
        tests = {
            name: [numbers.setdefault(one, len(numbers)) for one in asked]
            for name, asked in self._asked.items()
        }
        self._folder.mkdir(exist_ok=True)
        text = json.dumps({"questions": list(numbers), "tests": tests})
        (self._folder / f"{os.getpid()}.json").write_text(text)


class Chooser:
    """Leaves out who asks nothing that others do not ask."""

    def __init__(self, folder: Path) -> None:
        self._chosen = choose(read(folder))

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        chosen = self._chosen
        if not chosen:  # nobody noted anything
            return
        kept, left_out = [], []
        for item in items:
            is_kept = item.nodeid in chosen or TELLS_APART in _text_of(item.path)
            (kept if is_kept else left_out).append(item)
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@cache
def _text_of(file: Path) -> str:
    return file.read_text()


def read(folder: Path) -> dict[str, set[str]]:
    """Return what each test asked, as all processes noted it."""
    asked: dict[str, set[str]] = {}
    for file in folder.glob("*.json"):
        noted = json.loads(file.read_text())
        questions = [without_values(one) for one in noted["questions"]]
        for name, numbers in noted["tests"].items():
            asked[name] = {questions[n] for n in numbers} - {""}
    return asked


def without_values(sql: str) -> str:
    """Return a question however many values it has; nothing for what asks nothing."""
    if sql.startswith(NOT_ASKED):
        return ""
    return ROWS.sub("(%s)", VALUES.sub("%s", sql))


def choose(asked: Mapping[str, set[str]]) -> set[str]:
    """Return few tests that ask everything: first who alone asks something."""
    askers: dict[str, list[str]] = defaultdict(list)
    for name in sorted(asked):
        for question in asked[name]:
            askers[question].append(name)
    chosen: set[str] = set()
    known: set[str] = set()
    for question in sorted(askers, key=lambda one: (len(askers[one]), one)):
        if question not in known:
            best = max(askers[question], key=lambda name: len(asked[name] - known))
            chosen.add(best)
            known |= asked[best]
    return chosen
