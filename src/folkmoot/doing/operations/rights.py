"""Locks and rights that every operation of this room needs."""

from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.doing.models import Commitment
from folkmoot.doing.operations.errors import NotPartOfItError, TaskEndedError
from folkmoot.people.models import Membership


def lock_member(member: Membership, collective_id: UUID) -> Membership:
    """Return the membership locked; friends carry tasks and look back like members.

    Raises
    ------
    NotPartOfItError
        If it ended or belongs to another collective.
    """
    held = Membership.objects.select_for_update().get(id=member.id)
    if not held.is_open or held.collective_id != collective_id:
        raise NotPartOfItError(_("You are not part of this group any more."))
    return held


def lock_open_task(commitment: Commitment) -> Commitment:
    """Return the task locked.

    Raises
    ------
    TaskEndedError
        If it is done, dropped or removed.
    """
    held = Commitment.objects.select_for_update().get(id=commitment.id)
    if held.is_open:
        return held
    messages = {
        Commitment.State.DONE: _("This task is done already. Thank you."),
        Commitment.State.DROPPED: _("This task was dropped. You can read why."),
        Commitment.State.REMOVED: _("A newer draft no longer names this task."),
    }
    raise TaskEndedError(messages[Commitment.State(held.state)])
