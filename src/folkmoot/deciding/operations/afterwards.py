"""After the decision: did what the owner of a standing stop feared happen?"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Objection
from folkmoot.deciding.operations.acting import acting
from folkmoot.deciding.operations.working import (
    StopStateError,
    fresh_stop,
    require_owner,
)
from folkmoot.deciding.queries.stops import AFTERWARDS, askable
from folkmoot.engines.consensus import Stage
from folkmoot.people.models import Membership
from folkmoot.people.operations import tell


@transaction.atomic
def tell_happened(
    *,
    member: Membership,
    objection: Objection,
    happened: str,
    now: datetime,
    text: str = "",
) -> Objection:
    """Say as the owner whether it happened, replacing it; locks the question.

    Raises
    ------
    StopStateError
        If the stop does not stand, is somebody else's, or it is too early.
    """
    stages = [Stage(stage) for stage in AFTERWARDS]
    with acting(member, objection.question, now, *stages) as act:
        row = fresh_stop(act, objection, Objection.State.STANDING)
        require_owner(act, row)
        if not askable(now).filter(id=row.id).exists():
            raise StopStateError(
                _("You are asked 60 days after the decision, or when all look back.")
            )
        row.happened, row.happened_words, row.happened_at = happened, text, now
        row.save(update_fields=("happened", "happened_words", "happened_at"))
        act.record(
            "stop.followed_up", stop=row.number, happened=str(happened), text=text
        )
    return row


@transaction.atomic
def ask_owners(*, now: datetime) -> int:
    """Ask once by mail the owners of stops that stood; return how many were asked."""
    waiting = askable(now).filter(happened="", happened_asked_at=None)
    rows = Objection.objects.select_for_update().filter(
        id__in=waiting.values("id"), happened_asked_at=None
    )
    asked = list(rows.order_by("raised_at", "id"))
    for row in asked:
        tell(
            memberships=[row.owner],
            kind="question.happened",
            template="deciding/mail/happened.txt",
            context={"question": row.question, "stop": row.number},
            now=now,
            about_id=row.question_id,
            once=f"{row.id} happened",
        )
    rows.update(happened_asked_at=now)
    return len(asked)
