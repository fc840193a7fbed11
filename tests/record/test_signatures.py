"""What a member says is signed: by their device, or by the server, which says so."""

import json
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.api.client import Program
from tests.cast import NOW, collective, member, signed_in
from tests.home.builders import asked
from tests.record.devices import Device

from folkmoot.deciding.models import Position
from folkmoot.deciding.operations import add_statement, contribute, take_position
from folkmoot.engines.tlog import (
    KeyKind,
    SigningKey,
    parse_receipt,
    read_leaf,
    verify_statement,
)
from folkmoot.home.operations import sign_with_device, stop_signing
from folkmoot.home.queries.own_words import get_own_words, tell_own_words
from folkmoot.home.queries.receipts import check_receipt
from folkmoot.listening.models import Contribution
from folkmoot.record.keys.signatures import device_key
from folkmoot.record.models import Entry, Key, Log
from folkmoot.record.operations import (
    DeviceKeyError,
    Signed,
    agree_to_sign,
    erase_member,
)
from folkmoot.record.queries import find_fault
from folkmoot.record.tending import Tending

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


class Case:
    def __init__(self) -> None:
        self.elm = collective(members=("Ann", "Bo", "Di", "Eve"))
        self.question = asked(member(self.elm))
        self.bo = member(self.elm, "Bo")
        self.device = Device(self.bo)

    def said(self, **changes) -> dict:
        about = str(self.question.id)
        return {
            "kind": "position.taken",
            "about": about,
            "value": "consent",
            "text": "",
            **changes,
        }

    def take(self, signed: Signed | None = None) -> dict:
        take_position(
            member=self.bo,
            question=self.question,
            value=Position.Value.CONSENT,
            now=LATER,
            signed=signed,
        )
        entry = Entry.objects.filter(kind="position.taken").latest("index")
        told = {row.name: row.value for row in entry.disclosures.all()}
        verify_statement(told["signature"], read_leaf(entry.leaf.encode()))
        assert sorted({*told} - {"holds"}) == told["holds"]
        return told["signature"]


class TestTakePosition:
    def test_the_server_signs_for_who_has_no_device_and_says_so(self):
        signature = Case().take()
        assert signature["by"] == "server"
        assert len(signature["sd"]) == 8

    def test_a_device_signs_what_is_recorded(self):
        case = Case()
        case.device.set()
        signature = case.take(case.device.sign(**case.said()))
        assert signature["by"] == "device"
        assert signature["key"] == str(case.device.key.verifier)

    @pytest.mark.parametrize(
        "changes",
        [
            {"value": "object"},
            {"about": "01900000-0000-7000-8000-000000000000"},
            {"kind": "statement.added"},
            {"more": "words"},
        ],
    )
    def test_what_else_a_device_signed_does_not_count(self, changes):
        case = Case()
        case.device.set()
        signature = case.take(case.device.sign(**case.said(**changes)))
        assert signature["by"] == "server"

    def test_a_device_signs_all_that_matters_or_nothing(self):
        case = Case()
        case.device.set()
        said = case.said()
        del said["text"]
        assert case.take(case.device.sign(**said))["by"] == "server"

    def test_a_key_that_is_not_theirs_does_not_count(self):
        case = Case()
        assert case.take(case.device.sign(**case.said()))["by"] == "server"
        case.device.set()
        other = Device(case.bo)
        other.key = SigningKey(case.device.key.name, KeyKind.NOTE, bytes(32))
        assert case.take(other.sign(**case.said()))["by"] == "server"

    def test_a_signature_that_was_changed_does_not_count(self):
        case = Case()
        case.device.set()
        good = case.device.sign(**case.said())
        bad = Signed(good.key, good.signature[:-4] + "AAA=", good.told)
        assert case.take(bad)["by"] == "server"

    def test_comes_with_the_form(self, clock):
        case = Case()
        case.device.set()
        signed = case.device.sign(**case.said())
        sent = {"key": signed.key, "signature": signed.signature, "told": signed.told}
        place = reverse("deciding:position", args=("elm-street", case.question.number))
        answer = signed_in(case.bo).post(
            place, {"value": "consent", "signed": json.dumps(sent)}
        )
        assert answer.status_code == 302
        entry = Entry.objects.get(kind="position.taken")
        told = entry.disclosures.get(name="signature").value
        assert isinstance(told, dict)
        assert told["by"] == "device"


