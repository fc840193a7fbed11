"""``folkmoot verify``: what it says of copies and of logs that are served."""

import base64
import json
import os
import subprocess
import sys
import tarfile
import threading
from functools import partial
from http.server import (
    BaseHTTPRequestHandler,
    SimpleHTTPRequestHandler,
    ThreadingHTTPServer,
)
from pathlib import Path

import pytest
from tests.cast import NOW, collective, member
from tests.cli import tampering as t
from tests.cli.verifying import refresh, unpacked, verify, written
from tests.federating.world import World
from tests.home.builders import agreed, asked, stopped

from folkmoot.cli import main
from folkmoot.cli.files.verify.log import is_plain_leaf
from folkmoot.engines.tlog import read_leaf
from folkmoot.home.operations import erase_everything
from folkmoot.record.models import Entry, Log
from folkmoot.record.operations import append_entry

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


def many(collective_id, count):
    for number in range(count):
        append_entry(
            collective_id=collective_id,
            kind="test.said",
            details={"n": number},
            now=NOW,
        )


@pytest.fixture
def elm():
    made = collective(members=("Ann", "Bo", "Di", "Eve"))
    agreed(*(member(made, name) for name in ("Ann", "Bo", "Di", "Eve")))
    return made


class TestCopies:
    def test_holds_packed_and_unpacked(self, elm, tmp_path):
        file = written(elm, tmp_path / "elm.tar.gz", NOW)
        status, said = verify(file)
        assert (status, said["status"]) == (0, "fine")
        assert said["counts"]["outcomes computed again"] == 1
        assert said["counts"]["tallies counted again"] == 1
        folder = unpacked(file, tmp_path / "unpacked")
        assert verify(folder)[0] == verify(folder.parent)[0] == 0

    def test_a_members_copy_holds_and_says_what_it_is(self, elm, tmp_path):
        bo = member(elm, "Bo")
        stopped(asked(member(elm), "Second"), member(elm, "Di"))
        status, said = verify(written(elm, tmp_path / "elm.tar.gz", NOW, reader=bo))
        assert (status, said["faults"]) == (0, [])
        assert "member's copy" in said["held back"]

    def test_says_it_in_sentences(self, elm, tmp_path, capsys):
        file = written(elm, tmp_path / "elm.tar.gz", NOW)
        assert main(["verify", str(file)]) == 0
        out = capsys.readouterr().out
        assert out.startswith("Fine: all of it holds.")
        assert "the key that the copy itself names" in out
        folder = unpacked(file, tmp_path / "unpacked")
        table = t.Rows(folder, "deciding.position")
        table.rows[0]["value"] = "object"
        table.save()
        assert main(["verify", str(folder)]) == 1
        out = capsys.readouterr().out
        assert out.startswith("Broken.\nFirst: entry ")
        assert "the position is “consent” on record, and “object” in the rows." in out
        assert "Also: deciding.position.jsonl: is not what was written" in out

    def test_a_collective_of_a_federation_holds(self, tmp_path):
        world = World(leaves=2)
        world.ask(scope="shared")
        world.draft()
        for made in world.leaves:
            assert verify(written(made, tmp_path / f"{made.slug}.tar.gz", NOW))[0] == 0


class TestErasure:
    def test_verifies_and_the_words_are_in_no_byte(self, elm, tmp_path):
        bo = member(elm, "Bo")
        stopped(asked(member(elm), "Second"), bo, "Roots break the drain")
        erase_everything(person=bo.person, now=NOW)
        file = written(elm, tmp_path / "elm.tar.gz", NOW)
        status, said = verify(file)
        assert (status, said["faults"]) == (0, [])
        assert said["counts"]["entries with something erased"] > 2
        whole = b"".join(everything_in(unpacked(file, tmp_path / "unpacked")))
        assert str(bo.id).encode() in whole  # the seat of somebody without a name
        for words in (b"Roots break the drain", b'"Bo"'):
            assert words not in whole

    def test_keeping_silent_is_no_erasure(self, elm, tmp_path):
        folder = unpacked(written(elm, tmp_path / "elm.tar.gz", NOW), tmp_path / "u")
        told = t.Rows(folder, t.DISCLOSURE)
        joined = Entry.objects.filter(kind="member.joined").order_by("index")[0]
        told.rows = [
            row
            for row in told.rows
            if (row["entry_id"], row["name"]) != (str(joined.id), "name")
        ]
        told.save()
        refresh(folder)
        status, said = verify(folder)
        assert (status, said["faults"][0]["first"]) == (1, joined.index)
        assert "no later entry says" in said["faults"][0]["what"]


