"""Processes that share the files of tests: each takes one after the other.

Each reads a file only when it has taken it, and runs it before it takes the next: none
reads what another runs. The longest go first. Which files are taken, stands as names in
the folder ``FOLKMOOT_TEST_TURNS``.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


class Turns:
    """Reads and runs one file at a time, where pytest reads all and then runs all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: list[pytest.File] = []
        self._is_looking = True  # for files, of which none is read yet

    @pytest.hookimpl(tryfirst=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> pytest.CollectReport | None:
        """Note a file instead of reading it."""
        if not self._is_looking or not isinstance(collector, pytest.File):
            return None
        self._files.append(collector)
        return pytest.CollectReport(collector.nodeid, "passed", None, [])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run what is read; each test may leave to the next what both stand on."""
        self._is_looking = False
        tests = self._read_on(session)
        test = next(tests, None)
        while test is not None:
            following = next(tests, None)
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
            if session.shouldfail:
                raise session.Failed(session.shouldfail)
            if session.shouldstop:
                raise session.Interrupted(session.shouldstop)
            test = following
        session.testscollected = len(session.items)
        return True

    def _read_on(self, session: pytest.Session) -> Iterator[pytest.Item]:
        for file in sorted(self._files, key=lambda one: -one.path.stat().st_size):
            if not self._take(file):
                continue
            tests = list(session.genitems(file))
            session.config.hook.pytest_collection_modifyitems(
                session=session, config=session.config, items=tests
            )
            session.items += tests
            yield from tests

    def _take(self, file: pytest.File) -> bool:
        """Return whether no other process took it before."""
        try:
            (self._folder / file.nodeid.replace("/", "+")).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


def pytest_configure(config: pytest.Config) -> None:
    folder = Path(os.environ["FOLKMOOT_TEST_TURNS"])
    config.pluginmanager.register(Turns(folder))
