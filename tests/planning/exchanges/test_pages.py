"""The pages and the API of exchanges: what others may read, and what is said on errors."""

import json
import re

import pytest
from django.urls import reverse
from tests import cast
from tests.house_rules.world import _key_of
from tests.planning.exchanges.villages import FIRST_DAY, GOODS, NAMES, NOW, Villages

from folkmoot.home.queries.waiting import list_waiting
from folkmoot.planning import library
from folkmoot.planning.models import Exchange, ExchangePart
from folkmoot.planning.operations import exchanges, plans
from folkmoot.planning.tables import FLOWS, NEEDS, RESOURCES, WAYS, Tables
from folkmoot.planning.tables import GOODS as GOODS_TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.long]
SECRET = "secret"
STOCK = "7654.25"


def address(group, name, *parts):
    return reverse(f"planning:{name}", args=(group.slug, *parts))


def with_secrets(name: str) -> Tables:
    """Return recipes whose ways, means, people and own goods have telling names."""
    tables = library.read_example(f"three-co-ops/{name.lower()}")
    called = {row["technique"]: f"{SECRET} {row['technique']}" for row in tables[WAYS]}
    shared = {one.good for one in GOODS}
    own = {
        row["good"]: f"{SECRET} {row['good']}"
        for row in tables[GOODS_TABLE]
        if row["good"] not in shared
    }
    means = {
        row["resource"]: f"{SECRET} {row['resource']}" for row in tables[RESOURCES]
    }
    for row in (*tables[WAYS], *tables[FLOWS]):
        row["technique"] = called[row["technique"]]
    for row in tables[FLOWS]:
        row["name"] = {**own, **means}.get(row["name"], row["name"])
    for row in tables[RESOURCES]:
        row["resource"] = means[row["resource"]]
    for row in tables[GOODS_TABLE]:
        if row["good"] in own:
            row["good"], row["stock"] = own[row["good"]], STOCK
    for row in tables[NEEDS]:
        row["who"] = f"{SECRET} people"
    tables[NEEDS].append({"good": "loaf", "amount": "3", "class": "2", "who": "Zoe"})
    return tables


def read_by(group, row: Exchange) -> str:
    """Return all that a member of a group can read about an exchange."""
    ann = cast.member(group)
    client, key = cast.signed_in(ann), _key_of(ann)
    pages = [
        address(group, "exchange", row.id),
        address(group, "exchange_sent", row.id),
        address(group, "exchanges"),
        address(group, "plans"),
        reverse("home:my_page"),
        reverse("home:record", args=(group.slug,)),
    ]
    calls = [
        reverse("api:get_exchange", args=(group.slug, row.id)),
        reverse("api:get_exchange_sent", args=(group.slug, row.id)),
        reverse("api:list_exchanges", args=(group.slug,)),
    ]
    answers = [client.get(one) for one in pages]
    answers += [client.get(one, headers=key) for one in calls]
    assert [one.status_code for one in answers] == [200] * 9
    return "\n".join(one.content.decode() for one in answers)


