"""Members' signatures in a copy: by a key that is theirs, over what is in the entry."""

import json
from hashlib import sha256
from string import ascii_lowercase

import pytest
from tests.cast import NOW, collective, member
from tests.cli import tampering as t
from tests.cli.verifying import refresh, unpacked, verify, written
from tests.home.builders import agreed, asked
from tests.record.devices import Device

from folkmoot.deciding.models import Position
from folkmoot.deciding.operations import (
    Attached,
    confirm_recorded,
    raise_question,
    take_position,
)
from folkmoot.engines.tlog import (
    Disclosure,
    KeyKind,
    SigningKey,
    decoys_needed,
    digest,
    hash_leaf,
    make_leaf,
    open_disclosure,
    sign_statement,
)
from folkmoot.home.operations import erase_everything
from folkmoot.listening.operations import Media, attach
from folkmoot.record.models import Entry
from folkmoot.record.operations import Words, append_entry

pytestmark = pytest.mark.django_db
STRANGER = b"s" * 32
ADDED = "attachment.added"


@pytest.fixture
def folder(tmp_path):
    elm = collective(members=("Ann", "Bo", "Di", "Eve"))
    agreed(*(member(elm, name) for name in ("Ann", "Bo", "Di", "Eve")))
    return unpacked(written(elm, tmp_path / "elm.tar.gz", NOW), tmp_path / "u")


def put_signature(folder, **other):
    """Sign the first position otherwise, and make the whole log fit, unsigned."""
    entries = {row["id"]: row for row in t.Rows(folder, t.ENTRY).rows}
    told = t.Rows(folder, t.DISCLOSURE)
    row = next(
        row
        for row in told.rows
        if row["name"] == "signature"
        and entries[row["entry_id"]]["kind"] == "position.taken"
    )
    index = entries[row["entry_id"]]["index"]
    rows = [one for one in told.rows if one["entry_id"] == row["entry_id"]]
    said = open_disclosure(row["encoded"])[2]
    assert isinstance(said, dict)
    digests = [digest(one["encoded"]) for one in rows if one is not row]
    signed = {**said, "by": "server", **other}
    key = SigningKey(signed["key"].partition("+")[0], KeyKind.NOTE, STRANGER)
    value = sign_statement(signed["origin"], digests, key, signed["by"])
    row["encoded"] = Disclosure("A" * 22, "signature", value).encoded
    told.save()
    digests.append(digest(row["encoded"]))
    decoys = [f"{'B' * 41}{letter}A" for letter in ascii_lowercase]
    size = t.size_of(folder)
    leaves = t.unpack_bundle((folder / f"log/tile/entries/000.p/{size}").read_bytes())
    leaves[index] = make_leaf(digests, decoys[: decoys_needed(len(digests))])
    t.write_leaves(folder, leaves)
    refresh(folder)
    return index


class TestSignatures:
    def test_are_counted_by_who_made_them(self, folder):
        status, said = verify(folder)
        assert status == 0
        assert said["counts"]["entries signed by the server for its member"] >= 4

    @pytest.mark.parametrize(
        ("other", "words"),
        [
            ({"key": "elsewhere.example/members/1+"}, "another member's key"),
            ({"origin": "elsewhere.example/log"}, "for another log"),
        ],
    )
    def test_of_others_or_for_other_logs_do_not_count(self, folder, other, words):
        index = put_signature(folder, **other)
        status, said = verify(folder)
        assert status == 1
        assert any(
            one["first"] == index and words in one["what"] for one in said["faults"]
        ), json.dumps(said["faults"])

    def test_a_device_that_is_not_on_record_does_not_count(self, folder):
        said = json.loads((folder / "manifest.json").read_bytes())["record"]
        position = t.Rows(folder, "deciding.position").rows[0]
        entries = {row["id"]: row for row in t.Rows(folder, t.ENTRY).rows}
        owner = next(
            row["member_id"]
            for row in t.Rows(folder, t.DISCLOSURE).rows
            if row["name"] == "signature"
            and entries[row["entry_id"]]["kind"] == "position.taken"
        )
        assert position["member_id"]
        name = f"{said['origin']}/members/{owner}/device+"
        index = put_signature(folder, key=name, by="device")
        status, found = verify(folder)
        assert status == 1
        assert any(
            one["first"] == index and "no device" in one["what"]
            for one in found["faults"]
        ), json.dumps(found["faults"])


