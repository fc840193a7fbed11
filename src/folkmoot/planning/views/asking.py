"""Bringing plans before the members."""

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
from folkmoot.needs.access import get_planner_for
from folkmoot.needs.operations import PlanningError
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.planning.access import get_planning_for
from folkmoot.planning.operations import plans
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