class TestTheWire:
    def test_nothing_but_offers_asks_and_hours_is_read_by_others(self):
        own = library.read_example("three-co-ops/bakery")
        all_three = Villages([own, with_secrets("garden"), with_secrets("workshop")])
        row = all_three.settled()

        text = read_by(all_three.bakery, row)

        for word in (SECRET, "Zoe", STOCK):
            assert word not in text
        garden = ExchangePart.objects.get(collective=all_three.garden, number=3)
        for hours in (garden.alone, garden.together):
            assert f"{hours:.2f}" not in text, "it did not say that others may"
        assert "This group keeps its hours to itself." in text
        own_pages = read_by(all_three.garden, row)
        assert f"{garden.together:.0f} hours with it" in own_pages

    def test_hours_are_read_where_a_collective_wants_it(self):
        all_three = Villages()
        row = all_three.propose()
        all_three.join(row, all_three.garden, tells_hours=True)
        all_three.join(row, all_three.bakery)
        exchanges.begin_exchange(member=all_three.ann(), exchange=row, now=NOW)
        exchanges.make_rounds(exchange=row, now=NOW)
        key = _key_of(all_three.ann())

        told = all_three_told(all_three.bakery, row, key)
        seats = {one["name"]: one for one in told["seats"]}

        assert seats["Garden"]["alone"] > 0
        key = _key_of(all_three.ann(all_three.garden))
        told = all_three_told(all_three.garden, row, key)
        assert {one["name"]: one["alone"] for one in told["seats"]}["Bakery"] is None

    def test_a_message_is_amounts_of_the_agreed_goods_and_hours(self):
        all_three = Villages([with_secrets(one) for one in NAMES])
        all_three.begun()
        size = len(GOODS) * 4
        for part in ExchangePart.objects.all():
            for letter in part.letters:
                assert set(letter) == {"kind", "told", "said", "hours"}
                assert len(letter["hours"]) in {0, 2}
                assert {len(letter["told"]), len(letter["said"])} <= {0, size}
                numbers = [*letter["told"], *letter["said"], *letter["hours"]]
                assert all(one is None or isinstance(one, float) for one in numbers)

    def test_who_takes_no_part_reads_nothing_of_what_others_give(self):
        all_three = Villages()
        row = all_three.begun()
        garden = all_three.garden
        assert all_three_told(garden, row, _key_of(all_three.ann(garden)))["gifts"]
        exchanges.leave_exchange(member=all_three.ann(garden), exchange=row, now=NOW)
        exchanges.make_rounds(exchange=row, now=NOW)

        told = all_three_told(garden, row, _key_of(all_three.ann(garden)))

        assert told["rounds"] == 3
        assert told["gifts"] == []
        client = cast.signed_in(all_three.ann(garden))
        page = client.get(address(garden, "exchange", row.id)).content.decode()
        assert "Who gives what to whom" not in page
        assert "said no for us." in page

    def test_a_stranger_finds_nothing(self):
        all_three = Villages()
        row = all_three.propose(others=[all_three.garden.id])
        client = cast.signed_in(all_three.ann(all_three.workshop))
        page = client.get(address(all_three.workshop, "exchange", row.id))
        assert page.status_code == 404


def all_three_told(group, row, key):
    url = reverse("api:get_exchange", args=(group.slug, row.id))
    return json.loads(cast.Client().get(url, headers=key).content)


class TestPages:
    def test_what_was_typed_stays_on_an_error(self):
        all_three = Villages()
        client = cast.signed_in(all_three.ann())
        url = address(all_three.bakery, "propose_exchange")
        typed = {"weeks": "6", "begins_on": "2020-01-01", "hours_1": "0.25"}
        typed |= {"others": str(all_three.garden.id), "good_1": "on"}

        answer = client.post(url, typed)

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "The first day is over already." in page
        assert re.search(r'name="hours_1" value="0.25"', page)
        assert re.search(r'name="good_1"[^>]*checked', page)
        answer = client.post(url, {**typed, "begins_on": FIRST_DAY.isoformat()})
        assert answer.status_code == 302
        (good,) = Exchange.objects.get().goods
        assert good["hours"] == 0.25

    def test_says_where_there_is_nothing_to_do(self):
        alone = cast.collective("Far Away")
        client = cast.signed_in(cast.member(alone))
        page = client.get(address(alone, "exchanges")).content.decode()
        assert "in no federation" in page

        all_three = Villages()
        plans.import_recipes(
            member=all_three.ann(all_three.garden),
            tables=library.read_example("repair-workshop-weeks"),
            source="test",
            now=NOW,
        )
        row = all_three.propose()
        client = cast.signed_in(all_three.ann(all_three.garden))
        url = address(all_three.garden, "exchange", row.id)
        assert "None of these goods stands in our recipes." in (
            client.get(url).content.decode()
        )
        refused = client.post(address(all_three.garden, "join_exchange", row.id))
        assert refused.status_code == 422

    def test_it_waits_on_the_page_of_those_who_have_not_said(self):
        all_three = Villages()
        row = all_three.propose()
        for name, many in (("Ann", 0), ("Bo", 1)):
            found = list_waiting([cast.member(all_three.bakery, name)], NOW)
            hrefs = [one.href for one in found]
            assert hrefs.count(address(all_three.bakery, "exchange", row.id)) == many

    def test_a_page_makes_small_rounds_at_once(self):
        all_three = Villages()
        row = all_three.propose()
        for group in all_three.groups:
            all_three.join(row, group)
        client = cast.signed_in(all_three.ann())
        client.post(address(all_three.bakery, "begin_exchange", row.id))
        answer = client.post(
            address(all_three.bakery, "ask_for_rounds", row.id), {"many": "5"}
        )
        page = client.get(answer.url).content.decode()
        row.refresh_from_db()
        assert row.rounds == 6
        assert "<svg" in page
        assert "Bakery gives Garden loaf" in page
