"""The library's national table: Germany 2014, from its page to a plan."""

import time

import numpy as np
import pytest
from django.urls import reverse
from tests import cast
from tests.engines.provision.real import read_germany
from tests.planning.plans.kitchen import NOW, Kitchen

from folkmoot.planning import library
from folkmoot.planning import tables as files
from folkmoot.planning.models import Book, Planning
from folkmoot.planning.operations import plans
from folkmoot.planning.tables import GOODS, NEEDS, WAYS

GERMANY = "germany-2014"
HOURS = 55.404e9  # as published
EUROS = 0.752728  # for a dollar, in the accounts


def address(kitchen: Kitchen, name: str, *parts: object) -> str:
    return reverse(f"planning:{name}", args=(kitchen.elm.slug, *parts))


@pytest.mark.django_db
class TestANationalTable:
    def test_is_begun_with_from_its_page_and_solves_with_all_hours(self):
        kitchen = Kitchen("")
        client = kitchen.client()
        began = time.process_time()

        first = client.post(
            address(kitchen, "start_from_example", GERMANY), follow=True
        )
        form = first.context["form"]
        told = {"weeks": form["weeks"].value(), "people": form["people"].value()}
        page = client.post(address(kitchen, "make_plans"), told, follow=True)

        assert time.process_time() - began < 10
        assert told == {"weeks": 1, "people": 42_706_000}
        plan = Planning.objects.get().alternatives.get(number=1).findings
        assert plan["hours"] == pytest.approx(HOURS, rel=1e-5)
        assert plan["short"] == []
        assert "1297 hours a year for each person" in page.content.decode()

    def test_says_whose_it_is_and_what_it_is_worth(self):
        kitchen = Kitchen("")
        client = kitchen.client()
        before = client.get(address(kitchen, "plans")).content.decode()

        plans.begin_with_example(member=kitchen.ann, name=GERMANY, now=NOW)

        after = client.get(address(kitchen, "plans")).content.decode()
        for page in (before, after):
            assert "doi 10.34894/PJ2M1C, licence CC BY 4.0" in page
            assert "Prices are not needs" in page

    def test_is_forgotten_when_it_is_put_back(self):
        kitchen = Kitchen()
        plans.begin_with_example(member=kitchen.ann, name=GERMANY, now=NOW)
        plans.remove_way(member=kitchen.ann, way="fish", now=NOW)

        assert Book.objects.get().example == GERMANY
        plans.put_back(member=kitchen.ann, now=NOW)
        assert Book.objects.get().example == GERMANY
        plans.begin_with_example(member=kitchen.ann, name="bread-for-30", now=NOW)
        plans.put_back(member=kitchen.ann, now=NOW)
        assert Book.objects.get().example == GERMANY
        plans.put_back(member=kitchen.ann, now=NOW)
        assert Book.objects.get().example == "bread-for-30"

    def test_counts_in_years_until_it_is_put_back(self):
        kitchen = Kitchen()
        plans.set_length(member=kitchen.ann, length="month", now=NOW)
        plans.begin_with_example(member=kitchen.ann, name=GERMANY, now=NOW)
        assert Book.objects.get().length == "year"
        plans.put_back(member=kitchen.ann, now=NOW)
        assert Book.objects.get().length == "month"
        plans.put_back(member=kitchen.ann, now=NOW)
        assert Book.objects.get().length == "year"
        plans.set_length(member=kitchen.ann, length="quarter", now=NOW)
        plans.put_back(member=kitchen.ann, now=NOW)
        assert Book.objects.get().length == "quarter"

    def test_of_a_page_can_be_kept_as_it_is(self):
        """Its hours have eleven digits, its parts nine places."""
        kitchen = Kitchen("")
        plans.begin_with_example(member=kitchen.ann, name=GERMANY, now=NOW)
        client = kitchen.client()
        form = client.get(address(kitchen, "means")).context["form"]
        data = {"rows": str(form.count), "version": "1"}
        for row in form.rows:
            data |= {field.html_name: str(field.value() or "") for field in row}

        answer = client.post(address(kitchen, "means"), data)

        assert answer.status_code == 302

    def test_speaks_the_language_of_the_collective(self):
        elm = cast.collective()
        elm.language = "es"
        elm.save()
        ann = cast.member(elm, "Ann")

        book = plans.begin_with_example(member=ann, name=GERMANY, now=NOW)

        assert book.tables[GOODS][4] == {
            **book.tables[GOODS][4],
            "good": "alimentos y bebidas",
            "unit": "millón de €",
        }
        assert {row["who"] for row in book.tables[NEEDS]} >= {"hogares", "otros países"}


def test_the_names_of_both_languages_are_all_different():
    for language in ("en", "es"):
        tables = library.read_example(GERMANY, language)
        goods = files.names_in(tables, GOODS)
        assert len(goods) == 57  # 56 branches, and what comes from abroad
        assert set(files.names_in(tables, WAYS)) < set(goods)
        assert all(goods)
    english, spanish = (
        files.names_in(library.read_example(GERMANY, one), GOODS)
        for one in ("en", "es")
    )
    assert set(english).isdisjoint(spanish)


def test_the_packed_table_is_the_published_one():
    published = read_germany()
    technology = files.situation_of(library.read_example(GERMANY), 1).technology
    made = np.array(published.published["output"])
    here = made > 0

    output, hours = made[here], published.technology.hours[here]
    inputs = published.technology.inputs.toarray()[:, here]
    np.testing.assert_allclose(
        technology.inputs.toarray()[:56], inputs / output, rtol=1e-6, atol=2e-9
    )
    np.testing.assert_allclose(
        technology.hours, 1e6 * hours / (output * EUROS), rtol=1e-6
    )
