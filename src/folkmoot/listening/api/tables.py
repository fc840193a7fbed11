"""The answers of a hearing, or its statements, as CSV."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from folkmoot.listening import queries
from folkmoot.listening.access import get_hearing_for
from folkmoot.listening.operations import TooFewPeopleError
from folkmoot.listening.tables import table_response
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest
from folkmoot.web.chance import new_seed

router = Router()
ONE = "/collectives/{slug:slug}/hearings/{uuid:hearing_id}"
CSV = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}


@router.get(f"{ONE}/answers.csv", response={200: None}, openapi_extra=CSV)
def get_answers_table(
    request: PersonRequest, slug: str, hearing_id: UUID
) -> HttpResponse:
    """Download the answers of twenty people or more, without names."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    is_over = hearing.is_over(request.now)
    votes = queries.get_votes(hearing)
    if not queries.may_take_answers(votes, is_over=is_over):
        raise TooFewPeopleError
    rows = queries.write_answers(votes, new_seed(), is_over=is_over)
    return table_response(rows, "answers")


@router.get(f"{ONE}/statements.csv", response={200: None}, openapi_extra=CSV)
def get_statements_table(
    request: PersonRequest, slug: str, hearing_id: UUID
) -> HttpResponse:
    """Download the statements, with counts where enough people answered."""
    member = get_membership_for(request.person, slug)
    hearing = get_hearing_for(member, hearing_id)
    rows = queries.write_statements(hearing, is_over=hearing.is_over(request.now))
    return table_response(rows, "statements")
