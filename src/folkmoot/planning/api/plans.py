"""The API of recipes and plans."""

from uuid import UUID

from django.http import Http404
from ninja import Router, Status

from folkmoot.needs.access import get_planner_for
from folkmoot.people.requests import PersonRequest
from folkmoot.planning import valueflows
from folkmoot.planning.access import get_alternative_for, get_planning_for, get_way_for
from folkmoot.planning.api.plan_shapes import (
    AlternativeShown,
    BringingFiles,
    ChangingTable,
    MakingPlans,
    PlanningPart,
    PlanningShown,
    RecipesShown,
    RecipeTelling,
    SavingWay,
    TableName,
    WayShown,
    show_alternative,
    show_planning,
    show_recipes,
    show_way,
)
from folkmoot.planning.models import Planning
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.plans import plannings_of
from folkmoot.planning.queries.plans.recipes import id_of_way, tables_of
from folkmoot.planning.transfer import read_texts
from folkmoot.planning.words.plans import EXAMPLES
from folkmoot.web.wire.cursors import cut
from folkmoot.web.wire.fields import Cursor, Limit

router = Router()
RECIPES = "/collectives/{slug:slug}/recipes"
WAYS = f"{RECIPES}/ways"
ONE_WAY = f"{WAYS}/{{uuid:way_id}}"
PLANS = "/collectives/{slug:slug}/plans"
ONE = f"{PLANS}/{{uuid:planning_id}}"
PLAN = f"{ONE}/{{int:number}}"
routers: tuple[tuple[str, Router], ...] = (("plans", router),)


@router.get(RECIPES, response=RecipesShown)
def get_recipes(request: PersonRequest, slug: str) -> RecipesShown:
    """Read the recipes: the tables of the planning files."""
    return show_recipes(get_planner_for(request.person, slug))


@router.put(RECIPES, response=RecipesShown)
def bring_recipes(
    request: PersonRequest, slug: str, data: BringingFiles
) -> RecipesShown:
    """Put planning files in the place of the recipes."""
    member = get_planner_for(request.person, slug)
    tables = read_texts(data.files)
    plans.import_recipes(member=member, tables=tables, source="API", now=request.now)
    return show_recipes(member)


@router.put(f"{RECIPES}/tables/{{str:name}}", response=RecipesShown)
def change_recipe_table(
    request: PersonRequest, slug: str, name: TableName, data: ChangingTable
) -> RecipesShown:
    """Put other rows in the place of one table: goods, needs or resources."""
    member = get_planner_for(request.person, slug)
    plans.change_table(
        member=member,
        name=f"{name}.csv",
        rows=data.rows,
        version=data.version,
        new_names=data.new_names,
        now=request.now,
    )
    return show_recipes(member)


@router.post(f"{RECIPES}/examples/{{slug:name}}", response=RecipesShown)
def begin_with_example(request: PersonRequest, slug: str, name: str) -> RecipesShown:
    """Put an example in the place of the recipes."""
    member = get_planner_for(request.person, slug)
    if name not in EXAMPLES:
        raise Http404
    plans.begin_with_example(member=member, name=name, now=request.now)
    return show_recipes(member)


@router.post(f"{RECIPES}/undo", response=RecipesShown)
def put_recipes_back(request: PersonRequest, slug: str) -> RecipesShown:
    """Take the last change of the recipes back."""
    member = get_planner_for(request.person, slug)
    plans.put_back(member=member, now=request.now)
    return show_recipes(member)


@router.get(f"{RECIPES}/valueflows", response=dict[str, object])
def get_valueflows(request: PersonRequest, slug: str) -> dict[str, object]:
    """Read the recipes in the words of Valueflows, as JSON-LD."""
    member = get_planner_for(request.person, slug)
    return valueflows.write(tables_of(member.collective)[1])


@router.post(WAYS, response={201: WayShown})
def add_way(request: PersonRequest, slug: str, data: SavingWay) -> Status[WayShown]:
    """Add a way of making something."""
    member = get_planner_for(request.person, slug)
    plans.save_way(
        member=member,
        way=data.way,
        flows=data.flows,
        version=data.version,
        now=request.now,
    )
    way_id = id_of_way(member.collective, data.way["technique"])
    return Status(201, show_way(member, way_id))


@router.get(ONE_WAY, response=WayShown)
def get_way(request: PersonRequest, slug: str, way_id: UUID) -> WayShown:
    """Read a way of making, and who works there."""
    return show_way(get_planner_for(request.person, slug), way_id)


