"""The pages of recipes and plans, without any script."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.planning.plans.kitchen import BAKING, Kitchen

from folkmoot.planning.models import Book, Planning
from folkmoot.planning.queries.plans.recipes import id_of_way
from folkmoot.planning.tables import FLOWS, GOODS, NEEDS, RESOURCES, WAYS

pytestmark = pytest.mark.django_db


def address(kitchen: Kitchen, name: str, *parts: object) -> str:
    return reverse(f"planning:{name}", args=(kitchen.elm.slug, *parts))


def rows_of(page) -> dict[str, str]:
    """Return what a browser would send of the page's rows."""
    form = page.context.get("rows") or page.context["form"]
    data = {"rows": str(form.count), "version": str(page.context["version"])}
    for row in form.rows:
        for field in row:
            data[field.html_name] = str(field.value() or "")
    return data


def cells(row: dict[str, str]) -> list[tuple[str, str]]:
    """Return what a row says; units stand with the goods."""
    is_good = "loss" in row or "resource" in row
    return sorted((k, v) for k, v in row.items() if v and (is_good or k != "unit"))


class TestFirstPage:
    def test_begins_with_an_example(self):
        kitchen = Kitchen("")
        client = kitchen.client()

        page = client.get(address(kitchen, "plans")).content.decode()
        answer = client.post(address(kitchen, "start_from_example", "bread-for-30"))

        assert "Bread for 30 people" in page
        assert answer.status_code == 302
        assert "Bake cakes" in client.get(answer.url).content.decode()

    def test_makes_plans_and_shows_them(self):
        kitchen = Kitchen()
        client = kitchen.client()

        answer = client.post(
            address(kitchen, "make_plans"), {"weeks": "4", "people": "30"}
        )

        page = client.get(answer.url).content.decode()
        assert "Least emissions" in page
        assert page.count("<dt>Work</dt>") >= 3

    def test_shows_one_plan_in_full(self):
        kitchen = Kitchen()
        planning = kitchen.plan()

        page = kitchen.client().get(address(kitchen, "alternative", planning.id, 1))

        assert (
            "1 loaf takes 0.104 hours of everyone&#x27;s work" in page.content.decode()
        )

    def test_asks_for_weeks(self):
        kitchen = Kitchen()

        answer = kitchen.client().post(address(kitchen, "make_plans"), {"people": "3"})

        assert answer.status_code == 422

    @pytest.mark.parametrize(
        "word", ["optimal", "constraint", "infeasible", "allocation", " dual", " LP"]
    )
    def test_no_planners_word(self, word):
        kitchen = Kitchen("vegetable-garden-weeks")
        planning = kitchen.plan()
        client = kitchen.client()

        for name, parts in (
            ("plans", ()),
            ("planning", (planning.id,)),
            ("alternative", (planning.id, 1)),
        ):
            page = client.get(address(kitchen, name, *parts)).content.decode()
            assert word not in page