class TestRecordedForSomebody:
    """What another member enters names them, instead of a signature."""

    @pytest.fixture
    def helped(self, tmp_path):
        elm = collective(members=("Ann", "Bo", "Di", "Eve"))
        question = asked(member(elm, "Ann"))
        take_position(
            member=member(elm, "Di"),
            question=question,
            value=Position.Value.CONSENT,
            helper=member(elm, "Bo"),
            second=member(elm, "Eve"),
            now=NOW,
        )
        return elm

    @pytest.fixture
    def heard(self, helped):
        position = Position.objects.get()
        confirm_recorded(
            member=member(helped, "Eve"),
            question=position.question,
            entered=position,
            now=NOW,
            seen_at=NOW,
        )
        return helped

    def copy(self, elm, tmp_path):
        return unpacked(written(elm, tmp_path / "elm.tar.gz", NOW), tmp_path / "u")

    def test_is_counted(self, helped, tmp_path):
        status, said = verify(self.copy(helped, tmp_path))
        assert (status, said["faults"]) == (0, [])
        assert said["counts"]["entries recorded for a member by one other"] == 1

    def test_by_two_is_counted_as_such(self, heard, tmp_path):
        status, said = verify(self.copy(heard, tmp_path))
        assert (status, said["faults"]) == (0, [])
        counts = said["counts"]
        assert counts["entries recorded for a member by two others"] == 1
        assert "entries recorded for a member by one other" not in counts

    def test_by_two_holds_after_the_second_is_erased(self, heard, tmp_path):
        erase_everything(person=member(heard, "Eve").person, now=NOW)
        status, said = verify(self.copy(heard, tmp_path))
        assert (status, said["faults"]) == (0, [])

    @pytest.mark.parametrize(
        ("column", "value"), [("seconded_at", None), ("second_id", "Ann")]
    )
    def test_a_row_without_its_second_is_found(self, heard, tmp_path, column, value):
        folder = self.copy(heard, tmp_path)
        table = t.Rows(folder, "deciding.position")
        table.rows[0][column] = str(member(heard, value).id) if value else None
        table.save()
        refresh(folder)
        status, said = verify(folder)
        assert status == 1
        assert "who heard an answer too" in said["faults"][0]["what"]

    @pytest.mark.sweep
    @pytest.mark.parametrize(
        ("who", "changes", "what"),
        [
            ("Ann", {"leaf": "00"}, "another entry than stands there"),
            ("Ann", {"entry": 0}, "not entered for another"),
            ("Ann", {"entry": 9999}, "no entry before it"),
            ("Bo", {}, "not by a second member"),
            ("Di", {}, "not by a second member"),
        ],
    )
    def test_a_second_who_is_none_is_found(self, helped, tmp_path, who, changes, what):
        taken = Entry.objects.get(kind="position.taken")
        details = {"entry": taken.index, "leaf": hash_leaf(taken.leaf.encode()).hex()}
        append_entry(
            collective_id=helped.id,
            kind="position.seconded",
            details=details | changes,
            now=NOW,
            member_id=member(helped, who).id,
            words=Words(),
        )
        status, said = verify(self.copy(helped, tmp_path))
        assert status == 1
        assert any(what in one["what"] for one in said["faults"]), said["faults"]

    def test_holds_after_who_entered_it_is_erased(self, helped, tmp_path):
        erase_everything(person=member(helped, "Bo").person, now=NOW)
        status, said = verify(self.copy(helped, tmp_path))
        assert (status, said["faults"]) == (0, [])

    @pytest.mark.parametrize("who", ["Eve", None])
    def test_a_row_that_names_another_or_nobody_is_found(self, helped, tmp_path, who):
        folder = self.copy(helped, tmp_path)
        table = t.Rows(folder, "deciding.position")
        (row,) = table.rows
        row["helper_id"] = str(member(helped, who).id) if who else None
        table.save()
        refresh(folder)
        status, said = verify(folder)
        assert status == 1
        index = Entry.objects.get(kind="position.taken").index
        assert any(
            one["first"] == index and "who entered a position" in one["what"]
            for one in said["faults"]
        ), said["faults"]

    def test_an_entry_without_signature_or_helper_is_found(self, helped, tmp_path):
        append_entry(
            collective_id=helped.id,
            kind="statement.added",
            details={"statement": "x", "text": "Nobody said this"},
            now=NOW,
            member_id=member(helped, "Eve").id,
        )
        index = Entry.objects.get(kind="statement.added").index
        status, said = verify(self.copy(helped, tmp_path))
        assert status == 1
        assert any(
            one["first"] == index and "nobody signed it" in one["what"]
            for one in said["faults"]
        ), said["faults"]


