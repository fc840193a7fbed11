"""A person follows a record of another server, in a folder of their own."""

import os
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.cast import NOW, member
from tests.record.logs import add, keys_of, log_of, tended

from folkmoot.cli.server.checks import Level, check_mirrors
from folkmoot.cli.server.mirror import main
from folkmoot.engines.tlog import KeyKind, SigningKey, origin_hash
from folkmoot.people.models import Collective
from folkmoot.record.following import age_of, begin, catch_up, list_followed
from folkmoot.record.mirrors import MirrorError, of_log, own_folder, pull
from folkmoot.record.operations import change_key, promise_key
from folkmoot.record.queries import get_policy
from folkmoot.record.tending import Tending
from folkmoot.web.clock import read_clock

pytestmark = pytest.mark.django_db
SEED = bytes(range(32))


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Say nothing."""


class Elsewhere:
    """Another server: a folder with a record, as it is served."""

    def __init__(self, root: Path) -> None:
        self.root, self.log = root, tended(3)
        self.show()

    def show(self) -> None:
        self.log = log_of(self.log.pk)
        pull(of_log(self.log), self.root, keys_of(self.log))
        (self.folder / "policy").write_text(get_policy(self.log))

    @property
    def folder(self) -> Path:
        return self.root / origin_hash(self.log.origin)

    def grow(self, at=NOW) -> None:
        add(self.log.pk, 300)
        Tending().look(at)
        self.show()


@pytest.fixture
def other(tmp_path) -> Iterator[Elsewhere]:
    other = Elsewhere(tmp_path / "served")
    handler = partial(Quiet, directory=str(other.folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    other.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield other
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def mine(tmp_path) -> Path:
    return tmp_path / "mine"


def run(*words, folder):
    return main([*words, "--folder", str(folder)])


class TestFollowing:
    def test_one_command_copies_and_another_catches_up(self, other, mine, capsys):
        assert run(f"{other.url}/checkpoint", folder=mine) == 0
        said = capsys.readouterr().out
        assert str(keys_of(other.log)[0]) in said
        assert "Compare the key" in said
        other.grow()
        assert run(folder=mine) == 0
        assert f"{other.log.signed_size} entries" in capsys.readouterr().out
        copy = mine / origin_hash(other.log.origin)
        assert age_of(copy, "x").size == other.log.signed_size

    def test_a_key_that_is_not_the_one_given_is_refused(self, other, mine, capsys):
        stranger = SigningKey(other.log.origin, KeyKind.NOTE, bytes(32)).verifier
        assert run(other.url, "--key", str(stranger), folder=mine) == 1
        assert not list(list_followed(mine))

    def test_the_key_that_follows_is_believed_while_the_first_still_signs(
        self, other, mine
    ):
        first, _end = catch_up(begin(other.url), mine)
        who = member(Collective.objects.get(id=other.log.pk)).id
        said = {"collective_id": other.log.pk, "seed": SEED, "member_id": who}
        promise_key(**said, now=NOW)
        change_key(**said, now=NOW)
        other.grow()
        second, _end = catch_up(first, mine)
        assert len(second.keys) == 2
        assert list(list_followed(mine)) == [second]
        other.grow(NOW + timedelta(days=40))
        assert catch_up(second, mine)[1].size == other.log.signed_size

    def test_an_end_that_goes_back_is_told(self, other, mine, capsys):
        early = (other.folder / "checkpoint").read_bytes()
        other.grow()
        run(other.url, folder=mine)
        (other.folder / "checkpoint").write_bytes(early)
        assert run(folder=mine) == 1
        assert "were signed" in capsys.readouterr().out

    def test_what_is_no_record_is_refused(self, other):
        (other.folder / "policy").unlink()
        with pytest.raises(MirrorError, match="is no record"):
            begin(other.url)


class TestDoctor:
    def test_tells_how_old_each_mirror_is(self, tmp_path, settings):
        log = tended(3)
        line = f"{keys_of(log)[0]} https://other.example.org/log/x"
        more = {"mirrored": [line], "mirrors": ["/nowhere/at/all"], "data": tmp_path}
        config = settings.CONFIG = settings.CONFIG.model_copy(update=more)
        away, never = check_mirrors(config)
        assert (away.level, never.level) == (Level.WRONG, Level.NOTE)
        pull(of_log(log), own_folder(), keys_of(log))
        file = own_folder() / origin_hash(log.origin) / "checkpoint"
        told = []
        for age in (timedelta(minutes=5), timedelta(hours=5), timedelta(days=3)):
            at = (read_clock() - age).timestamp()
            os.utime(file, (at, at))
            told.append(list(check_mirrors(config))[1])
        assert [one.level for one in told] == [Level.OK, Level.OK, Level.WRONG]
        for finding, words in zip(told, ("5 min", "5 h", "3 days"), strict=True):
            assert f"{words} old" in finding.text

    def test_a_look_that_finds_nothing_new_makes_a_mirror_young(self, tmp_path):
        log = tended(3)
        pull(of_log(log), tmp_path, keys_of(log))
        file = tmp_path / origin_hash(log.origin) / "checkpoint"
        os.utime(file, (0, 0))
        pull(of_log(log), tmp_path, keys_of(log))
        assert file.stat().st_mtime > 0