class TestTables:
    @pytest.mark.parametrize(
        ("name", "table"), [("goods", GOODS), ("means", RESOURCES), ("wanted", NEEDS)]
    )
    def test_what_is_sent_back_unchanged_is_the_same(self, name, table):
        kitchen = Kitchen()
        client = kitchen.client()
        before = Book.objects.get().tables[table]

        page = client.get(address(kitchen, name))
        answer = client.post(address(kitchen, name), rows_of(page))

        assert answer.status_code == 302
        after = Book.objects.get().tables[table]
        assert list(map(cells, after)) == list(map(cells, before))

    def test_a_new_good_is_added(self):
        kitchen = Kitchen()
        client = kitchen.client()
        data = rows_of(client.get(address(kitchen, "goods")))
        data |= {"row-9-name": "butter", "row-9-unit": "kg", "row-9-stock": "2.5"}

        client.post(address(kitchen, "goods"), data)

        last = Book.objects.get().tables[GOODS][-1]
        assert (last["good"], last["stock"]) == ("butter", "2.5")

    def test_more_rows_come_without_a_script(self):
        kitchen = Kitchen()
        client = kitchen.client()
        data = rows_of(client.get(address(kitchen, "goods")))

        page = client.post(
            address(kitchen, "goods"),
            {**data, "row-0-name": "rye bread", "more": "1"},
        )

        assert page.context["form"].count == int(data["rows"]) + 3
        assert 'value="rye bread"' in page.content.decode()
        assert Book.objects.get().tables[GOODS][0]["good"] == "loaf"

    def test_what_was_typed_stays_when_the_recipes_changed(self):
        kitchen = Kitchen()
        client = kitchen.client()
        data = rows_of(client.get(address(kitchen, "goods")))
        Book.objects.update(version=9)

        page = client.post(
            address(kitchen, "goods"), {**data, "row-0-name": "rye loaf"}
        )

        assert page.status_code == 422
        assert "Somebody changed the recipes meanwhile" in page.content.decode()
        assert 'value="rye loaf"' in page.content.decode()
        again = client.post(
            address(kitchen, "goods"),
            {**data, "row-0-name": "rye loaf", "version": str(page.context["version"])},
        )
        assert again.status_code == 302

    def test_an_unfinished_row_is_told(self):
        kitchen = Kitchen()
        client = kitchen.client()
        data = rows_of(client.get(address(kitchen, "goods")))

        page = client.post(address(kitchen, "goods"), {**data, "row-9-name": "jam"})

        assert page.status_code == 422
        assert "Row 10: What is it counted in?" in page.content.decode()


class TestWays:
    def test_sent_back_unchanged_it_is_the_same(self):
        kitchen = Kitchen()
        client = kitchen.client()
        way_id = id_of_way(kitchen.elm, BAKING)
        before = Book.objects.get().tables

        page = client.get(address(kitchen, "way", way_id))
        data = {**rows_of(page), "name": BAKING, "capacity": ""}
        answer = client.post(address(kitchen, "way", way_id), data)

        assert answer.status_code == 302
        after = Book.objects.get().tables
        assert sorted(map(cells, after[FLOWS])) == sorted(map(cells, before[FLOWS]))

    def test_a_new_one_is_added(self):
        kitchen = Kitchen()
        client = kitchen.client()
        data = rows_of(client.get(address(kitchen, "new_way")))
        data |= {
            "name": "dry bread for crumbs",
            "capacity": "",
            "hours": "0.1",
            "row-0-what": "good:loaf",
            "row-0-direction": "in",
            "row-0-amount": "1",
            "row-1-what": "use:kitchen oven",
            "row-1-amount": "0.2",
        }

        answer = client.post(address(kitchen, "new_way"), data)

        assert answer.status_code == 302
        assert Book.objects.get().tables[WAYS][-1]["hours"] == "0.1"
        page = client.get(answer.url).content.decode()
        assert "dry bread for crumbs" in page

    def test_room_for_more_of_it_can_be_said_and_stays(self):
        kitchen = Kitchen()
        client = kitchen.client()
        way_id = id_of_way(kitchen.elm, BAKING)
        page = client.get(address(kitchen, "way", way_id))
        room = {
            "build_hours": "2.5",
            "lead": "1",
            "wear": "5",
            "end_capacity": "60",
            "lump": "10",
        }
        data = {**rows_of(page), "name": BAKING, "capacity": "50", **room}
        last = page.context["rows"].count - 1
        data |= {
            f"row-{last}-what": "good:flour",
            f"row-{last}-direction": "build",
            f"row-{last}-amount": "3",
        }

        answer = client.post(address(kitchen, "way", way_id), data)

        assert answer.status_code == 302
        tables = Book.objects.get().tables
        [way] = [row for row in tables[WAYS] if row["technique"] == BAKING]
        assert {name: way[name] for name in room} == {**room, "wear": "0.05"}
        built = [row for row in tables[FLOWS] if row["direction"] == "build"]
        assert [(row["name"], row["amount"]) for row in built] == [("flour", "3")]
        again = client.get(answer.url)
        assert '<details class="flow" open>' in again.content.decode()
        sent = {name: again.context["form"][name].value() for name in room}
        assert {name: str(float(sent[name])) for name in room} == {
            name: str(float(value)) for name, value in room.items()
        }
        data = {**rows_of(again), "name": BAKING, "capacity": "50", **sent}
        client.post(address(kitchen, "way", way_id), data)
        assert Book.objects.get().tables[WAYS] == tables[WAYS]

    def test_hours_that_nobody_works_are_refused_at_once(self):
        kitchen = Kitchen()
        client = kitchen.client()
        way_id = id_of_way(kitchen.elm, BAKING)
        page = client.get(address(kitchen, "way", way_id))
        for name in ("hours", "build_hours"):
            data = {**rows_of(page), "name": BAKING, name: "1000000000000"}
            answer = client.post(address(kitchen, "way", way_id), data)
            assert "takes more than 1,000,000 hours" in answer.content.decode()

    def test_without_goods_it_says_what_comes_first(self):
        kitchen = Kitchen("")

        page = kitchen.client().get(address(kitchen, "new_way")).content.decode()

        assert "First say which goods there are." in page

    def test_somebody_works_here_and_stops(self):
        kitchen = Kitchen()
        client = kitchen.client()
        way_id = id_of_way(kitchen.elm, BAKING)

        client.post(address(kitchen, "join_way", way_id))
        page = client.get(address(kitchen, "way", way_id)).content.decode()
        client.post(
            address(kitchen, "set_telling", way_id), {"days": "3", "percent": "20"}
        )
        client.post(address(kitchen, "leave_way", way_id))

        assert "I do not work here any more" in page
        assert (
            "for 3 days" in client.get(address(kitchen, "way", way_id)).content.decode()
        )


