"""How the keys of a log follow each other, in a copy: promised, by two, and signed.

Whoever tampers here holds the log's key: the tree fits what they wrote, and is signed.
"""

import json
from base64 import b64encode

import pytest
from tests.cast import NOW, collective, member
from tests.cli import tampering as t
from tests.cli.verifying import refresh, unpacked, verify, written

from folkmoot.engines.tlog import KeyKind, SigningKey, succession_bytes
from folkmoot.record.keys.keeping import current_keys, open_key
from folkmoot.record.models import Entry, Key
from folkmoot.record.operations import (
    agree_to_key,
    change_key,
    erase_member,
    promise_key,
)
from folkmoot.record.tending import Tending

pytestmark = pytest.mark.django_db
CHANGED, PROMISED = "log.key_changed", "log.key_promised"
ASKED = "log.key_replacement_asked"


class Elm:
    """A collective whose second paper counted, with two members; and its copy."""

    def __init__(self, tmp_path) -> None:
        self.made = collective()
        self.path = tmp_path
        Tending().look(NOW)
        self.ids = [member(self.made, name).id for name in ("Ann", "Bo")]
        (self.first,) = current_keys(self.made.id, Key.Use.LOG)
        for seed in (b"1" * 32, b"2" * 32):
            log = promise_key(seed=seed, member_id=self.ids[0], **self.now)
        agree_to_key(digest=log.offered_digest, member_id=self.ids[1], **self.now)
        change_key(seed=b"2" * 32, member_id=self.ids[0], **self.now)

    @property
    def now(self) -> dict:
        return {"collective_id": self.made.id, "now": NOW}

    def copy(self):
        Tending().look(NOW)
        file = written(self.made, self.path / "elm.tar.gz", NOW)
        return unpacked(file, self.path / "u")

    def index(self, kind: str) -> int:
        rows = Entry.objects.filter(collective_id=self.made.id, kind=kind)
        return rows.latest("index").index

    def say_else(self, folder, kind: str, **other: object) -> int:
        """Write an entry of a kind otherwise, make all fit, and sign it."""
        index = self.index(kind)
        t.say_else(folder, index, open_key(self.first), **other)
        return index


@pytest.fixture
def elm(tmp_path) -> Elm:
    return Elm(tmp_path)


def test_as_it_was(elm):
    folder = elm.copy()
    status, said = verify(folder)
    assert status == 0, said
    # Written anew as it was and signed by the log's key, it holds as well.
    elm.say_else(folder, CHANGED)
    status, said = verify(folder)
    assert status == 0, said


def thief(elm: Elm) -> dict[str, object]:
    """Return what an entry says that lets a thief's key follow."""
    name = elm.first.public.partition("+")[0]
    key = SigningKey(name, KeyKind.NOTE, t.THIEF)
    before, public = [elm.first.public], str(key.verifier)
    proof = b64encode(key.sign(succession_bytes(before, public))).decode()
    return {"key": public, "before": before, "proof": proof}


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("kind", "other", "words"),
    [
        (CHANGED, {"proof": "AAAA"}, "not by that key"),
        (CHANGED, {"proof": b64encode(bytes(64)).decode()}, "not by that key"),
        (CHANGED, {"proof": None}, "not by that key"),
        (CHANGED, {"before": []}, "other keys before"),
        (CHANGED, {"before": None}, "other keys before"),
        (CHANGED, {"key": "x"}, "no key"),
        (PROMISED, {"next": "0" * 64}, "who asked for it"),
        (PROMISED, {"before": None}, "without two members"),
        (PROMISED, {"before": "0" * 64}, "without two members"),
        (PROMISED, {"first": "0"}, "who asked for it"),
        (ASKED, {"before": "0" * 64}, "to be replaced"),
    ],
)
def test_each_change_is_found_and_named(elm, kind, other, words):
    folder = elm.copy()
    index = elm.say_else(folder, kind, **other)
    status, said = verify(folder)
    first = said["faults"][0]
    assert (status, first["first"]) == (1, index), json.dumps(said["faults"])
    assert words in first["what"] or words == "no key"


def test_a_thief_s_key_does_not_follow(elm):
    folder = elm.copy()
    index = elm.say_else(folder, CHANGED, **thief(elm))
    status, said = verify(folder)
    assert status == 1
    assert said["faults"][0]["first"] == index
    assert "not the one that was promised" in said["faults"][0]["what"]


def test_one_member_twice_is_not_two(elm):
    folder = elm.copy()
    index = elm.say_else(folder, PROMISED, member=str(elm.ids[0]))
    rows = t.Rows(folder, t.DISCLOSURE)
    entries = {row["id"]: row["index"] for row in t.Rows(folder, t.ENTRY).rows}
    for row in rows.rows:
        if entries[row["entry_id"]] == index:
            row["member_id"] = str(elm.ids[0])
    rows.save()
    refresh(folder)
    status, said = verify(folder)
    assert (status, said["faults"][0]["first"]) == (1, index)


@pytest.mark.parametrize("who", [0, 1])
def test_holds_after_one_of_them_is_erased(elm, who):
    erase_member(member_id=elm.ids[who], **elm.now)
    status, said = verify(elm.copy())
    assert status == 0, said


def test_what_a_key_follows_by_is_never_erased(elm):
    erase_member(member_id=elm.ids[0], **elm.now)
    folder, index = elm.copy(), elm.index(CHANGED)
    entries = {row["id"]: row["index"] for row in t.Rows(folder, t.ENTRY).rows}
    told = t.Rows(folder, t.DISCLOSURE)
    told.rows = [
        row
        for row in told.rows
        if entries[row["entry_id"]] != index or row["name"] != "proof"
    ]
    told.save()
    refresh(folder)
    status, said = verify(folder)
    assert (status, said["faults"][0]["first"]) == (1, index)
    assert any("which nobody can erase" in one["what"] for one in said["faults"])
