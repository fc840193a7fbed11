"""The only ways to a task; absent and not yours look the same."""

from uuid import UUID

from django.http import Http404

from folkmoot.doing.models import Commitment
from folkmoot.doing.queries import with_lines
from folkmoot.people.models import Membership


def get_task_for(member: Membership, task_id: UUID) -> Commitment:
    """Return a task of the member's collective, with its lines of progress.

    Raises
    ------
    Http404
        If there is none.
    """
    rows = Commitment.objects.filter(collective_id=member.collective_id, id=task_id)
    row = with_lines(rows.select_related("collective", "carrier")).first()
    if row is None:
        raise Http404
    return row
