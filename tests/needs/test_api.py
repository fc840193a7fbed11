"""Needs, offers and things by the API: what a program reads and does."""

import json
from decimal import Decimal

import pytest
from django.test import Client
from tests.cast import NOW
from tests.needs.builders import House, sisters

from folkmoot.needs.models import Booking, Need
from folkmoot.needs.queries.classes import classes_of
from folkmoot.people.models import Membership
from folkmoot.people.operations import make_token

pytestmark = pytest.mark.django_db


class Program:
    """Somebody's program, with a key that reads and writes."""

    def __init__(self, member: Membership) -> None:
        scopes, person = ["read", "write"], member.person
        _row, secret = make_token(
            person=person, label="Sheet", scopes=scopes, days=9, now=NOW
        )
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.home = f"/api/v1/collectives/{member.collective.slug}"

    def ask(self, method: str, path: str, data=None):
        body = "" if data is None else json.dumps(data)
        return Client().generic(
            method,
            f"{self.home}/{path}",
            body,
            "application/json",
            headers=self.headers,
        )


def need_text(house: House, **more):
    first = classes_of(house.elm)[0]
    text = {"kind": "thing", "what": "Rye bread", "amount": "2.5", "unit": "kg"}
    return {**text, "class_id": str(first.id), **more}


class TestNeeds:
    def test_are_said_met_and_done(self):
        house = House()
        ann, bo = Program(house.ann), Program(house.bo)

        need = ann.ask("POST", "needs", need_text(house)).json()
        helped = bo.ask("POST", f"needs/{need['id']}/help", {"amount": "1.5"}).json()
        ann.ask("PUT", f"matches/{helped['id']}/acceptance", {"reach": "Flat 3"})
        seen = bo.ask("GET", f"matches/{helped['id']}").json()
        half = ann.ask("GET", f"needs/{need['id']}").json()

        assert (helped["state"], helped["waits_for_me"]) == ("asked", False)
        assert (seen["reach"], seen["other"]["name"]) == ("Flat 3", "Ann")
        assert Decimal(half["left"]) == 1
        done = bo.ask("PUT", f"matches/{helped['id']}/completion").json()
        assert done["state"] == "done"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"amount": "0"},
            {"amount": "NaN"},
            {"amount": "1e99"},
            {"amount": "0.001"},
            {"unit": "stone"},
            {"people": 0},
            {"what": " "},
            {"due_date": "2027-02-30"},
        ],
    )
    def test_are_refused_where_they_cannot_be(self, wrong):
        house = House()

        answer = Program(house.ann).ask("POST", "needs", need_text(house, **wrong))

        assert answer.status_code == 422
        assert not Need.objects.exists()

    def test_of_sisters_have_no_name_and_no_note(self):
        elm, oak = sisters()
        elm.need(goes_out=True, note="For Ann's knee")

        [seen] = Program(oak.bo).ask("GET", "neighbours").json()["needs"]

        assert (seen["member"], seen["note"]) == (None, "")
        assert seen["collective"] == "Elm Street"


class TestThings:
    def test_are_shared_and_booked_once(self):
        house = House()
        ann, bo = Program(house.ann), Program(house.bo)
        thing = {"name": "Tent", "place": "Cellar", "care_until": "2027-06-01"}
        times = {
            "starts_at": "2027-03-05T09:00:00Z",
            "ends_at": "2027-03-05T17:00:00Z",
        }

        made = ann.ask("POST", "things", thing).json()
        first = bo.ask("POST", f"things/{made['id']}/bookings", times)
        second = ann.ask("POST", f"things/{made['id']}/bookings", times)

        assert (made["carer"]["name"], made["care_until"]) == ("Ann", "2027-06-01")
        assert (first.status_code, second.status_code) == (201, 409)
        assert second.json()["error"]["code"] == "booked_already"
        booking = Booking.objects.get()
        path = f"things/{made['id']}/bookings/{booking.id}"
        assert ann.ask("DELETE", path).status_code == 403
        assert bo.ask("DELETE", path).status_code == 204
