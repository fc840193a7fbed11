"""Who may speak: the membership is locked, so that it cannot end in between."""

from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.people.models import Membership


class HearingError(Exception):
    """Something that a hearing does not take, said in a plain sentence."""


class NotPartError(HearingError):
    """Who acts is no longer part of the collective, or not a member of it."""


def lock_speaker(member: Membership, collective_id: UUID) -> Membership:
    """Return the membership of a member or friend, locked until commit.

    Raises
    ------
    NotPartError
        If it has ended or is of another collective.
    """
    locked = Membership.objects.select_for_update().filter(
        id=member.id, collective_id=collective_id, ended_at=None
    )
    found = locked.first()
    if found is None:
        raise NotPartError(_("You are no longer part of this collective."))
    return found


def lock_member(member: Membership, collective_id: UUID) -> Membership:
    """Return a membership as `lock_speaker` does, and only that of a full member.

    Raises
    ------
    NotPartError
        If it has ended or is that of a friend.
    """
    found = lock_speaker(member, collective_id)
    if not found.takes_positions:
        raise NotPartError(_("Members do this. You can ask one of them."))
    return found
