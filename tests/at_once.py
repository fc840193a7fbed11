"""Shows a failure when it happens, and how to run that test again.

For `./run soak`, whose pieces take hours and may be ended before they are through.
"""

import os
import shlex

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Teller(config))


class Teller:
    """Hears of every test how it ended."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Tell what failed."""
        if report.failed:
            out = self._config.pluginmanager.get_plugin("terminalreporter")
            out.ensure_newline()
            out.write_line(report.longreprtext)
            out.write_line(f"Again: {self._again(report.nodeid)}", red=True)

    def _again(self, test: str) -> str:
        """Return the words that run one test as it ran here."""
        where = ["--on-postgres"] if os.environ.get("DATABASE_URL") else []
        marks = self._config.getoption("markexpr")
        return shlex.join(["./run", "test", *where, test, "-m", marks])