class TestAttached:
    """A photo or a recording is the one on record, and the one that was signed."""

    RECORDING = b"OggS and what was said"

    @pytest.fixture
    def told(self):
        elm = collective(members=("Ann", "Bo", "Di", "Eve"))
        question = raise_question(member=member(elm), title="A shed", now=NOW)
        attach(
            member=member(elm),
            about_id=question.id,
            upload=Media("recording", "audio/ogg", self.RECORDING),
            description="The old shed creaks",
            now=NOW,
        )
        return elm

    def copy(self, elm, tmp_path):
        return unpacked(written(elm, tmp_path / "elm.tar.gz", NOW), tmp_path / "u")

    def test_is_counted(self, told, tmp_path):
        status, said = verify(self.copy(told, tmp_path))
        assert (status, said["faults"]) == (0, [])
        assert said["counts"]["photos and recordings"] == 1

    def test_holds_after_it_is_erased(self, told, tmp_path):
        erase_everything(person=member(told).person, now=NOW)
        status, said = verify(self.copy(told, tmp_path))
        assert (status, said["faults"]) == (0, [])

    @pytest.mark.parametrize(
        ("changed", "what"),
        [(b"OggS and what was not said", "not the one"), (None, "is missing")],
    )
    def test_another_file_is_found(self, told, tmp_path, changed, what):
        folder = self.copy(told, tmp_path)
        [file] = (folder / "attachments").iterdir()
        file.unlink()
        if changed:
            file.write_bytes(changed)
        refresh(folder)
        status, said = verify(folder)
        assert status == 1
        index = Entry.objects.get(kind="attachment.added").index
        assert any(
            one["first"] == index and what in one["what"] for one in said["faults"]
        ), said["faults"]

    @pytest.mark.parametrize("kind", ["contribution.added", "position.taken"])
    @pytest.mark.parametrize("is_same", [True, False])
    def test_the_signed_file_is_the_one_that_was_kept(
        self, told, tmp_path, is_same, kind
    ):
        added = Entry.objects.get(kind="attachment.added")
        append_entry(
            collective_id=told.id,
            kind=kind,
            details={
                "attachment": added.disclosures.get(name="attachment").value,
                "file": sha256(self.RECORDING if is_same else b"other").hexdigest(),
            },
            now=NOW,
            member_id=member(told).id,
            words=Words(),
        )
        _status, said = verify(self.copy(told, tmp_path))
        what = "signed another photo or recording"
        assert any(what in one["what"] for one in said["faults"]) is not is_same


class TestFilesOfQuestions:
    RECORDING = b"OggS and what was said"

    @pytest.fixture
    def raised(self):
        made = collective(members=("Ann", "Bo", "Di"))
        self.raise_by(member(made), Device(member(made)).set())
        return made

    def raise_by(self, ann, device, print_of=RECORDING):
        signed = device.sign(kind=ADDED, file=sha256(print_of).hexdigest())
        media = Media("recording", "audio/ogg", self.RECORDING)
        raise_question(
            member=ann,
            title="A bench",
            attached=Attached(media, "Ann speaks", signed),
            now=NOW,
        )

    def test_a_device_signs_the_print_of_what_was_sent(self, raised):
        entry = Entry.objects.get(kind=ADDED)
        told = {one.name: one.value for one in entry.disclosures.all()}
        assert told["file"] == told["sent"] == sha256(self.RECORDING).hexdigest()
        signature = told["signature"]
        assert isinstance(signature, dict)
        assert signature["by"] == "device"

    def test_who_signed_another_file_has_it_signed_by_the_server(self, raised):
        ann = member(raised)
        self.raise_by(ann, Device(ann), print_of=b"another")
        last = Entry.objects.filter(kind=ADDED).latest("index")
        signature = last.disclosures.get(name="signature").value
        assert isinstance(signature, dict)
        assert signature["by"] == "server"

    def test_it_is_checked(self, raised, tmp_path):
        status, said = verify(written(raised, tmp_path / "elm.tar.gz", NOW))
        assert (status, said["faults"]) == (0, [])
        assert said["counts"]["entries signed by a device"] == 1
        assert said["counts"]["photos and recordings"] == 1

    @pytest.mark.parametrize(
        ("sent", "words", "what"),
        [
            (b"other", Words(), "signed another photo or recording"),
            (RECORDING, None, "nobody signed it"),
        ],
    )
    def test_what_is_not_signed_as_it_was_sent_is_found(
        self, raised, tmp_path, sent, words, what
    ):
        added = Entry.objects.get(kind=ADDED)
        told = {one.name: one.value for one in added.disclosures.all()}
        file = sha256(self.RECORDING).hexdigest()
        append_entry(
            collective_id=raised.id,
            kind=ADDED,
            details={
                **{name: told[name] for name in ("attachment", "sha256")},
                "sent": sha256(sent).hexdigest(),
                "file": file,
            },
            now=NOW,
            member_id=member(raised).id,
            words=words,
        )
        status, said = verify(written(raised, tmp_path / "elm.tar.gz", NOW))
        assert status == 1
        assert any(what in one["what"] for one in said["faults"])
