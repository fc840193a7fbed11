"""Locks and rights that the operations on shifts need, always in the same order.

First the collective (for jobs and drafts), then shifts, then memberships. The locks on
rows that others refer to are those that do not keep anybody from referring to them.
"""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.people.models import Collective, Membership
from folkmoot.shifts.models import Shift
from folkmoot.shifts.operations.errors import NotTheirsError, ShiftError


def lock_collective(collective_id: UUID) -> Collective:
    """Return the collective locked: one draft, one set of jobs at a time."""
    rows = Collective.objects.select_for_update(no_key=True)
    return rows.get(id=collective_id)


def lock_shift(shift: Shift) -> Shift:
    """Return the shift locked, with its job and collective.

    Raises
    ------
    ShiftError
        If it was taken out.
    """
    rows = Shift.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("job__ability", "collective").get(id=shift.id)
    if held.cancelled_at is not None:
        raise ShiftError(_("This shift was taken out. Nobody needs to come."))
    return held


def lock_shifts(ids: Iterable[UUID]) -> list[Shift]:
    """Return shifts locked, in one order for everybody, so that nobody waits twice."""
    rows = Shift.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("job__ability", "collective").filter(id__in=list(ids))
    return list(held.order_by("id"))


def lock_helper(member: Membership, collective_id: UUID) -> Membership:
    """Return the membership locked; friends help like members.

    Raises
    ------
    NotTheirsError
        If it ended or belongs to another collective.
    """
    rows = Membership.objects.select_for_update(no_key=True)
    held = rows.get(id=member.id)
    if not held.is_open or held.collective_id != collective_id:
        raise NotTheirsError(_("You are not part of this group any more."))
    return held


def lock_planner(member: Membership, collective_id: UUID) -> Membership:
    """Return the membership locked, if it is a member's, not a friend's.

    Raises
    ------
    NotTheirsError
        If it is a friend's, ended, or belongs to another collective.
    """
    held = lock_helper(member, collective_id)
    if not held.takes_positions:
        raise NotTheirsError(_("Only members can do this."))
    return held
