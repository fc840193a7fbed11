"""Recipes and plans of the world: the example of bread, and Ann who bakes."""

from tests import cast

from folkmoot.people.models import Collective
from folkmoot.planning import library
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.recipes import id_of_way

NOW = cast.NOW
BAKING = "bake loaves in the wood oven"


def build(elm: Collective) -> dict[str, object]:
    """Return what stands for the parts of these addresses."""
    ann = cast.member(elm, "Ann")
    tables = library.read_example("bread-for-30")
    plans.import_recipes(member=ann, tables=tables, source="bread-for-30", now=NOW)
    plans.join_way(member=ann, way=BAKING, now=NOW)
    row = plans.ask_for_plans(member=ann, weeks=4, people=30, now=NOW)
    plans.make_plans_of(planning=row, now=NOW)
    return {
        "planning_id": row.id,
        "way_id": id_of_way(elm, BAKING),
        **{
            f"{app}:{name}.number": 1
            for app, name in (
                ("planning", "alternative"),
                ("planning", "take_as_draft"),
                ("api", "get_plan"),
                ("api", "take_plan_as_draft"),
            )
        },
        "planning:start_from_example.name": "vegetable-garden-weeks",
        "api:begin_with_example.name": "vegetable-garden-weeks",
        "api:change_recipe_table.name": "needs",
    }
