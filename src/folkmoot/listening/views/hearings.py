"""The list of hearings without a question, and one of them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from folkmoot.listening.access import get_free_hearing_for
from folkmoot.listening.forms import FindForm
from folkmoot.listening.queries import (
    Order,
    budgets_of,
    count_numbers,
    count_statements,
    list_free_hearings,
    list_statements,
    may_put_first,
    progress_of,
)
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest, signed_in

PER_PAGE = 30


@signed_in
@require_GET
def hearings(request: PersonRequest, slug: str) -> HttpResponse:
    """List the conversations that were brought here."""
    member = get_membership_for(request.person, slug)
    context = {
        "collective": member.collective,
        "hearings": list_free_hearings(member.collective),
    }
    return render(request, "listening/hearings.html", context)


@signed_in
@require_GET
def hearing(request: PersonRequest, slug: str, hearing_id: UUID) -> HttpResponse:
    """Show a conversation: what it is, its numbers, its statements."""
    member = get_membership_for(request.person, slug)
    found = get_free_hearing_for(member, hearing_id)
    form = FindForm(request.GET)
    form.is_valid()  # what cannot be read falls back to the first page, as it came
    wanted = form.cleaned_data
    words = wanted.get("words", "")
    total = count_statements(found, words)
    pages = max(1, -(-total // PER_PAGE))
    page = min(wanted.get("page") or 1, pages)
    order = Order(wanted.get("order") or Order.NUMBER)
    statements = list_statements(
        found,
        order,
        reader=member,
        words=words,
        first=(page - 1) * PER_PAGE,
        count=PER_PAGE,
    )
    place = {"slug": slug, "hearing_id": found.id}
    answer_url = reverse("listening:next_statement", kwargs=place)
    progress = progress_of(member, found)
    context = {
        "collective": member.collective,
        "slug": slug,
        "member": member,
        "hearing": found,
        "numbers": count_numbers(found),
        "progress": progress,
        "budgets": budgets_of(progress),
        "card": {"go_on_url": answer_url, "part": ""},
        "statements": statements,
        "total": total,
        "page": page,
        "pages": pages,
        "order": order,
        "form": FindForm(initial={"order": order, "words": words}),
        "words": words,
        "is_host": may_put_first(member, request.now),
        "here": request.get_full_path(),
        "answer_url": answer_url,
    }
    return render(request, "listening/hearing.html", context)
