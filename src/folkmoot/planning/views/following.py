"""Pages of a plan that is followed: what was done, and writing it down."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from folkmoot.needs.access import get_planner_for
from folkmoot.needs.operations import PlanningError
from folkmoot.people.requests import PersonRequest, signed_in, typed
from folkmoot.planning.access import get_following_for, get_planning_for, get_way_in
from folkmoot.planning.forms.following import LessonForm, ReportForm
from folkmoot.planning.operations import plans
from folkmoot.planning.queries.plans.followed import plan_now, written_of
from folkmoot.planning.queries.plans.following_page import (
    seen_reports,
    show_following,
    units_of_parts,
)
from folkmoot.planning.queries.plans.giving_out import followed_as_valueflows
from folkmoot.planning.rest import parts_of
from folkmoot.planning.words.periods import say_period
from folkmoot.web.submissions import once
from folkmoot.web.telling import RefusalsIn

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@require_safe
@signed_in
def following(request: PersonRequest, *, slug: str, planning_id: UUID) -> HttpResponse:
    """Show a plan that is followed: planned and done, beside each other."""
    member = get_planner_for(request.person, slug)
    row = get_following_for(member, planning_id)
    page = show_following(row, member, request.now)
    context = {"member": member, "page": page, "slug": slug}
    return render(request, "planning/plans/following.html", context)


@require_POST
@signed_in
@once
def follow(request: PersonRequest, *, slug: str, planning_id: UUID) -> HttpResponse:
    """Begin to follow what was decided, where the worker did not come to it yet."""
    member = get_planner_for(request.person, slug)
    planning = get_planning_for(member, planning_id)
    if plans.follow_plan(planning=planning, now=request.now) is None:
        text = _("None of these plans was decided word for word.")
        messages.error(request, text)
        return redirect("planning:planning", slug, planning_id)
    return redirect("planning:following", slug, planning_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def report(
    request: PersonRequest, *, slug: str, planning_id: UUID, period: int, way_id: UUID
) -> HttpResponse:
    """Write what was done of one way of making; what was planned is filled in."""
    member = get_planner_for(request.person, slug)
    row = get_following_for(member, planning_id)
    plan = plan_now(row)
    way = get_way_in(plan, row.collective, way_id, period)
    parts = parts_of(plan.tables, way)
    before = written_of(row, way, period)
    # What is with its own people first is filled in for nobody else.
    latest = before[0] if before and before[0] in seen_reports(row, member) else None
    form = ReportForm(
        typed(request),
        parts=parts,
        units=units_of_parts(plan.tables, parts),
        planned=plan.planned(way, period),
        written={one: latest.amounts[one] for one in latest.told} if latest else None,
        times=latest.times if latest else None,
    )
    if form.is_bound and form.is_valid():
        with RefusalsIn(form, PlanningError):
            plans.report_way(
                member=member,
                following=row,
                way=way,
                period=period,
                times=float(form.cleaned_data["times"]),
                told=form.told,
                now=request.now,
            )
            return redirect("planning:following", slug, planning_id)
    context = {
        "member": member,
        "slug": slug,
        "row": row,
        "way": way,
        "called": say_period(row.planning.length, period),
        "form": form,
        "before": before if latest else [],
    }
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "planning/plans/report.html", context, status=status)


@require_POST
@signed_in
@once
def as_planned(
    request: PersonRequest, *, slug: str, planning_id: UUID, period: int, way_id: UUID
) -> HttpResponse:
    """Write that something was done as it was planned."""
    member = get_planner_for(request.person, slug)
    row = get_following_for(member, planning_id)
    plan = plan_now(row)
    way = get_way_in(plan, row.collective, way_id, period)
    try:
        plans.report_way(
            member=member,
            following=row,
            way=way,
            period=period,
            times=plan.planned(way, period),
            now=request.now,
        )
    except PlanningError as error:
        messages.error(request, str(error))
    return redirect("planning:following", slug, planning_id)


@require_POST
@signed_in
@once
def answer_lesson(
    request: PersonRequest, *, slug: str, planning_id: UUID
) -> HttpResponse:
    """Say yes or no to a number of a recipe that was learned."""
    member = get_planner_for(request.person, slug)
    row = get_following_for(member, planning_id)
    form = LessonForm(request.POST)
    if form.is_valid():
        try:
            is_kept = plans.answer_lesson(
                member=member, following=row, now=request.now, **form.cleaned_data
            )
        except PlanningError as error:
            messages.error(request, str(error))
        else:
            if is_kept:
                messages.success(request, _("The recipe has the new number now."))
    return redirect("planning:following", slug, planning_id)


@require_safe
@signed_in
def export_followed(
    request: PersonRequest, *, slug: str, planning_id: UUID
) -> JsonResponse:
    """Give out the plan, and what was done of it, in the words of Valueflows."""
    member = get_planner_for(request.person, slug)
    row = get_following_for(member, planning_id)
    data = followed_as_valueflows(row, member)
    answer = JsonResponse(data, content_type="application/ld+json")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-plan.jsonld"'
    return answer
