"""A collective's first page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.deciding.operations import settle_due_of
from folkmoot.home.queries.log import show_log
from folkmoot.home.queries.overview import get_overview
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest, signed_in


@require_safe
@signed_in
def collective(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what the collective is working on."""
    member = get_membership_for(request.person, slug)
    settle_due_of(collective_ids=[member.collective_id], now=request.now)
    page = {
        "member": member,
        "collective": member.collective,
        "page": get_overview(member, request.now),
        "log": show_log(member.collective_id),
    }
    return render(request, "home/collective.html", page)
