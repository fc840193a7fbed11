"""What every test stands on: its database, its auditor, no network, no silent skip."""

import gc
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal

import pytest
from django.db.backends.signals import connection_created
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from tests.again import ground
from tests.auditing import audit, watch

from folkmoot.web.migrating import quick_migrations
from folkmoot.web.translations import compile_messages

WITHOUT_DATA = "../shared/data is not there"
APART = ("browser", "server", "race", "sweep", "long")
NOT_ASKED_FOR = re.compile(r"\bnot (\w+)")
# What marks a file, and what marks the folder in whose `conftest.py` it stands.
OF_ALL = re.compile(r"^pytestmark = .*$|^ +item\.add_marker\(.*$", re.MULTILINE)
MARK = re.compile(r"\bpytest\.mark\.(\w+)")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}

hypothesis_settings.register_profile(
    "fast", deadline=None, max_examples=15, derandomize=bool(os.environ.get("CI"))
)
hypothesis_settings.register_profile("long", deadline=None, max_examples=1000)
hypothesis_settings.load_profile("fast")


def pytest_configure(config: pytest.Config) -> None:
    if not os.environ.get("FOLKMOOT_TEST"):
        pytest.exit("Run tests with ./run test, or set FOLKMOOT_TEST=1.", 2)
    if config.getoption("markexpr", "").startswith(("slow", "hypothesis")):
        hypothesis_settings.load_profile("long")
    config.pluginmanager.import_plugin("tests.racing")
    gc.disable()  # until all tests are read: nearly all of what is made then stays
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compile_messages()
    connection_created.connect(watch.listen_to)
    connection_created.connect(ground.listen_to)
    _forbid_network()


def pytest_collection_finish() -> None:
    """Leave what stays until the end out of each search for what is unused."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


def pytest_ignore_collect(
    collection_path: Path, config: pytest.Config
) -> Literal[True] | None:
    """Leave files unread whose tests all have a mark that nobody asked for."""
    named = {Path(each.partition("::")[0]).absolute() for each in config.args}
    left_out = set(NOT_ASKED_FOR.findall(config.getoption("markexpr")))
    if collection_path in named or not left_out & _marks_of_all(collection_path):
        return None
    return True


def _marks_of_all(path: Path) -> set[str]:
    """Return the marks that every test of a file has, or of a folder."""
    file = path / "conftest.py" if path.is_dir() else path
    if file.suffix != ".py" or not file.exists():
        return set()
    lines = OF_ALL.findall(file.read_text())
    return {mark for line in lines for mark in MARK.findall(line)}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _touches_database(item):
            item.add_marker("database")
        for mark in APART:
            if item.get_closest_marker(mark) and mark not in _marks_in(item.path):
                message = f"{item.nodeid}: write mark.{mark} into its file"
                raise pytest.UsageError(message)


@cache
def _marks_in(file: Path) -> set[str]:
    """Return the marks that stand where `tools/test.py` looks for them."""
    near = file.with_name("conftest.py")
    texts = [each.read_text() for each in (file, near) if each.exists()]
    return {mark for mark in APART for text in texts if f"mark.{mark}" in text}


@pytest.fixture(scope="session", autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each process of tests a data folder of its own."""
    from django.conf import settings

    folder = tmp_path_factory.mktemp("data")
    settings.CONFIG = settings.CONFIG.model_copy(update={"data": folder})


@pytest.fixture(autouse=True)
def new_ground() -> Iterator[None]:
    """Forget what stands in the database, as a test's rows are taken back after it.

    Before it too: the test may begin on what its module built.
    """
    from django.conf import settings

    ground.forget()
    # Nor was anything signed that is gone.
    shutil.rmtree(settings.CONFIG.data / "signed", ignore_errors=True)
    yield
    ground.forget()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English: a request leaves its language active in the thread."""
    with translation.override("en"):
        yield


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)


# --- The database: a file on SQLite, so that threads wait for each other as on a server


while_made = ExitStack()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Migrate as the command does, and as ever after the tables are there."""
    while_made.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    from django.conf import settings

    while_made.enter_context(quick_migrations())
    database: Any = settings.DATABASES["default"]
    if "sqlite" not in database["ENGINE"]:
        yield
        return
    memory = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it
    place = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="folkmoot-", dir=place) as folder:
        database["TEST"]["NAME"] = str(Path(folder) / "test.sqlite3")
        yield


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """Return the throw-away cluster, for tests whose server has its own database."""
    url = os.environ.get("FOLKMOOT_TEST_POSTGRES", "")
    if not url:
        pytest.skip("PostgreSQL is missing")
    return url


# --- The clock: it stands still at `cast.NOW`, on pages too, until a test moves it


class Clock:
    """The time that pages see."""

    def __init__(self, file: Path, now: datetime) -> None:
        self.file = file
        self.set(now)

    def set(self, now: datetime) -> None:
        self.now = now
        self.file.write_text(now.isoformat())

    def move(self, by: timedelta) -> None:
        self.set(self.now + by)


@pytest.fixture(scope="session")
def clock_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clock") / "now"


@pytest.fixture(autouse=True)
def clock(clock_file: Path) -> Iterator[Clock]:
    """Stand at `cast.NOW`; ``clock.set(...)`` and ``clock.move(...)`` change it."""
    from django.conf import settings
    from tests.cast import NOW

    config = settings.CONFIG
    settings.CONFIG = config.model_copy(update={"clock_file": clock_file})
    yield Clock(clock_file, NOW)
    settings.CONFIG = config


# --- The auditor: after every test that touched the database, all records must hold


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Audit right after the test's last line, before its transaction is rolled back."""
    result = yield
    if _touches_database(pyfuncitem) and not pyfuncitem.get_closest_marker("tampers"):
        audit()
    return result


# --- No network: only this machine and sockets of files


def _is_local(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ip_address(str(host).split("%", maxsplit=1)[0]).is_loopback
    except ValueError:
        return False


def _forbid_network() -> None:
    """Make a connection to elsewhere fail at once, and look no name up."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self, address):
        if self.family != socket.AF_UNIX and not _is_local(address[0]):
            pytest.fail(f"A test reached for the network: {address}")
        return connect(self, address)

    def guarded_look_up(host, *args, **kwargs):
        if not _is_local(host):
            pytest.fail(f"A test looked a name up: {host}")
        return look_up(host, *args, **kwargs)

    socket.socket.connect = guarded_connect  # type: ignore[method-assign]
    socket.getaddrinfo = guarded_look_up


# --- No silent skip: under CI, only missing data of others is a reason


def _is_forbidden_skip(report: pytest.TestReport | pytest.CollectReport) -> bool:
    if not report.skipped or hasattr(report, "wasxfail") or not os.environ.get("CI"):
        return False
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    return not reason.removeprefix("Skipped: ").startswith(WITHOUT_DATA)


def _fail_instead(report: pytest.TestReport | pytest.CollectReport) -> None:
    report.outcome = "failed"
    report.longrepr = f"Nothing may be skipped under CI: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if _is_forbidden_skip(report):
        _fail_instead(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if _is_forbidden_skip(report):
        _fail_instead(report)
    return report
