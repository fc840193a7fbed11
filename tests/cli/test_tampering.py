"""A hundred ways of changing a copy: each is found, and the place is named."""

import io
import shutil
from pathlib import Path

import pytest
from tests.cast import NOW
from tests.cli import tampering as t
from tests.cli.every_way import ALL, BY_SUM_ALONE
from tests.cli.tampering import ENTRY, KEPT, PLACES
from tests.cli.verifying import refresh, unpacked, verify
from tests.cli.ways import (
    at_index,
    cut,
    delete,
    edit_line,
    edit_row,
    forge_and_sign,
)

from folkmoot.cli.files.verify.entries import NO_LEAF
from folkmoot.engines.tlog import KeyKind, SigningKey
from folkmoot.home.operations import write_copy
from folkmoot.record.models import Log
from folkmoot.record.operations import integrate

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


HEAD = "log/checkpoint"
KINDS = ("position.taken", "decision.made", "statement.added", "test.said")


def build() -> None:
    elm, oak = t.a_collective(), t.a_collective("Oak Lane")
    for made in (elm, oak):
        integrate(collective_id=made.id, now=NOW)
    for made in (elm, oak):
        t.cosigned(made)
    KEPT["key"] = t.log_key(elm).seed
    for name in (*KINDS, "record.erased"):
        PLACES[name] = t.place_of(elm, name)
    size = Log.objects.get(collective_id=elm.id).size
    PLACES["last"], PLACES["end"] = size - 1, size
    KEPT["elm"], KEPT["oak"] = (packed(made) for made in (elm, oak))


def packed(made) -> bytes:
    out = io.BytesIO()
    write_copy(collective=made, out=out, now=NOW)
    return out.getvalue()


@pytest.fixture
def kept():
    """Build two collectives, once."""
    if not KEPT:
        build()
    return KEPT


@pytest.fixture(scope="session")
def shelf(tmp_path_factory) -> Path:
    """Return where copies are unpacked once, to be copied or read."""
    return tmp_path_factory.mktemp("copies")


@pytest.fixture
def copies(kept, shelf, tmp_path) -> tuple[Path, Path]:
    """Return the folder of a copy to change, and of another collective's to read."""
    for name in ("elm", "oak"):
        if not (shelf / name).exists():
            file = shelf / f"{name}.tar.gz"
            file.write_bytes(kept[name])
            unpacked(file, shelf / name)
    elm, oak = (next((shelf / name).iterdir()) for name in ("elm", "oak"))
    return Path(shutil.copytree(elm, tmp_path / "elm")), oak


def names(place, first) -> bool:
    """Say whether what was found first is at the place."""
    if isinstance(place, int):
        return first["first"] == first["last"] == place
    if place in PLACES:
        return names(PLACES[place], first)
    where = f"{first['file']} {first['what']}"
    if first["first"] is not None:
        where += f" {first['first'] + 1} to {first['last'] + 1}"
    return place in where


def test_there_are_more_than_a_hundred_and_each_must_be_named():
    assert len(ALL) > 130
    assert all(place or place == 0 for _way, place in ALL + BY_SUM_ALONE)


def test_what_was_not_changed_holds(copies):
    for folder in copies:
        status, said = verify(folder)
        assert (status, said["faults"], said["unchecked"]) == (0, [], [])
        assert "witness.example/w" in said["witnesses"]
    refresh(copies[0])
    assert verify(copies[0])[0] == 0


@pytest.mark.parametrize("number", range(len(ALL)))
def test_is_found_where_the_sums_are_made_right(copies, number):
    way, place = ALL[number]
    way(*copies)
    refresh(copies[0])
    status, said = verify(copies[0])
    assert status == 1, said
    assert names(place, said["faults"][0]), (way, said["faults"][:3])


@pytest.mark.parametrize("number", range(0, len(ALL), 5))
def test_is_found_by_its_sum_as_well(copies, number):
    way, _place = ALL[number]
    way(*copies)
    status, said = verify(copies[0])
    assert status == 1
    assert said["faults"]


@pytest.mark.parametrize("number", range(len(BY_SUM_ALONE)))
def test_is_found_by_its_sum_alone(copies, number):
    way, place = BY_SUM_ALONE[number]
    way(*copies)
    status, said = verify(copies[0])
    assert status == 1
    assert names(place, said["faults"][0]), said["faults"][:3]


def test_entries_whose_bundle_is_cut_off_are_said_to_be_missing(copies):
    cut("", 1, *copies)
    refresh(copies[0])
    first = verify(copies[0])[1]["faults"][0]
    assert (first["first"], first["what"]) == (256, NO_LEAF)


class TestWithWhatSomebodyKept:
    def test_a_fork_of_the_same_size_is_found(self, copies, tmp_path):
        elm = copies[0]
        kept = tmp_path / "kept"
        kept.write_bytes((elm / HEAD).read_bytes())
        forge_and_sign(b"", 0, *copies)
        refresh(elm)
        assert verify(elm)[0] == 0  # signed by the right key: nothing here denies it
        status, said = verify(elm, "--checkpoint", str(kept))
        assert status == 1
        assert "two different ends" in said["faults"][0]["what"]

    def test_a_log_that_went_back_is_found(self, copies, kept, tmp_path):
        elm = copies[0]
        (tmp_path / "kept").write_bytes((elm / HEAD).read_bytes())
        size = t.size_of(elm)
        assert verify(elm, "--checkpoint", str(tmp_path / "kept"))[0] == 0
        leaves = t.leaves_of(elm)[:-1]
        shutil.rmtree(elm / "log/tile")
        root = t.write_leaves(elm, leaves)
        t.manifest(elm, size=size - 1, signed=size - 1)
        edit_line(HEAD, 1, lambda _line: str(size - 1), *copies)
        origin = (elm / HEAD).read_text().split("\n")[0]
        t.resigned(elm, root, SigningKey(origin, KeyKind.NOTE, kept["key"]), kept=0)
        edit_row(ENTRY, at_index(size - 1), delete, *copies)
        refresh(elm)
        status, said = verify(elm, "--checkpoint", str(tmp_path / "kept"))
        assert status == 1
        assert any("ends after" in one["what"] for one in said["faults"])

    def test_another_key_is_not_believed(self, copies):
        stranger = SigningKey("elsewhere.example/log", KeyKind.NOTE, b"s" * 32)
        status, said = verify(copies[0], "--key", str(stranger.verifier))
        assert status == 1
        assert said["faults"][0]["file"] == HEAD

    def test_the_right_key_is_named_as_the_given_one(self, copies):
        line = (copies[0] / "log/policy").read_text().splitlines()[0]
        status, said = verify(copies[0], "--key", line.split(" ")[1])
        assert status == 0
        assert "that you gave" in said["signed by"]

    def test_a_policy_that_asks_for_more_is_not_met(self, copies, tmp_path):
        own = copies[0] / "log/policy"
        assert verify(copies[0], "--policy", str(own))[1]["faults"] == []
        stranger = SigningKey("stranger.example/w", KeyKind.COSIGNATURE, b"s" * 32)
        log = next(one for one in own.read_text().split("\n") if one.startswith("log "))
        for witness, found in ((t.WITNESS, 0), (stranger, 1)):
            lines = (log, f"witness w {witness.verifier}", "quorum w", "")
            (tmp_path / "policy").write_text("\n".join(lines))
            status, said = verify(copies[0], "--policy", str(tmp_path / "policy"))
            assert status == found
        assert "too few" in said["faults"][0]["what"]
