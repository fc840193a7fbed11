"""The API of a plan that is followed."""

from uuid import UUID

from django.http import Http404
from ninja import Router, Status

from folkmoot.needs.access import get_planner_for
from folkmoot.people.requests import PersonRequest
from folkmoot.planning.access import (
    get_following_for,
    get_planning_for,
    get_replan_for,
    get_way_in,
)
from folkmoot.planning.api.following_shapes import (
    AnsweringLesson,
    FollowedPlan,
    PlanChange,
    SettingLength,
    TellingDone,
    WayDone,
    tell_change,
    tell_done,
    tell_following,
)
from folkmoot.planning.api.plan_shapes import RecipesShown, show_recipes
from folkmoot.planning.models import Replanning
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.followed import plan_now
from folkmoot.planning.queries.plans.giving_out import followed_as_valueflows

router = Router()
ONE = "/collectives/{slug:slug}/plans/{uuid:planning_id}/following"
CHANGES = f"{ONE}/changes"
CHANGE = f"{CHANGES}/{{int:number}}"
routers: tuple[tuple[str, Router], ...] = (("plans", router),)


@router.put("/collectives/{slug:slug}/recipes/length", response=RecipesShown)
def set_recipe_length(
    request: PersonRequest, slug: str, data: SettingLength
) -> RecipesShown:
    """Say whether the recipes count in weeks, months, quarters or years."""
    member = get_planner_for(request.person, slug)
    plans.set_length(member=member, length=data.length, now=request.now)
    return show_recipes(member)


@router.get(ONE, response=FollowedPlan)
def get_followed_plan(
    request: PersonRequest, slug: str, planning_id: UUID
) -> FollowedPlan:
    """Read a plan that is followed: planned, done, what differs, what was learned."""
    member = get_planner_for(request.person, slug)
    row = get_following_for(member, planning_id)
    return tell_following(row, member, request.now)


@router.put(ONE, response=FollowedPlan)
def follow_plan(request: PersonRequest, slug: str, planning_id: UUID) -> FollowedPlan:
    """Begin to follow what was decided, where the server did not come to it yet."""
    member = get_planner_for(request.person, slug)
    planning = get_planning_for(member, planning_id)
    if plans.follow_plan(planning=planning, now=request.now) is None:
        raise Http404
    row = get_following_for(member, planning_id)
    return tell_following(row, member, request.now)


@router.get(f"{ONE}/valueflows", response=dict[str, object])
def get_followed_valueflows(
    request: PersonRequest, slug: str, planning_id: UUID
) -> dict[str, object]:
    """Read the plan and what was done of it in the words of Valueflows, as JSON-LD."""
    member = get_planner_for(request.person, slug)
    return followed_as_valueflows(get_following_for(member, planning_id), member)


@router.put(f"{ONE}/reports/{{int:period}}/{{uuid:way_id}}", response=WayDone)
def report_way(
    request: PersonRequest,
    slug: str,
    planning_id: UUID,
    period: int,
    way_id: UUID,
    data: TellingDone,
) -> WayDone:
    """Write what was done; writing again corrects, and what stood there is kept."""
    member = get_planner_for(request.person, slug)
    row = get_following_for(member, planning_id)
    way = get_way_in(plan_now(row), row.collective, way_id, period)
    report = plans.report_way(
        member=member,
        following=row,
        way=way,
        period=period,
        times=data.times,
        told=data.told,
        now=request.now,
    )
    return tell_done(report)


@router.put(f"{ONE}/lessons", response=FollowedPlan)
def answer_lesson(
    request: PersonRequest, slug: str, planning_id: UUID, data: AnsweringLesson
) -> FollowedPlan:
    """Say yes or no to a number that was learned for a recipe."""
    member = get_planner_for(request.person, slug)
    row = get_following_for(member, planning_id)
    plans.answer_lesson(
        member=member, following=row, now=request.now, **data.model_dump()
    )
    return tell_following(row, member, request.now)


@router.post(CHANGES, response={201: PlanChange})
def ask_for_replan(
    request: PersonRequest, slug: str, planning_id: UUID
) -> Status[PlanChange]:
    """See how the rest of a plan would change; a large one is made a little later."""
    member = get_planner_for(request.person, slug)
    row = get_following_for(member, planning_id)
    made = plans.ask_for_replan(member=member, following=row, now=request.now)
    if made.state == Replanning.State.WAITING and plans.is_small_rest(made):
        plans.make_replan(replanning=made, now=request.now)
    return Status(201, tell_change(get_replan_for(row, made.number)))


@router.get(CHANGE, response=PlanChange)
def get_replan(
    request: PersonRequest, slug: str, planning_id: UUID, number: int
) -> PlanChange:
    """Read what would change for whom."""
    member = get_planner_for(request.person, slug)
    return tell_change(get_replan_for(get_following_for(member, planning_id), number))


@router.delete(CHANGE, response={204: None})
def drop_replan(
    request: PersonRequest, slug: str, planning_id: UUID, number: int
) -> Status[None]:
    """Put a change away."""
    member = get_planner_for(request.person, slug)
    row = get_replan_for(get_following_for(member, planning_id), number)
    plans.drop_replan(member=member, replanning=row, now=request.now)
    return Status(204, None)


@router.put(f"{CHANGE}/name", response=PlanChange)
def name_replan(
    request: PersonRequest, slug: str, planning_id: UUID, number: int
) -> PlanChange:
    """Say yes to a small change; the second member's yes takes it up."""
    member = get_planner_for(request.person, slug)
    following = get_following_for(member, planning_id)
    row = get_replan_for(following, number)
    plans.name_replan(member=member, replanning=row, now=request.now)
    return tell_change(get_replan_for(following, number))


@router.post(f"{CHANGE}/question", response={201: PlanChange})
def ask_about_replan(
    request: PersonRequest, slug: str, planning_id: UUID, number: int
) -> Status[PlanChange]:
    """Ask everybody about a change."""
    member = get_planner_for(request.person, slug)
    following = get_following_for(member, planning_id)
    row = get_replan_for(following, number)
    plans.ask_about_replan(member=member, replanning=row, now=request.now)
    return Status(201, tell_change(get_replan_for(following, number)))
