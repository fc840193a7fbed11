"""What a member says is signed: by their device, or by the server, which says so."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.cast import NOW, collective, member, signed_in
from tests.home.builders import asked
from tests.record.devices import Device

from folkmoot.deciding.models import Position
from folkmoot.deciding.operations import take_position
from folkmoot.engines.tlog import (
    KeyKind,
    SigningKey,
    read_leaf,
    verify_statement,
)
from folkmoot.home.operations import sign_with_device, stop_signing
from folkmoot.record.models import Entry, Key
from folkmoot.record.operations import DeviceKeyError, Signed
from folkmoot.record.signatures import device_key

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
