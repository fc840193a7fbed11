"""Locks and rights that every operation of this room needs."""

from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.needs.operations.errors import NotPartOfPlanError
from folkmoot.people.models import Membership


def lock_part(
    member: Membership, collective_id: UUID | None = None, *, is_full: bool = False
) -> Membership:
    """Return the membership locked; ``is_full`` asks for a member, not a friend.

    Raises
    ------
    NotPartOfPlanError
        If it ended, is of another collective, or of a friend where a member decides.
    """
    rows = Membership.objects.select_for_update(of=("self",))
    held = rows.select_related("collective", "person").get(id=member.id)
    of = collective_id or member.collective_id
    if not held.is_open or held.collective_id != of:
        raise NotPartOfPlanError(_("You are not part of this group any more."))
    if is_full and not held.takes_positions:
        raise NotPartOfPlanError(_("This is for members to decide."))
    return held
