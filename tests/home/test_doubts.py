"""After a theft of the key: a marked range, what stands in doubt, and confirming it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.api.client import Program
from tests.cast import NOW, collective, member, signed_in
from tests.cli.verifying import unpacked, verify, written
from tests.home.builders import asked
from tests.record.devices import Device

from folkmoot.deciding.models import Position
from folkmoot.deciding.operations import take_position
from folkmoot.home.operations import (
    bring_next_key,
    confirm_own,
    erase_everything,
    mark_doubt,
    put_key_on_paper,
)
from folkmoot.home.queries.doubts import doubts_page
from folkmoot.record.keys.paper import write_paper_key
from folkmoot.record.models import Entry
from folkmoot.record.operations import DoubtRefusedError, Words, append_entry
from folkmoot.record.queries.doubts import print_of_entries
from folkmoot.record.tending import Tending

pytestmark = pytest.mark.django_db
PAPER = write_paper_key(bytes(range(32)))
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def elm():
    """Return a collective whose key was changed after Ann and Bo had answered."""
    elm = collective(members=("Ann", "Bo", "Di"))
    Tending().look(NOW)
    ann = member(elm)
    put_key_on_paper(member=ann, collective_id=elm.id, paper=PAPER, now=NOW)
    question = asked(ann)
    for name in ("Ann", "Bo"):
        take_position(
            member=member(elm, name),
            question=question,
            value=Position.Value.CONSENT,
            now=NOW,
        )
    bring_next_key(member=ann, collective_id=elm.id, paper=PAPER, now=LATER)
    return elm


def taken():
    return list(Entry.objects.filter(kind="position.taken").order_by("index"))


def mark(elm, number=None, who="Di"):
    number = number or taken()[0].index + 1
    return mark_doubt(
        member=member(elm, who), collective_id=elm.id, number=number, now=LATER
    )


def confirm(elm, who, *numbers, **more):
    return confirm_own(
        member=member(elm, who),
        collective_id=elm.id,
        numbers=numbers,
        now=LATER,
        **more,
    )


def page(client, name):
    return client.get(reverse(f"home:{name}", args=["elm-street"])).content.decode()


class TestMarking:
    def test_goes_up_to_the_change_of_the_key_and_says_who(self, elm):
        entry = mark(elm)
        told = {row.name: row.value for row in entry.disclosures.all()}
        changed = Entry.objects.get(kind="log.key_changed")
        assert (told["from_size"], told["to_size"]) == (taken()[0].index, changed.index)
        assert told["member"] == str(member(elm, "Di").id)

    def test_is_shown_to_all_in_the_timeline(self, elm):
        ann = signed_in(member(elm).person)
        assert "In doubt" not in page(ann, "record")
        mark(elm)
        shown = page(ann, "record")
        assert shown.count("In doubt: others had the key.") == 2
        assert "were signed while the record's key was in other hands" in shown

    def test_a_later_mark_counts_and_can_take_it_back(self, elm):
        mark(elm)
        mark(elm, taken()[1].index + 1)
        assert [one.entries for one in doubts_page(member(elm), elm.id).ranges] == [1]
        mark(elm, Entry.objects.get(kind="log.key_changed").index + 1)
        assert doubts_page(member(elm), elm.id).ranges == []

    def test_is_refused_beyond_the_change(self, elm):
        with pytest.raises(DoubtRefusedError):
            mark(elm, Entry.objects.get(kind="log.key_changed").index + 2)

    def test_is_refused_before_any_change(self):
        elm = collective(members=("Ann", "Di"))
        Tending().look(NOW)
        with pytest.raises(DoubtRefusedError):
            mark(elm, 1)

    def test_on_the_page(self, elm):
        di = signed_in(member(elm, "Di").person)
        where = reverse("home:doubts", args=["elm-street"])
        data = {"number": taken()[0].index + 1}
        assert di.post(where, data).status_code == 302
        assert "entry" in page(di, "doubts")
        assert di.post(where, {"number": "999"}).status_code == 422


class TestConfirming:
    def test_waits_on_ones_own_page_until_then(self, elm):
        mark(elm)
        ann, di = (signed_in(member(elm, name).person) for name in ("Ann", "Di"))
        assert "Was this you?" in ann.get("/me/").content.decode()
        assert "Was this you?" not in di.get("/me/").content.decode()
        where = reverse("home:confirm_own", args=["elm-street"])
        ann.post(where, {"numbers": str(taken()[0].index + 1)})
        assert "Was this you?" not in ann.get("/me/").content.decode()
        assert "In doubt, and confirmed since." in page(ann, "record")

    def test_is_signed_by_ones_device(self, elm):
        mark(elm)
        bo = member(elm, "Bo")
        device = Device(bo).set()
        [own] = doubts_page(bo, elm.id).own
        rows = [taken()[1]]
        said = {
            "kind": "entries.confirmed",
            "entries": [rows[0].index],
            "print": print_of_entries(rows),
        }
        entry = confirm(elm, "Bo", own.event.number, signed=device.sign(**said))
        assert entry.disclosures.get(name="signature").value["by"] == "device"

    @pytest.mark.parametrize("number", [0, 1, 999])
    def test_refuses_what_is_not_in_doubt(self, elm, number):
        mark(elm)
        with pytest.raises(DoubtRefusedError):
            confirm(elm, "Ann", number)

    def test_refuses_what_another_did_and_what_is_confirmed(self, elm):
        mark(elm)
        own = taken()[0].index + 1
        with pytest.raises(DoubtRefusedError):
            confirm(elm, "Bo", own)
        confirm(elm, "Ann", own)
        with pytest.raises(DoubtRefusedError):
            confirm(elm, "Ann", own)

    def test_by_programs(self, elm):
        ann, where = Program(member(elm)), "collectives/elm-street/record/doubts"
        first = taken()[0].index + 1
        found = ann.put(where, {"first": first})
        assert (found["own"], found["ranges"][0]["confirmed"]) == ([first], 0)
        found = ann.post(f"{where}/confirmation", {"numbers": [first]}, status=200)
        assert (found["own"], found["ranges"][0]["confirmed"]) == ([], 1)
        assert ann.get(where) == found


class TestDevices:
    """A device that was named while others had the key: the owner says whether it was."""

    @pytest.fixture
    def stolen(self):
        """Return a collective in whose range in doubt a device was named for Bo."""
        elm = collective(members=("Ann", "Bo", "Di"))
        Tending().look(NOW)
        ann = member(elm)
        put_key_on_paper(member=ann, collective_id=elm.id, paper=PAPER, now=NOW)
        self.device = Device(member(elm, "Bo")).set()
        self.number = Entry.objects.get(kind="member.key_set").index + 1
        bring_next_key(member=ann, collective_id=elm.id, paper=PAPER, now=LATER)
        self.question = asked(ann)
        return elm

    def answer(self, elm):
        """Take a position for Bo, signed by the device; return who signed it."""
        said = {
            "kind": "position.taken",
            "about": str(self.question.id),
            "value": "consent",
            "text": "",
        }
        bo = member(elm, "Bo")
        signed = self.device.sign(**said)
        take_position(
            member=bo,
            question=self.question,
            value=Position.Value.CONSENT,
            now=LATER,
            signed=signed,
        )
        return taken()[-1].disclosures.get(name="signature").value["by"]

    def test_signs_nothing_until_its_owner_confirms_it(self, stolen):
        bo = signed_in(member(stolen, "Bo").person)
        warning = "A device was named for you while others had"
        assert warning not in page(bo, "device")
        mark(stolen, self.number)
        assert self.answer(stolen) == "server"
        assert warning in page(bo, "device")
        confirm(stolen, "Bo", self.number)
        assert self.answer(stolen) == "device"
        assert warning not in page(bo, "device")

    def test_signs_once_it_is_named_again(self, stolen):
        mark(stolen, self.number)
        self.device.set()
        assert self.answer(stolen) == "device"

    def test_marks_what_it_signed_before_anybody_knew(self, stolen, tmp_path):
        assert self.answer(stolen) == "device"
        mark(stolen, self.number)
        ann, words = signed_in(member(stolen).person), "the device was named while"
        assert page(ann, "record").count(words) == 1
        told = "entries signed by a device that is in doubt"
        copy = TestVerify().copy(stolen, tmp_path)
        status, said = verify(copy)
        assert (status, said["faults"], said["counts"][told]) == (0, [], 1)
        confirm(stolen, "Bo", self.number)
        assert words not in page(ann, "record")


class TestVerify:
    def copy(self, elm, tmp_path):
        return unpacked(written(elm, tmp_path / "elm.tar.gz", LATER), tmp_path / "u")

    def test_says_how_many_entries_are_in_doubt_and_how_many_were_confirmed(
        self, elm, tmp_path
    ):
        mark(elm)
        confirm(elm, "Ann", taken()[0].index + 1)
        status, said = verify(self.copy(elm, tmp_path))
        assert (status, said["faults"]) == (0, [])
        first, last = (row.index + 1 for row in taken())
        assert said["in doubt"].startswith(
            f"2 entries, {first} to {last}, were signed while the key was in other hands;"
            " 1 of them"
        )

    def test_holds_after_who_confirmed_is_erased(self, elm, tmp_path):
        mark(elm)
        confirm(elm, "Bo", taken()[1].index + 1)
        erase_everything(person=member(elm, "Bo").person, now=LATER)
        status, said = verify(self.copy(elm, tmp_path))
        assert (status, said["faults"]) == (0, [])

    @pytest.mark.parametrize(
        ("who", "changes", "what"),
        [
            ("Bo", {}, "what another member did"),
            ("Ann", {"print": "00"}, "other entries than stand there"),
            ("Ann", {"entries": [9999]}, "not before it"),
            ("Ann", {"entries": "all"}, "confirms no entries"),
        ],
    )
    def test_finds_what_confirms_nothing(self, elm, tmp_path, who, changes, what):
        mark(elm)
        rows = [taken()[0]]
        details = {"entries": [rows[0].index], "print": print_of_entries(rows)}
        append_entry(
            collective_id=elm.id,
            kind="entries.confirmed",
            details=details | changes,
            now=LATER,
            member_id=member(elm, who).id,
            words=Words(),
        )
        status, said = verify(self.copy(elm, tmp_path))
        assert status == 1
        assert any(what in one["what"] for one in said["faults"]), said["faults"]

    def test_finds_a_range_that_ends_nowhere(self, elm, tmp_path):
        append_entry(
            collective_id=elm.id,
            kind="log.range_doubted",
            details={"from_size": 1, "to_size": 2},
            now=LATER,
            member_id=member(elm).id,
        )
        status, said = verify(self.copy(elm, tmp_path))
        assert status == 1
        assert "ends where another key followed" in said["faults"][0]["what"]
