"""Mails about tasks: an offer, and a reminder before the day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from folkmoot.doing.days import end_of_day, reminder_at
from folkmoot.doing.models import Commitment
from folkmoot.doing.queries import list_reminders
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import tell


def tell_offered(
    *, collective: Collective, commitments: Sequence[Commitment], now: datetime
) -> None:
    """Ask each carrier once for all that a draft offers them."""
    by_carrier: dict[UUID, list[Commitment]] = defaultdict(list)
    for row in commitments:
        if row.carrier_id is not None:
            by_carrier[row.carrier_id].append(row)
    carriers = Membership.objects.filter(id__in=by_carrier).order_by("id")
    for carrier in carriers.select_related("person", "collective"):
        tasks = by_carrier[carrier.id]
        tell(
            memberships=[carrier],
            kind="task.offered",
            template="doing/mail/offered.txt",
            context={"collective": collective, "tasks": tasks},
            about_id=tasks[0].question_id,
            now=now,
        )


def remind_due(*, now: datetime) -> int:
    """Remind carriers two days before and on the day, once each; return how many.

    Each in its own transaction under the task's lock, so that two workers send one mail
    and a failure keeps what was sent. A reminder is no act of anybody and leaves no
    entry in the record.
    """
    return sum(_remind(row, now) for row in list_reminders(now))


@transaction.atomic
def _remind(found: Commitment, now: datetime) -> bool:
    rows = Commitment.objects.select_for_update(of=("self",))
    held = rows.select_related("collective", "carrier").get(id=found.id)
    reminder = reminder_at(held, now)
    if not held.is_carried or held.carrier is None or reminder <= held.reminded:
        return False
    held.reminded = reminder
    held.save()
    tell(
        memberships=[held.carrier],
        kind="task.due",
        template="doing/mail/due.txt",
        context={"collective": held.collective, "task": held, "now": now},
        about_id=held.question_id,
        once=f"task:{held.id}:{held.due_date}:{reminder}",
        drop_at=end_of_day(held),
        now=now,
    )
    return True
