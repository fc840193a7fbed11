"""The front page, help, and the first step after joining."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from folkmoot.deciding.operations import settle_due_of
from folkmoot.deciding.words.positions import WORDS
from folkmoot.home.queries.waiting import find_first
from folkmoot.people.access import get_membership_for
from folkmoot.people.queries import list_memberships, may_start, starts_with_link
from folkmoot.people.requests import PersonRequest, VisitorRequest, signed_in


@require_safe
def welcome(request: VisitorRequest) -> HttpResponse:
    """Say what this is; who is signed in goes on to their own page."""
    if request.person is not None:
        return redirect("home:my_page")
    page = {"may_start": may_start(None), "starts_with_link": starts_with_link()}
    return render(request, "home/welcome.html", page)


@require_safe
def help_page(request: VisitorRequest) -> HttpResponse:
    """Say in plain words how things work here, what words mean, and whom to ask."""
    person = request.person
    page = {
        "answers": WORDS.values(),
        "memberships": list_memberships(person) if person else (),
    }
    return render(request, "home/help.html", page)


@require_safe
@signed_in
def first_step(request: PersonRequest, slug: str) -> HttpResponse:
    """Lead a newcomer to where they are heard, to what waits, or to the collective."""
    member = get_membership_for(request.person, slug)
    settle_due_of(collective_ids=[member.collective_id], now=request.now)
    first = find_first(member, request.now)
    if first:
        return redirect(first.href)
    return redirect("home:collective", slug=slug)