def everything_in(folder):
    """Yield all bytes of a copy, and what its base64 stands for."""
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.read_bytes()
    for row in t.Rows(folder, t.DISCLOSURE).rows:
        coded = row["encoded"]
        yield base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4))


class TestStatus:
    def test_what_is_not_there_cannot_be_checked(self, tmp_path):
        status, said = verify(tmp_path / "no.tar.gz")
        assert (status, said["status"]) == (2, "unchecked")
        assert "is not there" in said["unchecked"][0]

    @pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
    def test_another_file_cannot_be_checked(self, tmp_path, content):
        file = tmp_path / "other"
        file.write_bytes(content)
        assert verify(file)[0] == 2

    def test_says_so_where_nothing_could_be_checked(self, tmp_path, capsys):
        assert main(["verify", str(tmp_path / "nowhere")]) == 2
        assert capsys.readouterr().out.startswith("Nothing could be checked.\n")

    def test_an_empty_folder_cannot_be_checked(self, tmp_path):
        assert verify(tmp_path)[0] == 2

    def test_half_an_archive_is_broken(self, elm, tmp_path):
        file = written(elm, tmp_path / "elm.tar.gz", NOW)
        for part in (2, 3, 10):
            half = tmp_path / "half.tar.gz"
            half.write_bytes(file.read_bytes()[: file.stat().st_size // part])
            assert verify(half)[0] == 1

    def test_an_archive_that_floods_the_disk_is_left_alone(self, tmp_path):
        file = tmp_path / "elm.tar.gz"
        with tarfile.open(file, "w:gz", compresslevel=1) as archive:
            one = tarfile.TarInfo("elm/manifest.json")
            one.size = 200 << 20
            with Path("/dev/zero").open("rb") as zeros:
                archive.addfile(one, zeros)
        status, said = verify(file)
        assert (status, said["faults"]) == (2, [])
        assert "more than 50 times its size" in said["unchecked"][0]

    def test_a_format_of_tomorrow_cannot_be_checked(self, elm, tmp_path):
        folder = unpacked(written(elm, tmp_path / "elm.tar.gz", NOW), tmp_path / "u")
        file = folder / "manifest.json"
        file.write_text(file.read_text().replace("collective-2", "collective-3"))
        status, said = verify(folder)
        assert status == 2
        assert "folkmoot-collective-3" in said["unchecked"][0]

    @pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"files": {}}', "null"])
    def test_a_manifest_that_is_none_is_broken_or_unknown(self, elm, tmp_path, text):
        folder = unpacked(written(elm, tmp_path / "elm.tar.gz", NOW), tmp_path / "u")
        (folder / "manifest.json").write_text(text)
        assert verify(folder)[0] in (1, 2)
        (folder / "manifest.json").unlink()
        assert verify(folder)[0] == 1

    def test_a_log_that_may_not_be_signed_is_said_to_be_unsigned(self, elm, tmp_path):
        written(elm, tmp_path / "before.tar.gz", NOW)
        signed = Log.objects.get().signed_size
        Log.objects.update(state="unsure", trouble="no memory")
        many(elm.id, 300)
        status, said = verify(written(elm, tmp_path / "elm.tar.gz", NOW))
        assert (status, said["faults"]) == (2, [])
        assert f"after entry {signed}, up to {signed + 300}" in said["unchecked"][0]
        assert "unsure: no memory" in said["unchecked"][0]

    def test_words_that_are_not_understood(self, capsys):
        with pytest.raises(SystemExit) as stopped:
            main(["verify"])
        assert stopped.value.code == 2
        assert verify("x", "--key", "nonsense")[0] == 2

    def test_runs_without_django(self, elm, tmp_path):
        file = written(elm, tmp_path / "elm.tar.gz", NOW)
        code = (
            "import sys; sys.modules['django'] = None;"
            " from folkmoot.cli import main; sys.exit(main(sys.argv[1:]))"
        )
        source = Path(__file__).parents[2] / "src"
        done = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-c", code, "verify", str(file)],
            env={**os.environ, "PYTHONPATH": str(source)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")


class TestLeaves:
    def test_the_quick_look_agrees_with_the_slow_one(self, elm):
        for entry in Entry.objects.all():
            leaf = entry.leaf.encode()
            assert is_plain_leaf(leaf)
            for at in range(0, len(leaf), 7):
                changed = leaf[:at] + bytes([leaf[at] ^ 1]) + leaf[at + 1 :]
                if is_plain_leaf(changed):
                    read_leaf(changed)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):  # noqa: A002 -- the name of the standard library
        pass


class _Elsewhere(BaseHTTPRequestHandler):
    """Sends everybody to another place, answers too much, or fails."""

    def do_GET(self):
        if self.path.startswith("/away"):
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:9/checkpoint")
            self.end_headers()
        elif self.path.startswith("/long"):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 100_000)
        else:
            self.send_response(500)
            self.end_headers()

    def log_message(self, format, *args):  # noqa: A002 -- as above
        pass


