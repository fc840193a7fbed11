"""The disk is full under a running server: it says so, and goes on when there is room."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from tests.cast import NOW
from tests.driver import Guest, Server, found_collective
from tests.driving.crowd import RECEIVED, with_new_key
from tests.driving.pages import Form, Page
from tests.driving.truth import read_truth

pytestmark = pytest.mark.server
SIZE = "40m"
MOST_TRIES = 600  # there is some room left in files that are there already
WORDS = "drains and roots " * 8


def run(*words: str | Path) -> bool:
    """Run a program of the system, as root where that can be had."""
    become = () if os.geteuid() == 0 else ("sudo", "-n")
    if become and not shutil.which("sudo"):
        return False
    done = subprocess.run([*become, *words], check=False, capture_output=True)  # noqa: S603 -- ours
    return done.returncode == 0


@pytest.fixture
def disk() -> Iterator[Path]:
    """Mount a small disk of the test's own, which PostgreSQL may use as well."""
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-disk-", dir="/tmp"))
    options = f"size={SIZE},mode=700,uid={os.getuid()}"
    try:
        if not run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder):
            pytest.skip("no small disk can be mounted here")
        yield folder
        assert run("umount", "--lazy", folder)
    finally:
        folder.rmdir()


class Filler:
    """A file that takes all the room there is."""

    def __init__(self, disk: Path) -> None:
        self.file = disk / "filler"

    def fill(self) -> None:
        with self.file.open("ab", buffering=0) as filler:
            for size in (1_000_000, 4096, 1):
                try:
                    while filler.write(bytes(size)) == size:
                        pass
                except OSError:
                    pass  # full, to that size

    def clear(self) -> None:
        self.file.unlink()


@pytest.fixture
def server(prepared: Server, disk: Path, tmp_path: Path) -> Iterator[Server]:
    """Yield a server whose database is on the small disk; its log and mail are not."""
    url = prepared.settings["DATABASE_URL"]
    server = Server(tmp_path, url)
    server.start_link = prepared.start_link
    server.set_clock(NOW)
    if not url:
        server.data = disk / "data"
        shutil.copytree(prepared.data, server.data)
        yield server
        server.end()
        return
    shutil.copytree(prepared.data, server.data)
    parts, name = urlsplit(url), f"small_{uuid4().hex[:12]}"
    every = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
    with psycopg.connect(every, autocommit=True) as connection:
        if os.geteuid() == 0:
            shutil.chown(disk, "postgres")
        connection.execute(f"CREATE TABLESPACE {name} LOCATION '{disk}'")
        like = f"TEMPLATE {parts.path[1:]} TABLESPACE {name}"
        connection.execute(f"CREATE DATABASE {name} {like}")
        server.settings["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
        yield server
        server.end()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        connection.execute(f"DROP TABLESPACE {name}")


def worry_until_full(ann: Guest, form: Form) -> tuple[list[str], Form, Page]:
    """Change a worry again and again; return what was kept, and the first refusal."""
    kept = []
    for number in range(MOST_TRIES):
        text = f"{number}: {WORDS}".strip()
        sent = with_new_key(form, value="concern", worry=text)
        answer = ann.ask("POST", sent.action, sent.pairs)
        if answer.status == 503:
            return kept, sent, answer
        assert answer.status in RECEIVED, answer.words[:2000]
        kept.append(text)
    message = "the disk was never full"
    raise AssertionError(message)


def test_a_full_disk_refuses_and_keeps_what_was_kept(server: Server, disk: Path):
    link, filler = server.set_up(), Filler(disk)
    server.start()
    slug, (ann, bo) = found_collective(server, link, "Ann", "Bo")
    question = f"/c/{slug}/q/{ann.raise_question(slug, 'Two apple trees')}/"
    form = ann.get(question).form("/position/")
    filler.fill()
    kept, refused, answer = worry_until_full(ann, form)
    lost = refused.values["worry"][0]
    assert answer.headers["retry-after"] == "60"
    assert "Nothing is lost. Try again in a minute." in answer.words
    assert lost in answer.words, "what was typed is still there"
    assert bo.get(f"/c/{slug}/").status == 200, "reading goes on"
    filler.clear()
    truth = read_truth(server)
    assert truth["faults"] == []
    assert truth["positions"].get("Ann 1", "") == (kept[-1] if kept else "")
    again = ann.ask("POST", refused.action, refused.pairs)
    assert again.status in RECEIVED
    assert "Already received" not in ann.get(again.location).words
    twice = ann.ask("POST", refused.action, refused.pairs)
    assert "Already received" in ann.get(twice.location).words
    truth = read_truth(server)
    assert truth["faults"] == []
    assert truth["positions"]["Ann 1"] == lost
    eve = Guest(server, "Eve")  # her mail leaves: the worker goes on as well
    eve.join(ann.invite(slug))
    eve.prove_address()
    server.stop()
