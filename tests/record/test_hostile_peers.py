"""A log elsewhere that lies: a mirror takes nothing of it, and comes to no harm."""

import contextlib
import gzip
import io
import time
import tracemalloc
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.record.logs import add, keys_of, tended
from tests.record.test_following import Elsewhere

from folkmoot.cli.files.verify import sources
from folkmoot.cli.files.verify.findings import UncheckableError
from folkmoot.engines.tlog import (
    Checkpoint,
    FormatError,
    Frontier,
    KeyKind,
    SignatureError,
    SigningKey,
    cosign,
    hash_leaf,
    origin_hash,
    pack_bundle,
    sign_checkpoint,
    sign_note,
    unpack_bundle,
)
from folkmoot.engines.tlog.leaves import LEAF_SIZE_AT_MOST
from folkmoot.record import asking, mirrors
from folkmoot.record.keys.keeping import current_keys, open_key
from folkmoot.record.lines import take_lines
from folkmoot.record.mirrors import (
    MirrorError,
    at_address,
    in_folder,
    keep_mirrors,
    own_folder,
    pull,
    size_in,
)
from folkmoot.record.models import Key
from folkmoot.record.telling import leaf_of
from folkmoot.record.tending import Tending
from folkmoot.web.clock import read_clock

pytestmark = pytest.mark.django_db
MEGABYTE = 1 << 20
type Answer = tuple[bytes, dict[str, str]]