@pytest.fixture
def serve():
    """Return ``serve(handler)``: a web server that ends with the test; its address."""
    servers = []

    def start(handler):
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


class TestAddresses:
    def test_any_web_server_over_the_folder_is_a_log(self, elm, tmp_path, serve):
        many(elm.id, 300)
        folder = unpacked(written(elm, tmp_path / "elm.tar.gz", NOW), tmp_path / "u")
        url = serve(partial(_Quiet, directory=str(folder / "log")))
        status, said = verify(url)
        assert (status, said["faults"]) == (0, [])
        assert said["counts"]["entries in the log"] > 300
        (folder / "log/tile/0/000").write_bytes(bytes(8192))
        status, said = verify(f"{url}/")
        assert (status, said["faults"][0]["first"]) == (1, 0)

    def test_a_log_without_a_policy_needs_a_key(self, elm, tmp_path, serve):
        folder = unpacked(written(elm, tmp_path / "elm.tar.gz", NOW), tmp_path / "u")
        policy = folder / "log/policy"
        key = policy.read_text().split()[1]
        policy.unlink()
        url = serve(partial(_Quiet, directory=str(folder / "log")))
        assert verify(url)[0] == 2
        assert verify(url, "--key", key)[0] == 0

    @pytest.mark.parametrize("path", ["away", "long", "broken"])
    def test_follows_nobody_and_reads_no_more_than_there_may_be(self, serve, path):
        status, said = verify(f"{serve(_Elsewhere)}/{path}")
        assert (status, said["faults"]) == (2, [])

    def test_nobody_there_and_no_log_there(self, tmp_path, serve):
        assert verify("http://127.0.0.1:9/log/1")[0] == 2
        assert verify("http:///log/1")[0] == 2
        url = serve(partial(_Quiet, directory=str(tmp_path)))
        status, said = verify(url)
        assert (status, said["faults"]) == (2, [])
        assert "no signed log is there" in said["unchecked"][0]


@pytest.mark.django_db(transaction=True)
def test_a_server_of_folkmoot_is_checked_by_its_address(live_server, elm, tmp_path):
    written(elm, tmp_path / "elm.tar.gz", NOW)
    status, said = verify(f"{live_server.url}/log/{elm.id}")
    assert (status, said["faults"], said["unchecked"]) == (0, [], [])
    assert json.dumps(said["counts"]["entries in the log"]) == str(
        Entry.objects.count()
    )
