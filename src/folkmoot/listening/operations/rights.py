"""Who may speak: the membership is locked, so that it cannot end in between."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from folkmoot.listening.queries import FLOOR
from folkmoot.people.models import Membership
from folkmoot.web.prepared import prepared


class HearingError(Exception):
    """Something that a hearing does not take, said in a plain sentence."""


class NotPartError(HearingError):
    """Who acts is no longer part of the collective, or not a member of it."""


class TooFewPeopleError(HearingError):
    """A table of so few people would show who they are, or it is too early."""

    def __init__(self) -> None:
        words = _(
            "This table is given once the hearing is over and %(floor)s people answered:"
            " of fewer, it would show who they are."
        )
        super().__init__(words % {"floor": FLOOR})


@prepared
def _locked(member_id: UUID, collective_id: UUID) -> QuerySet[Membership]:
    return Membership.objects.select_for_update().filter(
        id=member_id, collective_id=collective_id, ended_at=None
    )


def lock_speaker(member: Membership, collective_id: UUID) -> Membership:
    """Return the membership of a member or friend, locked until commit.

    Raises
    ------
    NotPartError
        If it has ended or is of another collective.
    """
    found = _locked.first(member.id, collective_id)
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
