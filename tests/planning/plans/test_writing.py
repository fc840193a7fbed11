"""Recipes are changed on pages and by files, fit together, and can be put back."""

import pytest
from tests import cast
from tests.planning.plans.kitchen import BAKING, NOW, Kitchen

from folkmoot.needs.operations import NotPartOfPlanError
from folkmoot.planning import library, valueflows
from folkmoot.planning import tables as files
from folkmoot.planning.models import Book, WayPart, WayUnit
from folkmoot.planning.operations import plans
from folkmoot.planning.tables import FLOWS, GOODS, NEEDS, WAYS
from folkmoot.planning.transfer import FilesRefusedError, read_valueflows
from folkmoot.planning.words.plans import EXAMPLES

pytestmark = pytest.mark.django_db


def tables_of(kitchen: Kitchen):
    return Book.objects.get(collective=kitchen.elm).tables


class TestChangeTable:
    def test_renames_everywhere_on_record(self):
        kitchen = Kitchen()
        rows = [
            {**row, "good": "wheat flour"} if row["good"] == "flour" else row
            for row in tables_of(kitchen)[GOODS]
        ]

        plans.change_table(
            member=kitchen.bo,
            name=GOODS,
            rows=rows,
            new_names={"flour": "wheat flour"},
            now=NOW,
        )

        flows = {row["name"] for row in tables_of(kitchen)[FLOWS]}
        assert "wheat flour" in flows
        assert "flour" not in flows
        assert kitchen.kinds()[-1] == "recipes.changed"

    def test_refuses_to_leave_out_what_is_used(self):
        kitchen = Kitchen()
        rows = [row for row in tables_of(kitchen)[GOODS] if row["good"] != "flour"]

        with pytest.raises(plans.StillUsedError, match="knead by hand"):
            plans.change_table(member=kitchen.ann, name=GOODS, rows=rows, now=NOW)

    def test_refuses_what_was_written_on_older_recipes(self):
        kitchen = Kitchen()
        version = Book.objects.get().version
        rows = tables_of(kitchen)[NEEDS]
        plans.change_table(
            member=kitchen.bo, name=NEEDS, rows=rows, now=NOW, version=version
        )

        with pytest.raises(plans.RecipesChangedError):
            plans.change_table(
                member=kitchen.ann, name=NEEDS, rows=rows, now=NOW, version=version
            )

    def test_refuses_a_negative_amount(self):
        kitchen = Kitchen()

        with pytest.raises(plans.UnfitRecipesError, match=r"needs\.csv, line 2"):
            plans.change_table(
                member=kitchen.ann,
                name=NEEDS,
                rows=[{"good": "bread", "amount": "-3"}],
                now=NOW,
            )

    def test_is_for_people_of_the_collective(self):
        kitchen = Kitchen()
        other = cast.collective("Oak Lane", members=("Ivy",))
        ivy = cast.member(other, "Ivy")

        plans.change_table(member=ivy, name=GOODS, rows=[], now=NOW)

        assert tables_of(kitchen)[GOODS]

    def test_a_member_who_left_changes_nothing(self):
        kitchen = Kitchen()
        kitchen.bo.ended_at = NOW
        kitchen.bo.save()

        with pytest.raises(NotPartOfPlanError):
            plans.remove_way(member=kitchen.bo, way=BAKING, now=NOW)


class TestWays:
    def test_a_renamed_way_keeps_its_people(self):
        kitchen = Kitchen()
        plans.join_way(member=kitchen.bo, way=BAKING, now=NOW)
        flows = files.flows_of(tables_of(kitchen), BAKING)

        plans.save_way(
            member=kitchen.ann,
            way={"technique": "bake with wood", "capacity": "50"},
            flows=flows,
            before=BAKING,
            now=NOW,
        )

        assert WayUnit.objects.get().way == "bake with wood"
        assert BAKING not in files.names_in(tables_of(kitchen), WAYS)
        assert len(files.flows_of(tables_of(kitchen), "bake with wood")) == len(flows)

    def test_refuses_a_name_that_is_taken(self):
        kitchen = Kitchen()

        with pytest.raises(plans.UnfitRecipesError):
            plans.save_way(
                member=kitchen.ann,
                way={"technique": BAKING},
                flows=[],
                now=NOW,
            )

    def test_a_removed_way_comes_back(self):
        kitchen = Kitchen()
        before = tables_of(kitchen)
        plans.remove_way(member=kitchen.ann, way=BAKING, now=NOW)

        plans.put_back(member=kitchen.ann, now=NOW)

        assert tables_of(kitchen) == before
        assert kitchen.kinds()[-2:] == ["recipes.way_removed", "recipes.put_back"]

    def test_joining_twice_is_once(self):
        kitchen = Kitchen()

        plans.join_way(member=kitchen.bo, way=BAKING, now=NOW)
        plans.join_way(member=kitchen.bo, way=BAKING, now=NOW)

        assert WayPart.objects.count() == 1
        assert kitchen.kinds().count("way.joined") == 1

    def test_only_its_people_decide_what_is_told(self):
        kitchen = Kitchen()
        plans.join_way(member=kitchen.bo, way=BAKING, now=NOW)

        with pytest.raises(plans.NotOfUnitError):
            plans.set_telling(
                member=kitchen.ann, way=BAKING, days=3, percent=5, now=NOW
            )
        plans.set_telling(member=kitchen.bo, way=BAKING, days=3, percent=5, now=NOW)

        assert WayUnit.objects.get().days == 3


class TestFiles:
    @pytest.mark.parametrize("name", EXAMPLES)
    def test_an_example_comes_back_from_its_files(self, name):
        tables = library.read_example(name)

        texts = {one: "\n".join(files.lines_of(tables, one)) for one in files.COLUMNS}

        again = files.read_tables(texts)
        assert {k: files.lines_of(again, k) for k in again} == {
            k: files.lines_of(tables, k) for k in tables
        }

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_ways_and_flows_come_back_from_valueflows(self, name):
        tables = library.read_example(name)

        texts = valueflows.read(valueflows.write(tables))

        again = files.read_tables(texts)
        assert again[FLOWS] == [
            {name: row[name] for name in row if name != "unit"} for row in tables[FLOWS]
        ]
        assert files.names_in(again, WAYS) == files.names_in(tables, WAYS)
        amounts = [
            sum(float(row["amount"]) for row in t[NEEDS]) for t in (again, tables)
        ]
        assert amounts[0] == pytest.approx(amounts[1], rel=1e-12)

    @pytest.mark.parametrize(
        "text",
        [
            "[]",
            "{}",
            '{"@graph": [1]}',
            "nonsense",
            '{"@graph": [{"@type": "RecipeFlow", "action": "eat"}]}',
        ],
    )
    def test_says_what_is_no_valueflows(self, text):
        with pytest.raises(FilesRefusedError, match=r"recipes\.jsonld"):
            read_valueflows(text, "recipes.jsonld")
