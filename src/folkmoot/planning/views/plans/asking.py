"""Bringing plans before the members, and taking one as the draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from folkmoot.deciding.operations import (
    IncompleteDraftError,
    NotDrafterError,
    QuestionMovedOnError,
)
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.planning.access import get_planner_for
from folkmoot.planning.access_plans import get_alternative_for, get_planning_for
from folkmoot.planning.operations import PlanningError, plans
from folkmoot.web.submissions import once

REFUSED = (
    PlanningError,
    IncompleteDraftError,
    NotDrafterError,
    QuestionMovedOnError,
)


@require_POST
@signed_in
@once
def ask_about_plans(
    request: PersonRequest, *, slug: str, planning_id: UUID
) -> HttpResponse:
    """Raise a question that carries the plans."""
    member = get_planner_for(request.person, slug)
    row = get_planning_for(member, planning_id)
    try:
        question = plans.ask_about_plans(member=member, planning=row, now=request.now)
    except REFUSED as error:
        messages.error(request, str(error))
        return redirect("planning:planning", slug, planning_id)
    return redirect("deciding:question", slug, question.number)


@require_POST
@signed_in
@once
def take_as_draft(
    request: PersonRequest, *, slug: str, planning_id: UUID, number: int
) -> HttpResponse:
    """Write a plan as the draft of its question."""
    member = get_planner_for(request.person, slug)
    row = get_alternative_for(member, planning_id, number)
    try:
        proposal = plans.take_as_draft(member=member, alternative=row, now=request.now)
    except REFUSED as error:
        messages.error(request, str(error))
        return redirect("planning:alternative", slug, planning_id, number)
    return redirect("deciding:question_by_id", slug, proposal.question_id)
