"""Inviting, joining, and stepping in from friend to member."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.people.models import Collective, Invitation, Membership, Person
from folkmoot.people.names import skeleton
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import new_token


class InvitationEndedError(Exception):
    """The invitation cannot be used any more."""


class NotAMemberError(Exception):
    """Only a member, not a friend or a former member, may do this."""


class NameTakenError(Exception):
    """Somebody in the collective has this name, or one that looks the same."""


class JoinRefusedError(Exception):
    """The collective ended this membership by a decision."""


def lock_member(member: Membership) -> Membership:
    """Return ``member`` locked, if it still is one; the collective stays free.

    Raises
    ------
    NotAMemberError
        If it is a friend's membership, or has ended.
    """
    rows = Membership.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("collective", "person").get(id=member.id)
    if not locked.takes_positions:
        raise NotAMemberError(_("Only members can do this."))
    return locked


@transaction.atomic
def invite(
    *,
    member: Membership,
    now: datetime,
    standing: str = "member",
    note: str = "",
    uses: int = 1,
    days: int = 30,
) -> Invitation:
    """Make a link with which up to ``uses`` people can join for ``days``.

    Locks the inviting membership. Raises `NotAMemberError`.
    """
    member = lock_member(member)
    invitation = Invitation.objects.create(
        collective=member.collective,
        member=member,
        token=new_token(),
        standing=standing,
        note=note,
        uses_left=uses,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    append_entry(
        collective_id=member.collective_id,
        kind="invitation.made",
        details={"standing": str(standing), "uses": uses, "days": days, "note": note},
        now=now,
        member_id=member.id,
    )
    return invitation


@transaction.atomic
def end_invitation(
    *, member: Membership, invitation: Invitation, now: datetime
) -> Invitation:
    """Take an invitation back; locks it. Any member may. Raises `NotAMemberError`."""
    invitation = Invitation.objects.select_for_update().get(id=invitation.id)
    member = lock_member(member)
    if invitation.ended_at is not None:
        return invitation
    invitation.ended_at = now
    invitation.save(update_fields=["ended_at"])
    append_entry(
        collective_id=invitation.collective_id,
        kind="invitation.ended",
        details={"note": invitation.note, "uses_left": invitation.uses_left},
        now=now,
        member_id=member.id,
    )
    return invitation


@transaction.atomic
def join(
    *,
    invitation: Invitation,
    person: Person,
    name: str,
    now: datetime,
    ask_first: bool = False,
) -> Membership:
    """Make ``person`` part of the collective, as invited.

    With ``ask_first`` a person invited as a member comes as a friend and may step in
    later (`step_in`). Somebody who is part of it already keeps their place and uses
    nothing up, unless the invitation makes a friend a member. Locks the invitation,
    then the person's membership.

    Raises
    ------
    InvitationEndedError
        If it ended, expired or is used up.
    NameTakenError
        If somebody else there has the name or one that looks like it.
    JoinRefusedError
        If the collective ended this person's membership by a decision.
    """
    rows = Invitation.objects.select_for_update().filter(id=invitation.id)
    invitation = rows.select_related("collective").get()
    earlier = _earlier(invitation.collective, person)
    if earlier is not None and not _brings_more(
        invitation, earlier, ask_first=ask_first
    ):
        return earlier
    _check_usable(invitation, now)
    check_name(collective=invitation.collective, name=name, but=earlier)
    invitation.uses_left -= 1
    invitation.save(update_fields=["uses_left"])
    membership = earlier or Membership(
        collective=invitation.collective, person=person, joined_at=now
    )
    if not membership.is_open:
        membership.joined_at = now
    came_as = Membership.Standing.FRIEND if ask_first else invitation.standing
    membership.standing, membership.invited_as = came_as, invitation.standing
    membership.name, membership.ended_at = name, None
    membership.invited_by_id = invitation.member_id
    membership.save()
    _append_joined(membership, now)
    return membership


@transaction.atomic
def step_in(*, membership: Membership, now: datetime) -> Membership:
    """Make a friend who was invited as a member a member; locks the membership.

    Raises
    ------
    NotAMemberError
        If the person was invited as a friend, or has left.
    """
    rows = Membership.objects.select_for_update().filter(id=membership.id)
    membership = rows.select_related("collective", "person").get()
    if membership.takes_positions:
        return membership
    was_invited = membership.invited_as == Membership.Standing.MEMBER
    if not (membership.is_open and was_invited):
        raise NotAMemberError(_("Ask a member to invite you as a member."))
    membership.standing = Membership.Standing.MEMBER
    membership.save(update_fields=["standing"])
    _append_joined(membership, now)
    return membership


def check_name(
    *, collective: Collective, name: str, but: Membership | None = None
) -> None:
    """Refuse a name that people there could take for somebody else's."""
    others = collective.memberships.filter(ended_at=None)
    if but is not None:
        others = others.exclude(id=but.id)
    names = others.values_list("name", flat=True)
    wanted = skeleton(name)
    if any(skeleton(other) == wanted for other in names):
        message = _(
            "Somebody here is called that already. Please add a letter or a family"
            " name, so that people can tell you apart."
        )
        raise NameTakenError(message)


def _earlier(collective: Collective, person: Person) -> Membership | None:
    rows = collective.memberships.select_for_update().filter(person=person)
    earlier = rows.select_related("collective", "person").first()
    if earlier is None or earlier.removed_by_question_id is None:
        return earlier
    message = _("This collective ended your membership by a decision.")
    raise JoinRefusedError(message)


def _brings_more(
    invitation: Invitation, earlier: Membership, *, ask_first: bool
) -> bool:
    if not earlier.is_open:
        return True
    as_member = invitation.standing == Membership.Standing.MEMBER and not ask_first
    return as_member and not earlier.takes_positions


def _check_usable(invitation: Invitation, now: datetime) -> None:
    is_over = invitation.ended_at is not None or invitation.expires_at <= now
    if is_over or invitation.uses_left < 1:
        message = _("This invitation is used up or over. Ask for a new one.")
        raise InvitationEndedError(message)


def _append_joined(membership: Membership, now: datetime) -> None:
    append_entry(
        collective_id=membership.collective_id,
        kind="member.joined",
        details={"name": membership.name, "standing": str(membership.standing)},
        now=now,
        member_id=membership.id,
    )
