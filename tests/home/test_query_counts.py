"""A page asks the database as often with many rows as with few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW, collective, member, signed_in
from tests.growth import grower
from tests.home.builders import agreed, asked, names

from folkmoot.people.models import Membership, Person
from folkmoot.web.chance import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
ELM = "/c/elm-street/"
PAGES = (
    "/me/",
    ELM,
    f"{ELM}questions/",
    f"{ELM}decisions/",
    f"{ELM}search/?q=lamp",
    f"{ELM}agreement/",
    f"{ELM}settings/",
    f"{ELM}record/",
)


def count_queries(client, path):
    client.get(path)  # settles what fell due, once
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(captured)


def add_members(elm, count):
    people = [Person(name=f"P {n}", created_at=NOW) for n in range(count)]
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(
            collective=elm,
            person=each,
            standing="member",
            invited_as="member",
            name=each.name,
            joined_at=NOW,
        )
        for each in people
    )


def test_is_the_same_for_ten_and_for_two_hundred_members():
    elm = collective()
    ann, bo, di = (member(elm, n) for n in ("Ann", "Bo", "Di"))
    agreed(ann, bo, di)
    asked(bo, "A lamp")
    add_members(elm, 7)
    client = signed_in(di)
    few = {path: count_queries(client, path) for path in PAGES}
    add_members(elm, 190)
    assert {path: count_queries(client, path) for path in PAGES} == few


def test_my_page_is_the_same_for_one_and_for_many_collectives():
    elm = collective()
    asked(member(elm, "Bo"))
    ann = member(elm, "Ann")
    client = signed_in(ann)
    few = count_queries(client, "/me/")
    for number in range(4):
        other = collective(f"Oak {number}")
        asked(member(other, "Bo"))
        Membership.objects.create(
            id=new_id(),
            collective=other,
            person=ann.person,
            standing="member",
            invited_as="member",
            name="Ann from Elm",
            joined_at=NOW,
        )
        asked(member(other, "Bo"), "A lamp")
    assert count_queries(client, "/me/") == few


def test_is_the_same_for_few_and_for_many_questions():
    elm = collective(members=names(4))
    elm.settings = {"open_questions": 60, "minutes_per_month": 600}
    elm.save()
    asked(member(elm, "Ann"))
    agreed(*(member(elm, n) for n in names(4)), title="A lamp")
    client = signed_in(member(elm, "Di"))
    few = {path: count_queries(client, path) for path in PAGES}
    grower(elm).add_questions(24)
    assert {path: count_queries(client, path) for path in PAGES} == few
