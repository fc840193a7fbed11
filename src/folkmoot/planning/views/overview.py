"""The first page: needs and work."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.needs import operations
from folkmoot.needs.access import get_planner_for
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.planning.queries.overview import get_sections


@require_safe
@signed_in
def overview(request: PersonRequest, *, slug: str) -> HttpResponse:
    """Show what people need and give, and the work there is."""
    member = get_planner_for(request.person, slug)
    operations.ask_about_unmet(collective=member.collective, now=request.now)
    sections = get_sections(member, request.now)
    context = {"member": member, "sections": sections}
    return render(request, "planning/overview.html", context)
