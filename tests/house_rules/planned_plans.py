"""Recipes and plans of the world: the example of bread, and Ann who bakes."""

from tests import cast

from folkmoot.deciding.models import Decision
from folkmoot.fund.queries.agreed import STANDING
from folkmoot.people.models import Collective
from folkmoot.planning import library
from folkmoot.planning.models import Following
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.recipes import id_of_way

NOW = cast.NOW
FOLLOWED = (
    *(f"planning:{one}" for one in ("following", "follow", "export_followed")),
    *(f"planning:{one}" for one in ("report", "as_planned", "answer_lesson")),
    *(f"planning:{one}" for one in ("ask_for_replan", "replan", "name_replan")),
    *(f"planning:{one}" for one in ("drop_replan", "ask_about_replan")),
    *(f"api:{one}" for one in ("get_followed_plan", "get_followed_valueflows")),
    *(f"api:{one}" for one in ("report_way", "answer_lesson", "ask_for_replan")),
    *(f"api:{one}" for one in ("get_replan", "name_replan", "ask_about_replan")),
)
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
        **_followed(elm),
        "planning_id": row.id,
        "way_id": id_of_way(elm, BAKING),
        **{
            f"{app}:{name}.number": 1
            for app, name in (
                ("planning", "alternative"),
                ("api", "get_plan"),
            )
        },
        "planning:start_from_example.name": "vegetable-garden-weeks",
        "api:begin_with_example.name": "vegetable-garden-weeks",
        "api:change_recipe_table.name": "needs",
    }


def _followed(elm: Collective) -> dict[str, object]:
    """Return a plan that everybody decided, with a week written and a change."""
    ann, bo = cast.member(elm, "Ann"), cast.member(elm, "Bo")
    planning = plans.ask_for_plans(member=ann, weeks=6, people=30, now=NOW)
    plans.make_plans_of(planning=planning, now=NOW)
    plan = planning.alternatives.get(number=1)
    decided = Decision.objects.filter(collective=elm, state__in=STANDING).latest("id")
    planning.question_id = decided.question_id
    planning.save()
    row = Following.objects.create(
        collective=elm,
        planning=planning,
        alternative=plan,
        decision_id=decided.id,
        begins_on=NOW.date(),
        since=NOW,
    )
    plans.report_way(
        member=bo,
        following=row,
        way=BAKING,
        period=1,
        times=30,
        told={"in:firewood": 20},
        now=NOW,
    )
    change = plans.ask_for_replan(member=ann, following=row, now=NOW)
    plans.make_replan(replanning=change, now=NOW)
    parts = {"planning_id": planning.id, "period": 1, "number": 1}
    return {f"{name}.{part}": parts[part] for name in FOLLOWED for part in parts}
