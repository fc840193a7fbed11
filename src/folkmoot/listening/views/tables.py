"""The answers of a hearing, or its statements, as a table to take away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from folkmoot.listening import queries
from folkmoot.listening.access import get_hearing_for
from folkmoot.listening.operations import TooFewPeopleError
from folkmoot.listening.tables import table_response
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest, signed_in
from folkmoot.web.chance import new_seed


@require_safe
@signed_in
def answers_table(request: PersonRequest, slug: str, hearing_id: UUID) -> HttpResponse:
    """Give the answers of twenty people or more, without names; of fewer, say why not."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    is_over = hearing.is_over(request.now)
    votes = queries.get_votes(hearing)
    if not queries.may_take_answers(votes, is_over=is_over):
        messages.info(request, str(TooFewPeopleError()))
        return redirect(reverse("listening:map", args=(slug, hearing.id)))
    rows = queries.write_answers(votes, new_seed(), is_over=is_over)
    return table_response(rows, "answers")


@require_safe
@signed_in
def statements_table(
    request: PersonRequest, slug: str, hearing_id: UUID
) -> HttpResponse:
    """Give the statements, with counts where enough people answered."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    rows = queries.write_statements(hearing, is_over=hearing.is_over(request.now))
    return table_response(rows, "statements")
