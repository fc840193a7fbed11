import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from tests.cli.servers import get, serving, surroundings, wait_until
from tests.driving.beside import act
from tests.driving.forks import Running, folkmoot

from folkmoot.cli.server.serve import listen

pytestmark = pytest.mark.server
QUEUE = """
from folkmoot.messaging.models import Message
from folkmoot.messaging.operations import enqueue
from folkmoot.web.clock import read_clock
now = read_clock()
enqueue(Message(
    kind="news", once_key=str(n), address="ann@example.org", subject=f"n {n}",
    body="b", language="en", created_at=now, send_at=now,
) for n in range(40))
"""
PRAGMAS = """
from django.db import connection
from threading import Thread
def show():
    with connection.cursor() as cursor:
        for name in ("journal_mode", "synchronous"):
            print(cursor.execute(f"PRAGMA {name}").fetchone()[0])
        print(connection.transaction_mode)
    connection.close()
show()
other = Thread(target=show)
other.start()
other.join()
"""

FORGET = """
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder.Migration.objects.filter(app="messaging").delete()
"""
BEAT = """
from folkmoot.messaging.queries import get_last_beat
print(get_last_beat() is not None)
"""


def count_mails(folder) -> int:
    return len(list(folder.glob("*.eml")))


class TestServe:
    @pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
    def test_answers_and_stops_cleanly(self, data, sign):
        with serving(data) as (url, process):
            assert get(f"{url}/healthz") == 200
            process.send_signal(sign)
            assert process.wait(30) == 0
        left = {file.name for file in data.iterdir()}
        assert "folkmoot.sqlite3-wal" not in left, "the last connection closed"

    def test_sends_mail_by_itself(self, data, tmp_path):
        mail = tmp_path / "mail"
        act(QUEUE, data=data)
        env = {"EMAIL_URL": f"file://{mail}"}
        with serving(data, env=env, begin=Running) as (_url, process):
            wait_until(lambda: count_mails(mail) == 40, process)

    def test_a_worker_apart_sends_it_otherwise(self, data, tmp_path):
        mail = tmp_path / "mail"
        act(QUEUE, data=data)
        env = {"EMAIL_URL": f"file://{mail}"}
        with serving(data, "--no-worker", env=env, begin=Running):
            assert count_mails(mail) == 0
            done = folkmoot("worker", "--once", data=data, **env)
        assert done.returncode == 0, done.stderr
        assert count_mails(mail) == 40

    def test_needs_init_first(self, tmp_path):
        done = folkmoot("serve", data=tmp_path / "none")
        assert done.returncode == 1
        assert "Run: folkmoot init" in done.stderr

    def test_says_when_the_port_is_taken(self, data):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            done = folkmoot("serve", "--port", str(port), data=data)
        assert done.returncode == 1
        assert f"Port {port} is taken" in done.stderr

    @pytest.mark.parametrize(
        "words", ["serve", "worker --once", "export elm elm.tar.gz"]
    )
    def test_does_not_touch_a_database_of_an_earlier_version(self, data, words):
        act(FORGET, data=data)
        done = folkmoot(*words.split(), data=data)
        assert done.returncode == 1
        assert "folkmoot serve --migrate" in done.stderr

    @pytest.mark.parametrize("words", ["serve", "serve --migrate", "worker --once"])
    def test_does_not_touch_other_tables_of_an_early_version(self, data, words):
        with closing(sqlite3.connect(data / "folkmoot.sqlite3")) as database:
            database.execute("ALTER TABLE messaging_message DROP COLUMN error")
        done = folkmoot(*words.split(), data=data)
        assert done.returncode == 1
        assert "made by an early version, with other tables" in done.stderr
        assert "wrong The database was made by" in folkmoot("doctor", data=data).stdout

    @pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
    def test_serves_from_several_processes(self, data, database, request):
        env = {}
        if database == "PostgreSQL":
            env["DATABASE_URL"] = request.getfixturevalue("database_url")
        words = ("--processes", "2")
        with serving(data, *words, env=env, begin=Running) as (url, process):
            assert get(f"{url}/healthz") == 200
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0

    def test_no_process_serves_on_when_the_first_is_killed(self, data):
        with serving(data, "--processes", "2", begin=Running) as (url, process):
            process.kill()
            wait_until(lambda: get(f"{url}/healthz") == 0)


class TestWorker:
    def test_stops_cleanly(self, data):
        process = Running("worker", "--interval", "0.1", data=data)
        try:
            wait_until(lambda: act(BEAT, data=data) == "True", process)
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        finally:
            process.kill()
            process.communicate()


class TestDurability:
    def test_every_sqlite_connection_keeps_what_it_acknowledged(self, data):
        shown = act(PRAGMAS, data=data).split()
        assert shown == ["wal", "2", "IMMEDIATE"] * 2


class TestListen:
    def test_connections_send_at_once(self):
        with (
            listen("127.0.0.1", 0) as listener,
            socket.create_connection(listener.getsockname()),
        ):
            connection, _address = listener.accept()
            with connection:
                option = (socket.IPPROTO_TCP, socket.TCP_NODELAY)
                assert connection.getsockopt(*option)


def test_a_job_that_goes_on_holds_nobody_up(tmp_path):
    """It writes in a transaction that never ends; after the patience all is over."""
    script = """
import os, sqlite3, sys, threading
from folkmoot.cli.server.serve import leave

def work():
    rows = sqlite3.connect(sys.argv[1])
    rows.execute("INSERT INTO said VALUES ('half')")
    begun.set()
    rows.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n)"
                 " SELECT count(*) FROM n")

begun = threading.Event()
threading.Thread(target=work, daemon=True).start()
begun.wait()
print("over")
leave()
"""
    file = tmp_path / "rows.sqlite3"
    with closing(sqlite3.connect(file)) as rows:
        rows.execute("CREATE TABLE said (text)")
    command = [sys.executable, "-c", script, str(file)]
    done = subprocess.run(  # noqa: S603 -- our own script
        command,
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "over\n", "")
    with closing(sqlite3.connect(file)) as rows:
        assert rows.execute("SELECT count(*) FROM said").fetchone() == (0,)
