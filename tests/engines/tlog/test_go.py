"""The Go reference, openssl and Node agree with us: on logs of all shapes, on signatures.

Go computes every root and tile again from the entries; it takes nothing from the tiles.
They run beside the tests that start servers, as they start programs.
"""

import json
from base64 import b64encode
from pathlib import Path

import pytest
from tests.engines.tlog import others
from tests.engines.tlog.logs import (
    ORIGIN,
    SIZES,
    TIME,
    Log,
    key_of,
    vectors,
    witness_of,
)

from folkmoot.engines import tlog
from folkmoot.engines.tlog.ed25519 import is_strict

pytestmark = pytest.mark.server

KEYS = (str(key_of().verifier), str(witness_of().verifier))
# What RFC 8410 puts before the 32 bytes of a public key.
BEFORE_KEY = bytes.fromhex("302a300506032b6570032100")


@pytest.fixture(scope="module")
def go(tmp_path_factory) -> Path:
    return others.build_go(tmp_path_factory.mktemp("go"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("log")
    others.write_log(Log(max(SIZES)), place, SIZES)
    return place


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("small")
    others.write_log(Log(300), place, [300])
    return place


class TestGo:
    def test_agrees_on_logs_of_all_shapes(self, go, folder):
        found = others.run(go, "check", folder, *KEYS)
        assert (found.returncode, found.stderr) == (0, "")
        seen = dict(map(int, line.split()) for line in found.stdout.splitlines())
        assert sorted(seen) == sorted(SIZES)
        proofs = json.loads((folder / "proofs.json").read_bytes())
        assert sum(seen.values()) == len(proofs) > 150

    @pytest.mark.parametrize(
        ("name", "place"),
        [
            ("checkpoint-300", 2),  # the origin
            ("checkpoint-300", -3),  # the witness' line
            ("tile/entries/000", 50),
            ("tile/entries/001.p/44", -1),
            ("tile/0/000", 8191),
            ("tile/0/001.p/44", 0),
            ("tile/1/000.p/1", 5),
        ],
    )
    def test_finds_what_was_changed(self, go, small, name, place):
        path = small / name
        data = path.read_bytes()
        changed = bytearray(data)
        changed[place] ^= 1
        path.write_bytes(bytes(changed))
        try:
            assert others.run(go, "check", small, *KEYS).returncode == 1
        finally:
            path.write_bytes(data)

    def test_finds_a_proof_that_does_not_hold(self, go, small):
        path = small / "proofs.json"
        data = path.read_bytes()
        proofs = json.loads(data)
        proofs[0]["Proof"][0] = 64 * "0"
        path.write_text(json.dumps(proofs))
        try:
            assert others.run(go, "check", small, *KEYS).returncode == 1
        finally:
            path.write_bytes(data)

    @pytest.mark.parametrize("size", [0, 1, 300])
    def test_computes_the_same_root(self, go, tmp_path, size):
        log = Log(size)
        file = tmp_path / "entries"
        file.write_bytes(b"".join(log.bundles()))
        count, root, _seconds = others.run(go, "audit", file).stdout.split()
        assert (int(count), root) == (size, log.frontier.root.hex())


@pytest.fixture(scope="module")
def cases() -> tuple[Path, list]:
    path = vectors("C2SP_CCTV/ed25519/ed25519vectors.json")
    return path, json.loads(path.read_text())


class TestSignatures:
    """Everybody says the same of the 914 edge cases, once key and R are strict."""

    def agree(self, cases, theirs):
        for case, one in zip(cases, theirs, strict=True):
            key, signature = bytes.fromhex(case["key"]), bytes.fromhex(case["sig"])
            ours = tlog.verify_strict(key, signature, case["msg"].encode())
            strict = is_strict(key) and is_strict(signature[:32])
            assert ours == (one and strict), case["number"]

    def test_go(self, go, cases):
        path, listed = cases
        said = others.run(go, "ed25519", path).stdout.split()
        self.agree(listed, [one == "true" for one in said])

    def test_node(self, cases):
        node = others.program("node")
        script = Path(__file__).with_name("node.mjs")
        said = others.run(node, "--no-warnings", script, given=cases[0].read_text())
        self.agree(cases[1], json.loads(said.stdout))

    def test_node_reads_checkpoints_and_cosignatures(self):
        node = others.program("node")
        head = Log(3).checkpoint
        own, line = tlog.parse_note(others.cosigned(head)).signatures
        cosigned = f"cosignature/v1\ntime {TIME}\n{head.text}"
        log, oak = key_of().verifier.public.hex(), witness_of().verifier.public.hex()
        cases = [
            {"key": log, "sig": own.data.hex(), "msg": head.text},
            {"key": oak, "sig": line.data[8:].hex(), "msg": cosigned},
            {"key": log, "sig": own.data.hex(), "msg": head.text + "\n"},
            {"key": oak, "sig": own.data.hex(), "msg": head.text},
        ]
        script = Path(__file__).with_name("node.mjs")
        said = others.run(node, "--no-warnings", script, given=json.dumps(cases))
        assert json.loads(said.stdout) == [True, True, False, False]


@pytest.mark.parametrize("is_changed", [False, True])
def test_openssl_reads_a_checkpoint(tmp_path, is_changed):
    openssl = others.program("openssl")
    head = Log(3).checkpoint
    (signature,) = tlog.parse_note(Log(3).signed()).signatures
    key = b64encode(BEFORE_KEY + key_of().verifier.public).decode()
    files = {
        "key.pem": f"-----BEGIN PUBLIC KEY-----\n{key}\n-----END PUBLIC KEY-----\n".encode(),
        "text": head.text.replace(ORIGIN, "elm" if is_changed else ORIGIN).encode(),
        "signature": signature.data,
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    done = others.run(
        *(openssl, "pkeyutl", "-verify", "-pubin", "-rawin"),
        *("-inkey", tmp_path / "key.pem", "-in", tmp_path / "text"),
        *("-sigfile", tmp_path / "signature"),
    )
    assert (done.returncode == 0) is not is_changed
