"""Answering the statements of a hearing without a question, one by one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from folkmoot.listening import operations, queries
from folkmoot.listening.access import get_free_hearing_for, get_statement_of
from folkmoot.listening.cards import address_with, card_of
from folkmoot.listening.forms import AnswerForm, WantedForm
from folkmoot.listening.models import Hearing
from folkmoot.listening.queries import Wanted
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Membership
from folkmoot.people.requests import PersonRequest, refuse_anothers, signed_in
from folkmoot.web.submissions import Afterwards, once


@signed_in
@require_GET
def next_statement(request: PersonRequest, slug: str, hearing_id: UUID) -> HttpResponse:
    """Show one statement to answer; ``?left=0`` stops with thanks."""
    member = get_membership_for(request.person, slug)
    hearing = get_free_hearing_for(member, hearing_id)
    return _show(request, member, hearing, WantedForm.read(request.GET))


@signed_in
@once
@require_POST
def respond(
    request: PersonRequest, slug: str, hearing_id: UUID, statement_id: UUID
) -> HttpResponse | Afterwards:
    """Take one answer and show the next statement."""
    member = get_membership_for(request.person, slug)
    refuse_anothers(request, member)
    hearing = get_free_hearing_for(member, hearing_id)
    statement = get_statement_of(hearing, statement_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        wanted = Wanted(WantedForm.read_left(request.POST), first=statement.id)
        return _show(request, member, hearing, wanted, status=422)
    operations.respond(
        member=member, statement=statement, now=request.now, **form.cleaned_data
    )
    wanted = Wanted(WantedForm.read_left(request.POST, -1), undo=statement.id)
    return _go_on(request, member, hearing, wanted)


@signed_in
@once
@require_POST
def withdraw_response(
    request: PersonRequest, slug: str, hearing_id: UUID, statement_id: UUID
) -> HttpResponse | Afterwards:
    """Take an answer back and ask that statement again."""
    member = get_membership_for(request.person, slug)
    hearing = get_free_hearing_for(member, hearing_id)
    statement = get_statement_of(hearing, statement_id)
    operations.withdraw_response(member=member, statement=statement, now=request.now)
    wanted = Wanted(WantedForm.read_left(request.POST), first=statement.id)
    return _go_on(request, member, hearing, wanted)


def _go_on(
    request: PersonRequest, member: Membership, hearing: Hearing, wanted: Wanted
) -> HttpResponse | Afterwards:
    place = (member.collective.slug, hearing.id)
    address = address_with(reverse("listening:next_statement", args=place), wanted)
    if request.htmx:
        return Afterwards(lambda: _show(request, member, hearing, wanted), address)
    return redirect(address)


def _show(
    request: PersonRequest,
    member: Membership,
    hearing: Hearing,
    wanted: Wanted,
    *,
    status: int = 200,
) -> HttpResponse:
    place = (member.collective.slug, hearing.id)
    sitting = queries.sit(member, hearing, wanted)
    card = card_of(
        sitting,
        lambda name, statement_id: reverse(
            f"listening:{name}", args=(*place, statement_id)
        ),
        go_on_url=reverse("listening:next_statement", args=place),
        back_url=reverse("listening:hearing", args=place),
    )
    context = {
        "collective": member.collective,
        "member": member,
        "hearing": hearing,
        "card": card,
    }
    page = "_statement.html" if request.htmx else "answering.html"
    return render(request, f"listening/{page}", context, status=status)
