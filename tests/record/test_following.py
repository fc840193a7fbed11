"""A person follows a record of another server, in a folder of their own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pydantic import ValidationError
from tests.cast import NOW, collective, member
from tests.record.logs import add, keys_of, log_of, tended

from folkmoot.cli.errors import StopError
from folkmoot.cli.server.findings import Level
from folkmoot.cli.server.mirror import main
from folkmoot.cli.server.mirror_checks import MOST, check_mirrors
from folkmoot.engines.tlog import KeyKind, SigningKey, origin_hash
from folkmoot.people.models import Collective
from folkmoot.record.following import age_of, begin, catch_up, list_followed
from folkmoot.record.mirrors import (
    MirrorError,
    keep_mirrors,
    of_log,
    own_folder,
    pull,
)
from folkmoot.record.models import Log
from folkmoot.record.operations import change_key, promise_key
from folkmoot.record.queries import get_policy
from folkmoot.record.tending import Tending
from folkmoot.site.config import Config
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


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder by HTTP; yield its address."""
    handler = partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def other(tmp_path) -> Iterator[Elsewhere]:
    other = Elsewhere(tmp_path / "served")
    with serving(other.folder) as other.url:
        yield other


def rotate(other: Elsewhere) -> None:
    """Let the key on paper follow; for 30 days both sign."""
    who = member(Collective.objects.get(id=other.log.pk)).id
    said = {"collective_id": other.log.pk, "seed": SEED, "member_id": who}
    promise_key(**said, now=NOW)
    change_key(**said, now=NOW)


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
        rotate(other)
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


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("elm-street", "elm-street is no address of a record: write https://…"),
        (
            "http://127.0.0.1:9/log/x",
            "http://127.0.0.1:9/log/x does not answer: [Errno 111] Connection refused",
        ),
    ],
)
def test_an_address_that_leads_nowhere_is_told_plainly(mine, address, words):
    with pytest.raises(StopError) as told:
        run(address, folder=mine)
    assert str(told.value) == words


class TestTheSettings:
    def test_take_the_key_that_follows_beside_the_first(
        self, other, tmp_path, settings
    ):
        (first,) = keys_of(other.log)
        rotate(other)
        other.grow(NOW + timedelta(days=40))  # the first one signs no more
        _first, second = keys_of(other.log)
        for keys, wrong in (([first], 1), ([first, second], 0), ([second], 0)):
            config = Config(mirrored=[" ".join([*map(str, keys), other.url])])
            more = {"mirrored": config.mirrored, "data": tmp_path / str(len(keys))}
            settings.CONFIG = settings.CONFIG.model_copy(update=more)
            assert len(keep_mirrors()) == wrong, keys

    @pytest.mark.parametrize(
        "line",
        ["", "{url}", "{one}", "{one} {url} {one}", "{one} {two} {url}", "x {url}"],
    )
    def test_refuse_what_names_no_record(self, line):
        one, two = (
            SigningKey(name, KeyKind.NOTE, bytes(32)).verifier
            for name in ("a.example/log", "b.example/log")
        )
        with pytest.raises(ValidationError):
            Config(mirrored=[line.format(one=one, two=two, url="https://a.example")])


class TestDoctor:
    @pytest.mark.tampers
    def test_asks_mirrors_on_other_servers(self, other, settings):
        config = settings.CONFIG

        def ask(place: str) -> list[tuple[Level, str]]:
            asked = config.model_copy(update={"mirrors": [place], "mirrored": []})
            return [(one.level, one.text) for one in check_mirrors(asked)]

        with serving(other.root) as place:
            [(level, text)] = ask(place)
            size = other.log.signed_size
            assert (level, f"has all {size} entries" in text) == (Level.OK, True)
            add(other.log.pk)
            Tending().look(read_clock())
            [(level, text)] = ask(place)
            assert (level, f"lacks the last 1 of {size + 1} " in text) == (
                Level.NOTE,
                True,
            )
            Log.objects.update(signed_at=read_clock() - timedelta(days=2))
            [(level, _text)] = ask(place)
            assert level == Level.WRONG
            other.show()
            Log.objects.update(signed_size=size)  # as of an old backup
            [(level, text)] = ask(place)
            assert (level, "1 entries that are missing here" in text) == (
                Level.WRONG,
                True,
            )
            note = other.folder / "checkpoint"
            note.write_text(note.read_text().replace(f"\n{size + 1}\n", "\n3\n"))
            [(level, text)] = ask(place)
            assert (level, "another past" in text) == (Level.WRONG, True)
            note.unlink()
            [(level, text)] = ask(place)
            assert (level, "not there yet" in text) == (Level.NOTE, True)
        [(level, text)] = ask(place)
        assert (level, "does not answer" in text) == (Level.WRONG, True)

    def test_tells_of_every_record_in_a_folder(self, tmp_path, settings):
        for number in range(MOST + 1):
            collective(f"House {number}")
        Tending().look(NOW)
        more = {"mirrored": [], "mirrors": [str(tmp_path)]}
        found = check_mirrors(settings.CONFIG.model_copy(update=more))
        assert len(list(found)) == Log.objects.count() == MOST + 1

    def test_tells_how_old_each_mirror_is(self, tmp_path, settings):
        log = tended(3)
        line = f"{keys_of(log)[0]} https://other.example.org/log/x"
        more = {"mirrored": [line], "mirrors": ["/nowhere/at/all"], "data": tmp_path}
        config = settings.CONFIG = settings.CONFIG.model_copy(update=more)
        never, away = check_mirrors(config)
        assert (away.level, never.level) == (Level.WRONG, Level.NOTE)
        pull(of_log(log), own_folder(), keys_of(log))
        file = own_folder() / origin_hash(log.origin) / "checkpoint"
        told = []
        for age in (timedelta(minutes=5), timedelta(hours=5), timedelta(days=3)):
            at = (read_clock() - age).timestamp()
            os.utime(file, (at, at))
            told.append(next(check_mirrors(config)))
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
