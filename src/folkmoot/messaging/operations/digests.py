"""The daily mail: what was held for a person, in one mail at their 07:00."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from folkmoot.messaging.mail import DAILY
from folkmoot.messaging.models import Message
from folkmoot.messaging.operations.sending import drop_late

LINE = "\n\n" + "* " * 3 + "\n\n"


def send_digests(now: datetime, limit: int = 500) -> int:
    """Gather held mail that is due at ``now``, one mail per person; return how many.

    However many mornings were missed, a person gets one mail.
    """
    drop_late(now)
    due = Message.objects.filter(state=Message.State.HELD, send_at__lte=now)
    people = due.order_by().values_list("person_id", flat=True).distinct()[:limit]
    return sum(_gather(person_id, now) for person_id in people if person_id)


@transaction.atomic
def _gather(person_id: UUID, now: datetime) -> bool:
    """Write the daily mail of one person; locks what it is made of."""
    held = Message.objects.filter(
        person_id=person_id, state=Message.State.HELD, send_at__lte=now
    )
    parts = list(held.select_for_update().order_by("created_at", "id"))
    if not parts:
        return False
    last = parts[-1]
    with translation.override(last.language):
        subject = _("Your daily mail")
    body = LINE.join(f"{part.subject}\n\n{part.body.strip()}" for part in parts)
    carrier = Message.objects.create(
        person_id=person_id,
        kind=DAILY,
        once_key=f"{DAILY}:{person_id}:{last.id}",
        address=last.address,
        subject=subject,
        body=body,
        language=last.language,
        time_zone=last.time_zone,
        created_at=now,
        send_at=now,
    )
    ids = [part.id for part in parts]
    Message.objects.filter(id__in=ids).update(
        state=Message.State.GATHERED, carrier=carrier
    )
    return True
