"""A second implementation of logs and witnesses reads ours, and cosigns them over HTTP."""

import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server

import aics_tlog
import pytest
from tests.engines.tlog import others
from tests.engines.tlog.logs import (
    ORIGIN,
    SIZES,
    TIME,
    Log,
    key_of,
    line64,
    witness_of,
)

from folkmoot.engines import tlog
from folkmoot.engines.tlog import Frontier, VerifierKey, WitnessRequest

pytestmark = pytest.mark.server

NAME = "oak.example/witness"
COMMAND = (sys.executable, "-m", "aics_witness")


@pytest.fixture(scope="module")
def log() -> Log:
    return Log(max(SIZES))


@pytest.fixture(scope="module")
def folder(tmp_path_factory, log) -> Path:
    place = tmp_path_factory.mktemp("log")
    others.write_log(log, place, SIZES)
    return place


class TestLogs:
    @pytest.mark.parametrize("size", SIZES)
    def test_are_verified_to_the_last_tile(self, folder, size):
        note = aics_tlog.parse_note((folder / f"checkpoint-{size}").read_bytes())
        log_key = aics_tlog.parse_vkey(str(key_of().verifier))
        witness = aics_tlog.parse_vkey(str(witness_of().verifier))
        found = aics_tlog.verify_checkpoint(
            note, log_key, [witness], 1, expected_origin=ORIGIN
        )
        assert (found.ok, found.size, found.timestamps) == (
            *(True, size),
            {witness_of().name: TIME},
        )
        reader = aics_tlog.FileSystemTileReader(folder)
        seen = aics_tlog.audit_tiles(reader, size, found.root)
        assert seen.tiles == len(list(tlog.tiles_of(size)))

    def test_have_the_same_proofs(self, folder, log):
        reader = aics_tlog.FileSystemTileReader(folder)
        for size in (1, 257, 65_537, 70_000):
            hashes = [tlog.hash_leaf(one) for one in log.entries[:size]]
            root = Frontier().add_many(hashes).root
            read = tlog.read_tiles(
                lambda t: (folder / tlog.tile_path(t)).read_bytes(), size
            )
            for index in (0, size // 2, size - 1):
                ours = tlog.inclusion_proof(index, size, read)
                theirs = aics_tlog.inclusion_proof_from_tiles(reader, index, size)
                assert ours == theirs
                leaf = hashes[index]
                assert aics_tlog.verify_inclusion(leaf, index, size, ours, root)
            old = size // 2 + 1
            ours = tlog.consistency_proof(old, size, read)
            assert ours == aics_tlog.consistency_proof_from_tiles(reader, old, size)


@pytest.fixture
def witness(tmp_path) -> Iterator[tuple[int, VerifierKey]]:
    """Run the other witness on a free port; yield that and its key."""
    config = ("--config", str(tmp_path / "witness.json"))
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    listen = ("--listen", f"127.0.0.1:{port}")
    made = others.run(*COMMAND, "init", *config, "--name", NAME, *listen)
    key = VerifierKey.parse(made.stdout.strip())
    own = ("--origin", ORIGIN, "--vkey", key_of().verifier)
    assert others.run(*COMMAND, "add-log", *config, *own).returncode == 0
    server = subprocess.Popen(  # noqa: S603 -- the witness, on this machine
        [*COMMAND, "serve", *config, "--log-level", "ERROR"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, server)
        yield port, key
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(port: int, server: subprocess.Popen) -> None:
    for _attempt in range(300):
        assert server.poll() is None, "the witness ended"
        try:
            post(port, b"")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the witness does not answer")


def post(port: int, body: bytes) -> tuple[int, bytes, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        # Bytes: as text it would be sent in Latin-1, which has no em dash.
        connection.request("POST", "/add-checkpoint", body)
        answer = connection.getresponse()
        kind = answer.headers.get("Content-Type", "")
        return answer.status, answer.read(), kind
    finally:
        connection.close()


def request_for(log: Log, old: int, **changes) -> bytes:
    proof = tuple(tlog.consistency_proof(old, log.size, log.read))
    parts = {"old": old, "proof": proof, "checkpoint": log.signed()}
    return WitnessRequest(**parts | changes).format()


class TestWitness:
    def test_cosigns_our_log_as_it_grows(self, witness):
        port, key = witness
        old = 0
        for size in SIZES:
            log = Log(size)
            status, body, _kind = post(port, request_for(log, old))
            assert status == 200
            data, times = tlog.add_cosignatures(log.signed(), body, [key])
            assert times.keys() == {NAME}
            assert len(tlog.parse_note(data).signatures) == 2
            old = size

    def test_answers_what_we_would_answer(self, witness):
        port, _key = witness
        five, eight, other = Log(5), Log(8), Log(8, "other")
        foreign = key_of("yew.example/log")
        unknown = tlog.sign_checkpoint(
            tlog.Checkpoint(foreign.name, 5, bytes(32)), foreign
        )
        changed = eight.signed().replace(b"\n8\n", b"\n9\n")
        first = request_for(five, 0)
        known = tlog.KnownLog([key_of().verifier])
        for body, expected in (
            (b"old x\n\n" + five.signed(), 400),
            (request_for(five, 0, checkpoint=unknown), 404),
            (request_for(five, 0, checkpoint=changed), 403),
            (request_for(five, 0, proof=(bytes(32),)), 422),
            (first, 200),
            (first, 409),
            (request_for(five, 5), 200),
            (WitnessRequest(9, (), eight.signed()).format(), 400),
            (request_for(eight, 3), 409),
            (request_for(eight, 5, proof=()), 422),
            (request_for(eight, 5), 200),
            (request_for(eight, 8, checkpoint=other.signed()), 422),
            (f"old 8\n{line64(bytes(32))}\n".encode() + eight.signed(), 422),
        ):
            status, text, kind = post(port, body)
            ours = tlog.answer(body, {ORIGIN: known}.get)
            assert (status, ours.status) == (expected, expected), body
            if expected == 409:
                assert (text.decode(), kind) == (ours.body, ours.content_type)
            if expected == 200:
                head = ours.checkpoint
                known = tlog.KnownLog(known.keys, head.size, head.root)

    def test_is_read_by_its_own_rules_when_we_cosign(self):
        head, oak = Log(300).checkpoint, witness_of()
        (line,) = tlog.parse_note(
            (head.text + "\n" + tlog.cosign(head, oak, TIME)).encode()
        ).signatures
        assert aics_tlog.verify_cosignature(
            line.data, oak.name, oak.verifier.public, ORIGIN, head.size, head.root
        )
