"""All questions, all decisions, search."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.deciding.operations import settle_due_of
from folkmoot.deciding.queries.lists import hurry_in
from folkmoot.home.forms import SearchForm
from folkmoot.home.queries.lists import (
    DECIDED,
    SHOWN,
    list_decisions,
    list_questions,
)
from folkmoot.home.queries.search import search as find
from folkmoot.listening.queries import has_free_hearings
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.paging import read_number


@require_safe
@signed_in
def questions(request: PersonRequest, slug: str) -> HttpResponse:
    """List questions: open, waiting, done, put aside, ended."""
    member = get_membership_for(request.person, slug)
    settle_due_of(collective_ids=[member.collective_id], now=request.now)
    show, number = _asked_for(request, "open")
    if show not in SHOWN:
        raise Http404
    page = {
        "member": member,
        "collective": member.collective,
        "show": show,
        "kinds": [(name, words[0]) for name, words in SHOWN.items()],
        "page": list_questions(member.collective, show, number, request.now),
        "has_conversations": has_free_hearings(member.collective),
    }
    return render(request, "home/questions.html", page)


@require_safe
@signed_in
def decisions(request: PersonRequest, slug: str) -> HttpResponse:
    """List decisions: in force, being looked at, ended."""
    member = get_membership_for(request.person, slug)
    settle_due_of(collective_ids=[member.collective_id], now=request.now)
    show, number = _asked_for(request, "in_force")
    if show not in DECIDED:
        raise Http404
    page = {
        "member": member,
        "collective": member.collective,
        "show": show,
        "kinds": [(name, words[0]) for name, words in DECIDED.items()],
        "page": list_decisions(member.collective, show, number),
        "hurry": hurry_in(member.collective, request.now),
    }
    return render(request, "home/decisions.html", page)


@require_safe
@signed_in
def search(request: PersonRequest, slug: str) -> HttpResponse:
    """Find questions and decisions by their words."""
    member = get_membership_for(request.person, slug)
    form = SearchForm(request.GET if request.GET.get("q", "").strip() else None)
    page = {"member": member, "collective": member.collective, "form": form}
    status = 200
    if form.is_bound and form.is_valid():
        number = _asked_for(request, "")[1]
        page["found"] = find(member.collective, form.cleaned_data["q"], number)
    elif form.is_bound:
        status = 422
    return render(request, "home/search.html", page, status=status)


def _asked_for(request: PersonRequest, usual: str) -> tuple[str, int]:
    show = request.GET.get("show", usual)
    return show, read_number(request.GET.get("page", "1"))
