"""The test cases that other projects publish, read from where they are kept."""

import json
from base64 import b64decode

import pytest
import rfc8785
from tests.engines.tlog.logs import vectors

from folkmoot.engines import tlog
from folkmoot.engines.tlog import Frontier, KeyKind, ProofError, TileId, VerifierKey

# The tree of the certificate transparency reference: eight entries and their roots.
LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_the_reference_tree():
    frontier = Frontier()
    for size, root in enumerate(ROOTS):
        assert frontier.root.hex() == root
        if size < len(LEAVES):
            leaf = bytes.fromhex(LEAVES[size])
            frontier = frontier.add(tlog.hash_leaf(leaf))


def cases(kind: str) -> dict[str, dict]:
    folder = vectors(f"transparency-dev_merkle/testdata/{kind}")
    files = sorted(folder.rglob("*.json"))
    return {str(f.relative_to(folder)): json.loads(f.read_text()) for f in files}


def bytes_of(case: dict, *names: str) -> list[bytes]:
    return [b64decode(case[name] or "") for name in names]


def proof_of(case: dict) -> list[bytes]:
    return [b64decode(one) for one in case["proof"] or ()]


def is_refused(verify, *given) -> bool:
    try:
        verify(*given)
    except ProofError:
        return True
    return False


# Here its authors put words in the place of roots; a hash has 32 bytes.
NO_HASHES = "additional/sizes-are-equal-one-and-proof-is-empty.json"


class TestMerkle:
    def test_inclusion(self):
        found, told = {}, {}
        for name, case in cases("inclusion").items():
            root, leaf = bytes_of(case, "root", "leafHash")
            index, size = case["leafIdx"], case["treeSize"]
            given = (leaf, index, size, proof_of(case), root)
            found[name] = is_refused(tlog.verify_inclusion, *given)
            told[name] = case["wantErr"]
        assert len(told) > 90
        assert found == told

    def test_consistency(self):
        found, told = {}, {}
        for name, case in cases("consistency").items():
            before, after = bytes_of(case, "root1", "root2")
            given = (case["size1"], before, case["size2"], after, proof_of(case))
            found[name] = is_refused(tlog.verify_consistency, *given)
            told[name] = case["wantErr"]
        assert len(told) > 90
        assert found == told | {NO_HASHES: True}

    def test_together_they_are_196(self):
        assert len(cases("inclusion")) + len(cases("consistency")) == 196


class TestSunlight:
    """A mirror and witnesses of certificate transparency logs."""

    folder = "FiloSottile_sunlight/cmd/skylight/testdata"
    origin = "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706"

    def test_cosignatures_hold(self):
        place = vectors(self.folder)
        seen = set()
        for file in place.glob("**/*.v0.json"):
            told = json.loads(file.read_text())
            keys = [VerifierKey.parse(text) for text in told["verifier_keys"]]
            # Beside the folders named by a hash lie files that nobody should serve.
            for data in file.parent.glob(f"{64 * '[0-9a-f]'}/checkpoint"):
                note = tlog.parse_note(data.read_bytes())
                seen |= set(tlog.open_cosignatures(note, keys))
        hosts = ("mirror", "witness", "witness2")
        assert seen == {f"{host}.example.org" for host in hosts}

    def test_a_mirrored_log_holds(self):
        place = vectors(f"{self.folder}/witness/mirror/{self.origin}")
        note = tlog.parse_note((place / "checkpoint").read_bytes())
        checkpoint = tlog.parse_checkpoint(note.text)

        def find(tile: TileId) -> bytes | None:
            file = place / tlog.tile_path(tile)
            return file.read_bytes() if file.exists() else None

        assert checkpoint.size == 300
        assert tlog.origin_hash(checkpoint.origin) == self.origin
        read = tlog.read_tiles(find, 300)
        for index in (0, 255, 256, 299):
            proof = tlog.inclusion_proof(index, 300, read)
            leaf = read(0, index)
            tlog.verify_inclusion(leaf, index, 300, proof, checkpoint.root)

    def test_level_zero_tiles_lead_to_their_roots(self):
        place = vectors("FiloSottile_sunlight/testdata/navigli2025h2")
        data = b"".join(
            (place / f"tile/0/{name}").read_bytes() for name in ("000", "001", "002")
        )
        hashes = [data[start : start + 32] for start in range(0, len(data), 32)]
        grown = tlog.grow(Frontier(), {}, hashes)
        for index in range(3):
            path = place / tlog.tile_path(TileId(0, index))
            assert grown.tiles[TileId(0, index)] == path.read_bytes()
        assert (
            grown.tiles[TileId(1, 0, 3)][:32] == Frontier().add_many(hashes[:256]).root
        )


class TestCanonicalJson:
    def test_of_six_documents(self):
        place = vectors("cyberphone_json-canonicalization/testdata")
        files = sorted((place / "input").glob("*.json"))
        for file in files:
            expected = (place / "output" / file.name).read_bytes()
            assert rfc8785.dumps(json.loads(file.read_text())) == expected, file.name
        assert len(files) == 6


class TestKnownAnswers:
    @pytest.fixture
    def told(self):
        return json.loads(vectors("spec/known_answers.json").read_text())

    def test_of_notes(self, told):
        for name in ("signed_note_example", "sumdb_checkpoint"):
            key = VerifierKey.parse(told[name]["vkey"])
            note = tlog.parse_note(told[name]["note"].encode())
            assert key.kind == KeyKind.NOTE
            assert tlog.open_note(note, [key])[0][0] == key

    def test_of_a_head_of_the_checksum_database(self, told):
        note = tlog.parse_note(told["sumdb_checkpoint"]["note"].encode())
        assert tlog.parse_checkpoint(note.text).size == 35_225_469

    def test_of_trees_and_paths(self, told):
        tree = told["rfc6962_tree"]
        assert [tree["empty"], *tree["roots_1_to_8"]] == ROOTS
        assert tree["leaves_hex"] == LEAVES
        for index, place in told["tile_paths"].items():
            assert tlog.tile_path(TileId(0, int(index))) == f"tile/0/{place}"
        for level, (full, width) in told["tile_counts_70000"].items():
            tiles = [t for t in tlog.tiles_of(70_000) if t.level == int(level)]
            assert sum(one.is_full for one in tiles) == full
            assert tiles[-1].width == width

    def test_of_disclosures(self, told):
        case = told["rfc9901_disclosure"]
        assert tlog.digest(case["disclosure"]) == case["digest"]

    def test_of_ed25519_keys(self, told):
        """RFC 9421, B.2.6: its private key ends in the 32 bytes of a seed."""
        seed = b64decode(told["rfc9421_ed25519_B26"]["private_pem_b64"])[-32:]
        key = tlog.SigningKey("rfc.example", KeyKind.NOTE, seed)
        expected = "26b40b8f93fff3d897112f7ebc582b232dbd72517d082fe83cfb30ddce43d1bb"
        assert key.verifier.public.hex() == expected