class TestHearing:
    """Short statements and words at length."""

    def signature(self, kind: str) -> dict:
        entry = Entry.objects.filter(kind=kind).latest("index")
        told = {row.name: row.value for row in entry.disclosures.all()}
        verify_statement(told["signature"], read_leaf(entry.leaf.encode()))
        assert sorted({*told} - {"holds"}) == told["holds"]
        return told["signature"]

    def words(self, case: Case, kind: str = "text", **changes) -> dict:
        said = {"kind": "contribution.added", "about": str(case.question.id)}
        return said | {"kind_of_words": kind, "people": 1, "text": "Pears"} | changes

    def say(self, case: Case, signed: Signed | None = None, **changes) -> dict:
        said = {"kind": Contribution.Kind.TEXT, "text": " Pears ", "people": 1}
        contribute(
            member=case.bo,
            question=case.question,
            now=LATER,
            signed=signed,
            **said | changes,
        )
        return self.signature("contribution.added")

    @pytest.mark.parametrize("is_device", [True, False])
    def test_a_short_statement_is_signed_by_a_device_or_the_server(self, is_device):
        case = Case()
        about = str(case.question.id)
        case.device.set()
        said = {"kind": "statement.added", "about": about, "text": "Apples"}
        signed = case.device.sign(**said) if is_device else None
        add_statement(
            member=case.bo,
            question=case.question,
            text="Apples ",
            now=LATER,
            signed=signed,
        )
        assert self.signature("statement.added")["by"] == (
            "device" if is_device else "server"
        )

    def test_words_are_signed_with_their_kind_and_how_many_said_them(self):
        case = Case()
        case.device.set()
        assert self.say(case)["by"] == "server"
        assert self.say(case, case.device.sign(**self.words(case)))["by"] == "device"
        talk = self.words(case, "talk", people=3)
        kind = {"kind": Contribution.Kind.TALK, "people": 3}
        assert self.say(case, case.device.sign(**talk), **kind)["by"] == "device"

    @pytest.mark.parametrize(
        "changes",
        [
            {"text": "Plums"},
            {"people": 2},
            {"people": "1"},
            {"kind_of_words": "talk"},
            {"kind": "statement.added"},
            {"about": "01900000-0000-7000-8000-000000000000"},
        ],
    )
    def test_other_words_than_a_device_signed_are_the_server_s(self, changes):
        case = Case()
        case.device.set()
        signed = case.device.sign(**self.words(case, **changes))
        assert self.say(case, signed)["by"] == "server"

    @pytest.mark.parametrize("name", ["people", "kind_of_words", "text", "about"])
    def test_a_device_signs_all_of_it_or_nothing(self, name):
        case = Case()
        case.device.set()
        said = self.words(case)
        del said[name]
        assert self.say(case, case.device.sign(**said))["by"] == "server"

    def test_programs_send_it_too(self, clock):
        case = Case()
        case.device.set()
        signed = case.device.sign(**self.words(case))
        hearing = f"collectives/elm-street/questions/{case.question.number}/hearing"
        sent = {"text": "Pears", "signed": asdict(signed)}
        Program(case.bo).post(f"{hearing}/contributions", sent)
        assert self.signature("contribution.added")["by"] == "device"

    def test_words_are_erased_and_the_signature_with_them(self):
        case = Case()
        case.device.set()
        self.say(case, case.device.sign(**self.words(case)))
        erase_member(collective_id=case.elm.id, member_id=case.bo.id, now=LATER)
        entry = Entry.objects.get(kind="contribution.added")
        left = set(entry.disclosures.values_list("name", flat=True))
        assert left == {"kind", "at", "about", "holds"}
        assert find_fault(case.elm.id) is None

    def test_what_one_said_says_who_signed_it(self):
        case = Case()
        case.device.set()
        self.say(case, case.device.sign(**self.words(case)))
        (there,) = get_own_words(case.bo.person, LATER)["collectives"]
        signed = {row["kind"]: row["signed_by"] for row in there["in_the_record"]}
        assert signed["contribution.added"] == "device"
        assert signed["member.key_set"] == ""
        assert {row["receipt"] for row in there["in_the_record"]} == {""}
        Tending().look(LATER)
        (there,) = get_own_words(case.bo.person, LATER)["collectives"]
        for row in there["in_the_record"]:
            assert parse_receipt(row["receipt"].encode()).index + 1 == row["number"]
            assert check_receipt(row["receipt"]).fault == ""
        assert "tlog-proof" not in tell_own_words(get_own_words(case.bo.person, LATER))
        page = signed_in(case.bo).get("/c/elm-street/record/?mine")
        assert "Signed by your device." in page.content.decode()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "1", '{"key":1,"signature":"","told":[]}', "x" * 20_000]
)
def test_what_is_no_signature_is_none(text):
    assert Signed.parse(text) is None


class TestDeviceKey:
    def test_a_second_device_ends_the_first(self):
        case = Case()
        case.device.set()
        second = Device(case.bo)
        second.key = SigningKey(case.device.key.name, KeyKind.NOTE, bytes(32))
        second.set()
        assert Key.objects.filter(use="member", until=None).count() == 1
        assert device_key(case.elm.id, case.bo.id) == str(second.key.verifier)

    def test_ends(self):
        case = Case()
        case.device.set()
        stop_signing(member=case.bo, now=LATER)
        stop_signing(member=case.bo, now=LATER)
        assert device_key(case.elm.id, case.bo.id) == ""
        assert Entry.objects.filter(kind="member.key_ended").count() == 1

    @pytest.mark.parametrize("public", ["", "x", "no+key+here"])
    def test_what_is_no_key_is_refused(self, public):
        with pytest.raises(DeviceKeyError):
            sign_with_device(member=Case().bo, public=public, now=NOW)

    def test_ends_when_the_log_has_a_new_name(self):
        case = Case()
        case.device.set()
        Tending().look(LATER)
        Log.objects.filter(collective_id=case.elm.id).update(state="behind")
        for name in ("Ann", "Di"):
            agree_to_sign(
                collective_id=case.elm.id,
                member_id=member(case.elm, name).id,
                now=LATER,
            )
        assert device_key(case.elm.id, case.bo.id) == ""
        again = Device(case.bo).set()
        assert "/again/2/members/" in again.key.name
        assert case.take(again.sign(**case.said()))["by"] == "device"

    def test_another_members_key_is_refused(self):
        case = Case()
        other = Device(member(case.elm, "Di"))
        with pytest.raises(DeviceKeyError):
            sign_with_device(member=case.bo, public=str(other.key.verifier), now=NOW)

    def test_the_page_lets_the_browser_make_it(self, clock):
        case = Case()
        browser = signed_in(case.bo)
        shown = browser.get("/c/elm-street/record/device/").content.decode()
        assert f'data-name="{case.device.key.name}"' in shown
        browser.post(
            "/c/elm-street/record/device/", {"key": str(case.device.key.verifier)}
        )
        assert device_key(case.elm.id, case.bo.id) == str(case.device.key.verifier)
        browser.post("/c/elm-street/record/device/end/")
        assert device_key(case.elm.id, case.bo.id) == ""
