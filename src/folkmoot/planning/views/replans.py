"""Pages of changes to the rest of a plan: what changes for whom, and saying yes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.needs.access import get_planner_for
from folkmoot.needs.operations import PlanningError
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.planning.access import get_following_for, get_replan_for
from folkmoot.planning.models import Replanning
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.replan_page import show_replan
from folkmoot.web.submissions import once


@require_POST
@signed_in
@once
def ask_for_replan(
    request: PersonRequest, *, slug: str, planning_id: UUID
) -> HttpResponse:
    """See how the rest of the plan would change."""
    member = get_planner_for(request.person, slug)
    row = get_following_for(member, planning_id)
    try:
        made = plans.ask_for_replan(member=member, following=row, now=request.now)
    except PlanningError as error:
        messages.error(request, str(error))
        return redirect("planning:following", slug, planning_id)
    if made.state == Replanning.State.WAITING and plans.is_small_rest(made):
        plans.make_replan(replanning=made, now=request.now)
    return redirect("planning:replan", slug, planning_id, made.number)


@require_safe
@signed_in
def replan(
    request: PersonRequest, *, slug: str, planning_id: UUID, number: int
) -> HttpResponse:
    """Show what changes for whom, beside the plan as it is."""
    member = get_planner_for(request.person, slug)
    following = get_following_for(member, planning_id)
    row = get_replan_for(following, number)
    page = show_replan(row, member, request.now)
    context = {"member": member, "slug": slug, "page": page, "row": row}
    return render(request, "planning/plans/replan.html", context)


@require_POST
@signed_in
@once
def name_replan(
    request: PersonRequest, *, slug: str, planning_id: UUID, number: int
) -> HttpResponse:
    """Say yes to a small change; the second yes takes it up."""
    member = get_planner_for(request.person, slug)
    row = get_replan_for(get_following_for(member, planning_id), number)
    try:
        named = plans.name_replan(member=member, replanning=row, now=request.now)
    except PlanningError as error:
        messages.error(request, str(error))
    else:
        if named.state == Replanning.State.TAKEN:
            messages.success(request, _("The rest of the plan is changed."))
    return redirect("planning:replan", slug, planning_id, number)


@require_POST
@signed_in
@once
def drop_replan(
    request: PersonRequest, *, slug: str, planning_id: UUID, number: int
) -> HttpResponse:
    """Put a change away."""
    member = get_planner_for(request.person, slug)
    row = get_replan_for(get_following_for(member, planning_id), number)
    try:
        plans.drop_replan(member=member, replanning=row, now=request.now)
    except PlanningError as error:
        messages.error(request, str(error))
    return redirect("planning:following", slug, planning_id)


@require_POST
@signed_in
@once
def ask_about_replan(
    request: PersonRequest, *, slug: str, planning_id: UUID, number: int
) -> HttpResponse:
    """Ask everybody about a change."""
    member = get_planner_for(request.person, slug)
    row = get_replan_for(get_following_for(member, planning_id), number)
    try:
        question = plans.ask_about_replan(
            member=member, replanning=row, now=request.now
        )
    except PlanningError as error:
        messages.error(request, str(error))
        return redirect("planning:replan", slug, planning_id, number)
    return redirect("deciding:question", slug, question.number)
