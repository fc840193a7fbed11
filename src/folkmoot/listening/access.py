"""The only ways to a row of a hearing: absent and not yours look the same."""

from uuid import UUID

from django.http import Http404

from folkmoot.listening.models import (
    Attachment,
    Contribution,
    Hearing,
    OpinionMap,
    Statement,
)
from folkmoot.people.models import Membership, Person


def get_hearing_for(member: Membership, hearing_id: UUID) -> Hearing:
    """Return a hearing of the member's collective."""
    rows = Hearing.objects.filter(collective_id=member.collective_id)
    return _found(rows.select_related("collective").filter(id=hearing_id).first())


def get_free_hearing_for(member: Membership, hearing_id: UUID) -> Hearing:
    """Return a hearing of the member's collective that no question leads to."""
    rows = Hearing.objects.filter(
        collective_id=member.collective_id, question_id=None, id=hearing_id
    )
    return _found(rows.first())


def get_statement_of(hearing: Hearing, statement_id: UUID) -> Statement:
    """Return a statement of ``hearing``; the caller may see the hearing."""
    rows = hearing.statements.select_related("hearing")
    return _found(rows.filter(id=statement_id).first())


def get_map_of(hearing: Hearing, map_id: UUID) -> OpinionMap:
    """Return a map of ``hearing``; the caller may see the hearing."""
    return _found(OpinionMap.objects.filter(hearing=hearing, id=map_id).first())


def get_item_for(
    member: Membership, kind: str, item_id: UUID
) -> Statement | Contribution:
    """Return what may be folded: one of "statements" or "contributions"."""
    if kind == "statements":
        return get_statement_for(member, item_id)
    if kind == "contributions":
        return get_contribution_for(member, item_id)
    raise Http404


def get_statement_for(member: Membership, statement_id: UUID) -> Statement:
    """Return a statement of the member's collective, with its hearing."""
    rows = Statement.objects.filter(collective_id=member.collective_id)
    return _found(rows.select_related("hearing").filter(id=statement_id).first())


def get_contribution_for(member: Membership, contribution_id: UUID) -> Contribution:
    """Return a contribution of the member's collective, with its hearing."""
    rows = Contribution.objects.filter(collective_id=member.collective_id)
    return _found(rows.select_related("hearing").filter(id=contribution_id).first())


def get_attachment_for(person: Person, slug: str, attachment_id: UUID) -> Attachment:
    """Return an attachment of a collective that ``person`` is part of now."""
    rows = Attachment.objects.filter(
        collective__slug=slug,
        collective__memberships__person=person,
        collective__memberships__ended_at=None,
    )
    return _found(rows.filter(id=attachment_id).first())


def _found[T](row: T | None) -> T:
    if row is None:
        raise Http404
    return row
