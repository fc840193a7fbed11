"""What hosts put first."""

from uuid import UUID

from ninja import Router

from folkmoot.listening import operations
from folkmoot.listening.access import get_statement_for
from folkmoot.listening.api.shapes import StatementShown, show_statement
from folkmoot.listening.queries import show_statement as shown_to
from folkmoot.people.access import get_member_for
from folkmoot.people.requests import PersonRequest

router = Router()
ONE = "/collectives/{slug:slug}/firsts/{uuid:statement_id}"


@router.put(ONE, response=StatementShown)
def put_first(request: PersonRequest, slug: str, statement_id: UUID) -> StatementShown:
    """Let a statement be asked before others: hosts do."""
    member = get_member_for(request.person, slug)
    statement = get_statement_for(member, statement_id)
    operations.put_first(member=member, statement=statement, now=request.now)
    return show_statement(shown_to(statement, member))


@router.delete(ONE, response=StatementShown)
def put_back(request: PersonRequest, slug: str, statement_id: UUID) -> StatementShown:
    """Let a statement take its turn again: hosts do."""
    member = get_member_for(request.person, slug)
    statement = get_statement_for(member, statement_id)
    operations.put_back(member=member, statement=statement, now=request.now)
    return show_statement(shown_to(statement, member))
