"""Keeping less: what is forgotten, and when."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from folkmoot.messaging.mail import DAILY
from folkmoot.messaging.models import Heartbeat, Message, OneTimeCode
from folkmoot.web.models import Submission

MAIL_KEPT = timedelta(days=7)
CODES_KEPT = timedelta(days=1)
SUBMISSIONS_KEPT = timedelta(days=14)
QUEUED = (Message.State.WAITING, Message.State.HELD, Message.State.GATHERED)
ERASED = {"address": "", "subject": "", "body": ""}


@transaction.atomic
def forget_old(now: datetime) -> None:
    """Erase sent mail after a week, codes after a day, receipts after two weeks.

    A message's row stays with its key, so that nothing is sent a second time.
    """
    done = Message.objects.exclude(state__in=QUEUED).exclude(address="")
    sent = Q(sent_at__lte=now - MAIL_KEPT)
    dropped = Q(sent_at=None, send_at__lte=now - MAIL_KEPT)
    done.filter(sent | dropped).update(**ERASED)
    spent = Q(used_at__lte=now - CODES_KEPT) | Q(expires_at__lte=now - CODES_KEPT)
    OneTimeCode.objects.filter(spent).delete()
    Submission.objects.filter(received_at__lte=now - SUBMISSIONS_KEPT).delete()
    Heartbeat.objects.filter(beat_at__lte=now - CODES_KEPT).delete()


@transaction.atomic
def drop_queued(*, person_id: UUID) -> int:
    """Give up a person's mail that has not left: they stopped it. Codes still go."""
    queued = Message.objects.filter(person_id=person_id, state__in=QUEUED)
    unasked = queued.filter(Q(kind=DAILY) | ~Q(collective_id=None))
    return unasked.update(state=Message.State.DROPPED)


@transaction.atomic
def forget_person(*, person_id: UUID) -> None:
    """Erase all mail to a person, sent or not, and their codes."""
    mail = Message.objects.filter(person_id=person_id)
    mail.filter(state__in=QUEUED).update(state=Message.State.DROPPED)
    mail.update(**ERASED)
    OneTimeCode.objects.filter(person_id=person_id).delete()


def beat(*, worker: str, now: datetime) -> None:
    """Note that a worker is alive."""
    Heartbeat.objects.update_or_create(worker=worker, defaults={"beat_at": now})