@router.put(ONE_WAY, response=WayShown)
def change_way(
    request: PersonRequest, slug: str, way_id: UUID, data: SavingWay
) -> WayShown:
    """Change a way of making; a new name gives it a new address."""
    member = get_planner_for(request.person, slug)
    _version, _tables, row = get_way_for(member, way_id)
    plans.save_way(
        member=member,
        way=data.way,
        flows=data.flows,
        before=row["technique"],
        version=data.version,
        now=request.now,
    )
    return show_way(member, id_of_way(member.collective, data.way["technique"]))


@router.delete(ONE_WAY, response={204: None})
def remove_way(request: PersonRequest, slug: str, way_id: UUID) -> Status[None]:
    """Take a way of making out of the recipes."""
    member = get_planner_for(request.person, slug)
    _version, _tables, row = get_way_for(member, way_id)
    plans.remove_way(member=member, way=row["technique"], now=request.now)
    return Status(204, None)


@router.put(f"{ONE_WAY}/part", response=WayShown)
def join_way(request: PersonRequest, slug: str, way_id: UUID) -> WayShown:
    """Say that one works here."""
    member = get_planner_for(request.person, slug)
    _version, _tables, row = get_way_for(member, way_id)
    plans.join_way(member=member, way=row["technique"], now=request.now)
    return show_way(member, way_id)


@router.delete(f"{ONE_WAY}/part", response={204: None})
def leave_way(request: PersonRequest, slug: str, way_id: UUID) -> Status[None]:
    """Say that one does not work here any more."""
    member = get_planner_for(request.person, slug)
    _version, _tables, row = get_way_for(member, way_id)
    plans.leave_way(member=member, way=row["technique"], now=request.now)
    return Status(204, None)


@router.put(f"{ONE_WAY}/telling", response=WayShown)
def set_telling(
    request: PersonRequest, slug: str, way_id: UUID, data: RecipeTelling
) -> WayShown:
    """Decide, as one who works there, how long differences stay there."""
    member = get_planner_for(request.person, slug)
    _version, _tables, row = get_way_for(member, way_id)
    plans.set_telling(
        member=member,
        way=row["technique"],
        days=data.days,
        percent=data.percent,
        now=request.now,
    )
    return show_way(member, way_id)


@router.get(PLANS, response=PlanningPart)
def list_plans(
    request: PersonRequest, slug: str, cursor: Cursor = "", limit: Limit = 50
) -> PlanningPart:
    """List the plans that were made, newest first."""
    member = get_planner_for(request.person, slug)
    rows = plannings_of(member.collective)
    part = cut(rows, ("-asked_at", "-id"), cursor, limit)
    return PlanningPart(plans=[show_planning(row) for row in part.rows], next=part.next)


@router.post(PLANS, response={201: PlanningShown})
def make_plans(
    request: PersonRequest, slug: str, data: MakingPlans
) -> Status[PlanningShown]:
    """Make plans from the recipes as they are; large ones are made a little later."""
    member = get_planner_for(request.person, slug)
    row = plans.ask_for_plans(
        member=member, weeks=data.weeks, people=data.people, now=request.now
    )
    if row.state == Planning.State.WAITING and plans.is_small(row):
        plans.make_plans_of(planning=row, now=request.now)
    return Status(201, show_planning(get_planning_for(member, row.id)))


@router.get(ONE, response=PlanningShown)
def get_plans(request: PersonRequest, slug: str, planning_id: UUID) -> PlanningShown:
    """Read plans to choose from, with what is short and why."""
    member = get_planner_for(request.person, slug)
    return show_planning(get_planning_for(member, planning_id))


@router.post(f"{ONE}/question", response={201: PlanningShown})
def ask_about_plans(
    request: PersonRequest, slug: str, planning_id: UUID
) -> Status[PlanningShown]:
    """Raise a question that carries the plans."""
    member = get_planner_for(request.person, slug)
    row = get_planning_for(member, planning_id)
    plans.ask_about_plans(member=member, planning=row, now=request.now)
    return Status(201, show_planning(get_planning_for(member, planning_id)))


@router.get(PLAN, response=AlternativeShown)
def get_plan(
    request: PersonRequest, slug: str, planning_id: UUID, number: int
) -> AlternativeShown:
    """Read one plan: its figures, what is done each week, the work in each good."""
    member = get_planner_for(request.person, slug)
    return show_alternative(get_alternative_for(member, planning_id, number))