class TestFiles:
    def test_what_is_taken_can_be_brought(self):
        kitchen = Kitchen()
        client = kitchen.client()
        taken = client.get(address(kitchen, "export_recipes")).content
        with zipfile.ZipFile(io.BytesIO(taken)) as folder:
            uploads = [
                SimpleUploadedFile(name, folder.read(name))
                for name in folder.namelist()
            ]

        answer = client.post(address(kitchen, "import_recipes"), {"uploads": uploads})

        assert answer.status_code == 302
        assert Book.objects.get().version == 2

    def test_a_wrong_line_is_told_with_file_and_number(self):
        kitchen = Kitchen("")
        texts = {
            "goods.csv": "good,unit\nbread,kg\n",
            "techniques.csv": "technique\nbake\n",
            "flows.csv": "technique,direction,name,amount\nbake,out,bred,1\n",
            "needs.csv": "good,amount\nbread,3\n",
        }
        uploads = [
            SimpleUploadedFile(name, text.encode()) for name, text in texts.items()
        ]

        page = kitchen.client().post(
            address(kitchen, "import_recipes"), {"uploads": uploads}
        )

        assert page.status_code == 422
        assert "flows.csv, line 2: unknown good “bred”" in page.content.decode()

    def test_valueflows_go_out_and_in(self):
        kitchen = Kitchen()
        client = kitchen.client()
        taken = client.get(address(kitchen, "export_valueflows"))

        upload = SimpleUploadedFile("recipes.jsonld", taken.content)
        answer = client.post(address(kitchen, "import_recipes"), {"uploads": [upload]})

        assert taken["Content-Type"] == "application/ld+json"
        assert answer.status_code == 302

    def test_put_back_undoes_it(self):
        kitchen = Kitchen()
        client = kitchen.client()
        client.post(address(kitchen, "start_from_example", "vegetable-garden-weeks"))

        client.post(address(kitchen, "put_back"))

        assert "Bake cakes" in client.get(address(kitchen, "plans")).content.decode()


def test_waiting_plans_show_how_far_they_are():
    kitchen = Kitchen()
    planning = kitchen.plan()
    Planning.objects.update(state="waiting", step=1)

    page = kitchen.client().get(address(kitchen, "planning", planning.id))

    assert "The plans are being worked out" in page.content.decode()
