"""Who writes to SQLite waits in a queue, and nobody keeps a turn that is over."""

import gc
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.conf import settings
from django.db import connections
from django.db.utils import IntegrityError, OperationalError

from folkmoot.web.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.django_db(transaction=True)  # holds no turn itself
LONG = 0.3  # seconds; SQLite alone tries again at most a tenth of a second later


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "queue.sqlite3"
    with opened(file) as one, one.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("CREATE TABLE said (words TEXT UNIQUE)")
    return file


@contextmanager
def opened(file) -> Iterator[DatabaseWrapper]:
    one = open_file(file)
    try:
        yield one
    finally:
        one.close()


def open_file(file) -> DatabaseWrapper:
    usual = {"ENGINE": "folkmoot.web.sqlite", "NAME": file}
    options = {"transaction_mode": "IMMEDIATE", "timeout": 0.05}
    given = connections.settings["default"] | usual | {"OPTIONS": options}
    return DatabaseWrapper(given, alias="queue")


def begin(one: DatabaseWrapper) -> None:
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def say(one: DatabaseWrapper, words: str) -> None:
    with one.cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES (%s)", [words])


def said_in(file) -> list[str]:
    with opened(file) as one, one.cursor() as cursor:
        cursor.execute("SELECT words FROM said ORDER BY rowid")
        return [words for (words,) in cursor.fetchall()]


def write(one: DatabaseWrapper, words: str, seconds: float = 0) -> None:
    begin(one)
    say(one, words)
    time.sleep(seconds)
    one.commit()
    one.set_autocommit(True)


def test_the_house_writes_through_it():
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        assert isinstance(connections["default"], DatabaseWrapper)


def test_each_waits_for_its_turn_however_long_the_others_write(file):
    """Far longer than SQLite itself is told to wait here."""
    failed: list[Exception] = []

    def act(number: int) -> None:
        with opened(file) as one:
            try:
                write(one, str(number), LONG)
            except OperationalError as error:
                failed.append(error)

    threads = [Thread(target=act, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert sorted(said_in(file)) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("way", ["rollback", "close"])
def test_a_turn_ends_with_its_transaction(file, way):
    with opened(file) as one, opened(file) as other:
        begin(one)
        say(one, "never")
        getattr(one, way)()
        write(other, "after")
    assert said_in(file) == ["after"]


def test_what_fails_gives_its_turn_back(file):
    with opened(file) as one, opened(file) as other:
        write(one, "same")
        begin(other)
        with pytest.raises(IntegrityError):
            say(other, "same")
        other.rollback()
        other.set_autocommit(True)
        write(one, "next")
    assert said_in(file) == ["same", "next"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_who_ends_in_the_middle_gives_its_turn_back(file):
    began = Event()

    def act() -> None:
        one = open_file(file)
        begin(one)
        say(one, "never")
        began.set()

    thread = Thread(target=act)
    thread.start()
    assert began.wait(5)
    thread.join()
    gc.collect()
    with opened(file) as other:
        write(other, "after")
    assert said_in(file) == ["after"]


ELSEWHERE = """
import sqlite3, sys
from pathlib import Path
from folkmoot.web.sqlite.turns import Turn
turn = Turn(Path(sys.argv[1]))
turn.take()
print("taken", flush=True)
sys.stdin.readline()
"""


def test_another_process_has_its_turn_and_a_killed_one_has_none(file):
    words = [sys.executable, "-c", ELSEWHERE, str(file)]
    with subprocess.Popen(  # noqa: S603 # ourselves
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"taken\n"
        wrote = Event()

        def act() -> None:
            with opened(file) as one:
                write(one, "after")
            wrote.set()

        thread = Thread(target=act)
        thread.start()
        assert not wrote.wait(LONG)
        other.kill()
        thread.join()
    assert said_in(file) == ["after"]
