"""Answering the statements of a hearing without a question, one by one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from folkmoot.listening import operations, queries
from folkmoot.listening.access import get_free_hearing_for, get_statement_of
from folkmoot.listening.forms import AnswerForm, FirstForm
from folkmoot.listening.models import Hearing, Statement
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.submissions import once


@signed_in
@require_GET
def next_statement(request: PersonRequest, slug: str, hearing_id: UUID) -> HttpResponse:
    """Show one statement to answer; ``?first=`` names it, ``?undo=`` the last one."""
    member = get_membership_for(request.person, slug)
    hearing = get_free_hearing_for(member, hearing_id)
    form = FirstForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    last = wanted.get("undo")
    answered = queries.get_answered(member, hearing, last) if last else None
    return _show(request, member, hearing, first=wanted.get("first"), answered=answered)


@signed_in
@once
@require_POST
def respond(
    request: PersonRequest, slug: str, hearing_id: UUID, statement_id: UUID
) -> HttpResponse:
    """Take one answer and show the next statement."""
    member = get_membership_for(request.person, slug)
    hearing = get_free_hearing_for(member, hearing_id)
    statement = get_statement_of(hearing, statement_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, member, hearing, first=statement.id, status=422)
    answer = form.cleaned_data["answer"]
    operations.respond(
        member=member, statement=statement, answer=answer, now=request.now
    )
    if not request.htmx:
        place = reverse("listening:next_statement", args=(slug, hearing.id))
        return redirect(f"{place}?undo={statement.id}")
    answered = queries.get_answered(member, hearing, statement.id)
    return _show(request, member, hearing, answered=answered)


@signed_in
@once
@require_POST
def withdraw_response(
    request: PersonRequest, slug: str, hearing_id: UUID, statement_id: UUID
) -> HttpResponse:
    """Take an answer back and ask that statement again."""
    member = get_membership_for(request.person, slug)
    hearing = get_free_hearing_for(member, hearing_id)
    statement = get_statement_of(hearing, statement_id)
    operations.withdraw_response(member=member, statement=statement, now=request.now)
    if not request.htmx:
        place = reverse("listening:next_statement", args=(slug, hearing.id))
        return redirect(f"{place}?first={statement.id}")
    return _show(request, member, hearing, first=statement.id)


def _show(
    request: PersonRequest,
    member: Membership,
    hearing: Hearing,
    *,
    first: UUID | None = None,
    answered: queries.ShownStatement | None = None,
    status: int = 200,
) -> HttpResponse:
    slug = member.collective.slug
    statement = queries.next_statement(member, hearing, first=first)
    context = {
        "collective": member.collective,
        "hearing": hearing,
        "language": hearing.language,
        "statement": statement,
        "progress": queries.progress_of(member, hearing),
        "respond_url": _url("respond", slug, hearing, statement),
        "undo_url": _url(
            "withdraw_response", slug, hearing, answered.statement if answered else None
        ),
        "undo_answer": answered.own_words if answered else "",
        "stop_url": reverse("listening:hearing", args=(slug, hearing.id)),
    }
    page = "_statement.html" if request.htmx else "answering.html"
    return render(request, f"listening/{page}", context, status=status)


def _url(name: str, slug: str, hearing: Hearing, of: Statement | None) -> str:
    if of is None:
        return ""
    return reverse(f"listening:{name}", args=(slug, hearing.id, of.id))