class Peer(Elsewhere):
    """A server that shows a record as it is, until it is told to lie."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "served")
        self.mirror = folder / "mirror"
        self.lies: dict[str, Answer | bytes] = {}
        self.asked: list[str] = []
        self.url = ""

    def more(self, count: int) -> None:
        """Let the record grow."""
        add(self.log.pk, count)
        Tending().look(read_clock())
        self.show()

    def pull(self) -> Checkpoint | None:
        """Bring the mirror up to date."""
        return pull(at_address(self.url), self.mirror, keys_of(self.log))

    def truth(self, path: str) -> bytes | None:
        return in_folder(self.folder)(path)

    @property
    def kept(self) -> int:
        """How many entries the mirror has."""
        return size_in(self.mirror / origin_hash(self.log.origin))

    @property
    def key(self) -> SigningKey:
        return open_key(current_keys(self.log.pk, Key.Use.LOG)[0])

    def sign(self, size: int, root: bytes, origin: str = "") -> None:
        """Show an end that no entries of the record have."""
        head = Checkpoint(origin or self.log.origin, size, root)
        self.lies["checkpoint"] = sign_note(head.text, self.key).format()

    def answer(self, path: str) -> Answer | bytes | None:
        self.asked.append(path)
        return self.lies.get(path) or self.truth(path)


class _Handler(BaseHTTPRequestHandler):
    peer: Peer

    def do_GET(self) -> None:
        found = self.peer.answer(self.path.strip("/"))
        data, headers = found if isinstance(found, tuple) else (found, {})
        if "Raw" in headers:
            self.wfile.write(data or b"")
            return
        if "Drip" in headers:
            self.drip(headers["Drip"].encode(), data or b"")
            return
        self.send_response(404 if data is None else 200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data or b"")

    def drip(self, start: bytes, rest: bytes) -> None:
        """Send a byte now and then, until nobody listens."""
        with contextlib.suppress(OSError):
            self.wfile.write(start)
            for at in range(len(rest)):
                self.wfile.write(rest[at : at + 1])
                time.sleep(0.1)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def peer(tmp_path: Path) -> Iterator[Peer]:
    peer = Peer(tmp_path)
    handler = type("Handler", (_Handler,), {"peer": peer})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    peer.url = f"http://127.0.0.1:{server.server_address[1]}"
    peer.pull()
    yield peer
    server.shutdown()
    thread.join()
    server.server_close()


def refuse(peer: Peer, words: str) -> None:
    """Require that nothing is taken, and that the truth is taken afterwards."""
    before = peer.kept
    with pytest.raises(MirrorError, match=words):
        peer.pull()
    assert peer.kept == before
    peer.lies.clear()
    peer.more(1)
    end = peer.pull()
    assert end is not None
    assert peer.kept == end.size == peer.log.size > before


class TestEnds:
    def test_a_longer_fork(self, peer):
        leaves = [leaf_of(()).encode() for _ in range(peer.log.size + 5)]
        root = Frontier().add_many(map(hash_leaf, leaves)).root
        peer.sign(len(leaves), root)
        path = f"tile/entries/000.p/{len(leaves)}"
        peer.lies[path] = pack_bundle(leaves)
        refuse(peer, "bundle 0 holds other entries than before")

    def test_the_right_entries_under_another_root(self, peer):
        size = peer.log.size
        peer.more(3)
        peer.sign(peer.log.size, bytes(32))
        assert peer.kept == size
        refuse(peer, "does not continue what is known")

    def test_one_that_was_shown_before(self, peer):
        early = peer.truth("checkpoint")
        peer.more(7)
        peer.pull()
        peer.lies["checkpoint"] = early
        refuse(peer, r"shows \d+ entries; \d+ were signed")

    @pytest.mark.parametrize("size", [10**9, 2**63 - 1])
    def test_a_size_that_nobody_can_have_is_not_asked_for(self, peer, size):
        peer.sign(size, bytes(32))
        peer.asked.clear()
        with pytest.raises(MirrorError, match="grown by more than"):
            peer.pull()
        assert peer.asked == ["checkpoint"]
        refuse(peer, "grown by more than")

    def test_the_right_root_in_the_name_of_another(self, peer):
        peer.more(3)
        peer.sign(peer.log.size, bytes(peer.log.root), "oak.example/log")
        refuse(peer, "no key of the log oak.example/log is known")

    def test_a_key_of_the_same_name(self, peer):
        peer.more(3)
        head = Checkpoint(peer.log.origin, peer.log.size, bytes(peer.log.root))
        thief = SigningKey(peer.log.origin, KeyKind.NOTE, b"t" * 32)
        peer.lies["checkpoint"] = sign_checkpoint(head, thief)
        refuse(peer, "signature|key")


class TestBundles:
    @pytest.fixture
    def path(self, peer: Peer) -> str:
        """Return where the bundle is that the next pull asks for."""
        peer.more(5)
        return f"tile/entries/000.p/{peer.log.size}"

    def bundle(self, peer: Peer, path: str) -> bytes:
        data = peer.truth(path)
        assert data is not None
        return data

    @pytest.mark.parametrize("cut", [1, 300, -1])
    def test_that_are_cut_off(self, peer, path, cut):
        data = self.bundle(peer, path)
        peer.lies[path] = data[:-cut] if cut > 0 else data[:1]
        refuse(peer, "cut off")

    def test_with_an_entry_too_few_or_too_many(self, peer, path):
        leaves = unpack_bundle(self.bundle(peer, path))
        for other in (leaves[:-1], [*leaves, leaves[-1]]):
            peer.lies[path] = pack_bundle(other)
            with pytest.raises(MirrorError, match="entries; expected"):
                peer.pull()
        refuse(peer, "entries; expected")

    def test_that_are_longer_than_any_bundle(self, peer, path):
        peer.lies[path] = bytes(256 * (3 + LEAF_SIZE_AT_MOST))
        refuse(peer, "is not there")

    def test_that_are_packed_are_opened(self, peer, path):
        packed = gzip.compress(self.bundle(peer, path))
        peer.lies[path] = packed, {"Content-Encoding": "gzip"}
        end = peer.pull()
        assert end is not None
        assert peer.kept == end.size == peer.log.size

    @pytest.mark.parametrize(
        ("data", "words"),
        [(b"\x1f\x8bnothing", "cannot be opened"), (b"", "holds no entry")],
    )
    def test_that_only_look_packed(self, peer, path, data, words):
        peer.lies[path] = data, {"Content-Encoding": "gzip"}
        refuse(peer, words)

    def test_that_unpack_without_end_take_no_memory(self, peer, path):
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
            for _ in range(300):
                file.write(bytes(MEGABYTE))
        bomb = packed.getvalue()[: mirrors.BUNDLE_AT_MOST]
        peer.lies[path] = bomb, {"Content-Encoding": "gzip"}
        tracemalloc.start()
        try:
            refuse(peer, "is not there")
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 30 * MEGABYTE


class TestAnswers:
    def test_that_are_no_http(self, peer):
        peer.lies["checkpoint"] = b"sorry\r\n\r\n", {"Raw": "yes"}
        refuse(peer, "does not answer")

    def test_that_send_us_elsewhere(self, peer):
        peer.lies["checkpoint"] = (
            b"HTTP/1.0 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n",
            {"Raw": "yes"},
        )
        refuse(peer, "answers 302")

    @pytest.mark.parametrize("dripping", ["headers", "body"])
    def test_that_drip(self, peer, monkeypatch, dripping):
        """Each byte comes soon; all of them together would take a minute."""
        monkeypatch.setattr(asking, "IN_ALL", 0.3)
        monkeypatch.setattr(sources, "IN_ALL", 0.3)
        note = peer.truth("checkpoint")
        head = b"HTTP/1.0 200 OK\r\nX-Long: " + b"x" * 600 + b"\r\n\r\n"
        start, rest = (b"", head + note) if dripping == "headers" else (head, note)
        peer.lies["checkpoint"] = rest, {"Drip": start.decode()}
        with pytest.raises(MirrorError, match="timed out"):
            peer.pull()
        assert peer.kept == peer.log.size
        with pytest.raises(UncheckableError, match="timed out"):
            sources.Address(peer.url).read("checkpoint")

    def test_of_one_hold_up_no_other(self, peer, settings, tmp_path):
        other = tended(3, "Oak Lane")
        folder = tmp_path / "folder"
        folder.mkdir()
        peer.lies["checkpoint"] = b"sorry\r\n\r\n", {"Raw": "yes"}
        mirror(settings, peer, mirrors=[str(folder)])
        assert len(keep_mirrors()) == 1
        assert size_in(folder / origin_hash(other.origin)) == other.signed_size


def mirror(settings, peer: Peer, **more: object) -> None:
    line = f"{keys_of(peer.log)[0]} {peer.url}"
    changes = {"mirrored": [line], **more}
    settings.CONFIG = settings.CONFIG.model_copy(update=changes)


def test_a_day_s_ration_is_all_that_is_fetched(peer, settings, clock, monkeypatch):
    monkeypatch.setattr(mirrors, "A_DAY", 100_000)
    mirror(settings, peer)
    copy = own_folder() / origin_hash(peer.log.origin)
    assert keep_mirrors() == []
    for _ in range(3):
        peer.more(256)
        wrong = keep_mirrors()
    assert "in one day" in wrong[0]
    assert size_in(copy) < peer.log.size
    peer.asked.clear()
    keep_mirrors()
    assert peer.asked == []
    clock.move(read_clock().replace(day=2) - read_clock())
    keep_mirrors()
    assert peer.asked


class TestWitnesses:
    """Lines that come back from a witness count for this end and by its key alone."""

    def test_by_another_key_or_for_another_end_are_refused(self, peer):
        oak = SigningKey("oak.example/w", KeyKind.COSIGNATURE, b"o" * 32)
        thief = SigningKey("oak.example/w", KeyKind.COSIGNATURE, b"t" * 32)
        note = peer.log.checkpoint.encode()
        head = Checkpoint(peer.log.origin, peer.log.size, bytes(peer.log.root))
        earlier = Checkpoint(peer.log.origin, peer.log.size - 1, bytes(32))
        public = str(oak.verifier)
        assert take_lines(note, cosign(head, oak, 1).encode(), public)
        for line in (cosign(head, thief, 1), cosign(earlier, oak, 1), "", "200\n"):
            with pytest.raises((FormatError, SignatureError)):
                take_lines(note, line.encode(), public)
