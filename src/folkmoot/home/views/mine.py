"""A person's own page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.deciding.operations import settle_due_of
from folkmoot.home.queries.mine import get_my_page
from folkmoot.people.queries import list_memberships, may_start
from folkmoot.people.requests import PersonRequest, signed_in


@require_safe
@signed_in
def my_page(request: PersonRequest) -> HttpResponse:
    """Show what waits, what goes on and what one took on."""
    ids = [member.collective_id for member in list_memberships(request.person)]
    settle_due_of(collective_ids=ids, now=request.now)
    page = {
        "page": get_my_page(request.person, request.now),
        "may_start": may_start(request.person),
    }
    return render(request, "home/my_page.html", page)
