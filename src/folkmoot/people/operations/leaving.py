"""Leaving, and the end of a membership by decision."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry


class AlreadyLeftError(Exception):
    """The membership has ended before."""


@transaction.atomic
def leave(*, membership: Membership, now: datetime) -> Membership:
    """End a membership by the person's own word; roles and invitations end with it.

    Locks the membership. Raises `AlreadyLeftError`.
    """
    membership = _lock_open(membership)
    end_everything_of(membership, now)
    append_entry(
        collective_id=membership.collective_id,
        kind="member.left",
        details={"name": membership.name, "standing": str(membership.standing)},
        now=now,
        member_id=membership.id,
    )
    return membership


@transaction.atomic
def end_membership(
    *, membership: Membership, question_id: UUID, now: datetime
) -> Membership:
    """End a membership because the collective decided so in ``question_id``.

    That the question was decided is for the caller to know. Locks the membership.
    Raises `AlreadyLeftError`.
    """
    membership = _lock_open(membership)
    membership.removed_by_question_id = question_id
    end_everything_of(membership, now)
    append_entry(
        collective_id=membership.collective_id,
        kind="member.removed",
        details={"name": membership.name},
        now=now,
        about_id=question_id,
        member_id=membership.id,
    )
    return membership


def end_everything_of(membership: Membership, now: datetime) -> None:
    """End the membership, its roles and its invitations at ``now``."""
    membership.ended_at = now
    membership.save()
    membership.terms.filter(ends_at__gt=now).update(ends_at=now)
    membership.learning.filter(ended_at=None).update(ended_at=now)
    made = membership.collective.invitations.filter(member=membership, ended_at=None)
    made.update(ended_at=now)


def _lock_open(membership: Membership) -> Membership:
    rows = Membership.objects.select_for_update().filter(id=membership.id)
    locked = rows.select_related("collective", "person").get()
    if not locked.is_open:
        raise AlreadyLeftError(_("This membership has ended before."))
    return locked
