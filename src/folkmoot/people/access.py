"""The only ways to a row; absent and not yours look the same."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from folkmoot.people.models import (
    ApiToken,
    Channel,
    Collective,
    Filling,
    Invitation,
    Learner,
    Membership,
    Passkey,
    Person,
    Recovery,
    Session,
    Term,
)
from folkmoot.web.prepared import prepared


@prepared
def _open_memberships(person: Person, slug: str) -> QuerySet[Membership]:
    open_ones = Membership.objects.filter(ended_at=None)
    rows = open_ones.filter(person=person, collective__slug=slug)
    return rows.select_related("collective", "person")


def get_membership_for(person: Person | None, slug: str) -> Membership:
    """Return the open membership of ``person`` in the collective at ``slug``.

    Raises
    ------
    Http404
        If there is no such collective, or the person is not part of it.
    """
    if person is None:
        raise Http404
    return _first(_open_memberships.first(person, slug))


def find_membership(person: Person | None, collective: Collective) -> Membership | None:
    """Return the open membership of ``person`` in ``collective``, if there is one."""
    if person is None:
        return None
    rows = collective.memberships.filter(person=person, ended_at=None)
    return rows.select_related("collective", "person").first()


def get_member_for(person: Person | None, slug: str) -> Membership:
    """Return the open membership of a member, not a friend.

    Raises
    ------
    Http404
        As `get_membership_for`, and for friends.
    """
    membership = get_membership_for(person, slug)
    if not membership.takes_positions:
        raise Http404
    return membership


def get_fellow_for(member: Membership, fellow_id: UUID) -> Membership:
    """Return the open membership ``fellow_id`` in the same collective."""
    fellows = member.collective.memberships.filter(ended_at=None)
    return _first(fellows.select_related("person").filter(id=fellow_id).first())


def get_invitation(token: str, person: Person | None, now: datetime) -> Invitation:
    """Return the invitation behind ``token`` if it can still be used.

    Who joined already gets theirs for good: the link also leads back.
    """
    rows = Invitation.objects.filter(token=token)
    row = _first(rows.select_related("collective", "member").first())
    is_usable = row.ended_at is None and now < row.expires_at and row.uses_left > 0
    if is_usable or find_membership(person, row.collective) is not None:
        return row
    raise Http404


def get_invitation_for(member: Membership, invitation_id: UUID) -> Invitation:
    """Return an invitation of the member's collective."""
    rows = member.collective.invitations.filter(id=invitation_id, ended_at=None)
    return _first(rows.select_related("collective", "member").first())


def get_recovery_for(member: Membership, recovery_id: UUID) -> Recovery:
    """Return a way back that was asked for in the member's collective."""
    rows = Recovery.objects.filter(
        id=recovery_id, membership__collective_id=member.collective_id
    )
    return _first(rows.select_related("membership__collective").first())


def get_stoppable_for(member: Membership, recovery_id: UUID) -> Recovery:
    """Return a way back that ``member`` may stop: a member any, a friend their own."""
    row = get_recovery_for(member, recovery_id)
    if member.takes_positions or row.membership_id == member.id:
        return row
    raise Http404


def read_role(name: str) -> Term.Role:
    """Return the role that an address names.

    Raises
    ------
    Http404
        If there is none of that name.
    """
    if name not in Term.Role.values:
        raise Http404
    return Term.Role(name)


def get_filling_for(member: Membership, role: str) -> Filling:
    """Return the search for somebody for ``role`` that runs in the collective."""
    rows = member.collective.fillings.filter(role=role, ended_at=None)
    return _first(rows.select_related("collective").first())


def get_term_for(member: Membership, term_id: UUID) -> Term:
    """Return one of the member's own roles."""
    return _first(member.terms.filter(id=term_id).first())


def get_learner_for(member: Membership, role: str) -> Learner:
    """Return what ``member`` learns beside the holder of ``role``."""
    return _first(member.learning.filter(role=role, ended_at=None).first())


def get_channel_for(person: Person, channel_id: UUID) -> Channel:
    """Return one of the person's own ways to be reached."""
    return _first(person.channels.filter(id=channel_id).first())


def get_passkey_for(person: Person, passkey_id: UUID) -> Passkey:
    """Return one of the person's own passkeys."""
    return _first(person.passkeys.filter(id=passkey_id).first())


def get_session_for(person: Person, session_id: UUID) -> Session:
    """Return one of the person's own sessions, by the id shown on the page."""
    return _first(person.sessions.filter(public_id=session_id).first())


def get_token_for(person: Person, token_id: UUID) -> ApiToken:
    """Return one of the person's own keys for programs that has not ended."""
    return _first(person.tokens.filter(id=token_id, ended_at=None).first())


def _first[T](row: T | None) -> T:
    if row is None:
        raise Http404
    return row


def get_person(person_id: UUID) -> Person:
    """Return a person whom a signed link names."""
    return _first(Person.objects.filter(id=person_id, erased_at=None).first())
