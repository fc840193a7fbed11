"""Mail for what a federation asks: written after everybody was asked, by the worker."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from folkmoot.deciding.models import Question
from folkmoot.deciding.queries.facts import asking_key
from folkmoot.deciding.states import state_of
from folkmoot.messaging.models import Delivery
from folkmoot.people.models import Membership
from folkmoot.people.operations import tell

TEMPLATES = {"hearing": "hearing", "checking": "check", "last_call": "last_call"}
AT_ONCE = 100


def mail_led(now: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Write the mail of askings that have none yet; return of how many questions."""
    due = Question.objects.filter(mail_due_at__isnull=False).order_by("mail_due_at")
    ids = list(due.values_list("id", flat=True)[:AT_ONCE])
    return sum(_mail(Question(id=one), now) for one in ids if go_on())


@transaction.atomic
def _mail(question: Question, now: datetime) -> bool:
    locked = Question.objects.select_for_update(of=("self",)).filter(
        id=question.id, mail_due_at__isnull=False
    )
    row = locked.select_related("collective").first()
    if row is None:
        return False
    row.mail_due_at = None
    row.save(update_fields=("mail_due_at",))
    template = TEMPLATES.get(row.stage)
    if template is None:
        return False
    key = asking_key(state_of(row))
    asked = {
        delivery.member_id: delivery
        for delivery in Delivery.objects.filter(about_id=row.id, asking=key)
    }
    members = Membership.objects.filter(id__in=asked).order_by("name")
    people = {member.person_id: member.id for member in members}
    messages = tell(
        memberships=list(members.select_related("collective")),
        kind=f"question.{template}",
        template=f"deciding/mail/{template}.txt",
        context={"question": row, "closes_at": row.ends_at},
        now=now,
        about_id=row.id,
        once=f"{row.id} {key}",
        drop_at=row.closes_at,
    )
    written = []
    for message in messages:
        if message.person_id in people:
            delivery = asked[people[message.person_id]]
            delivery.message_id = message.id
            written.append(delivery)
    Delivery.objects.bulk_update(written, ("message_id",))
    return True
