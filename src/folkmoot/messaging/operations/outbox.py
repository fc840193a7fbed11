"""Writing mail in the transaction of what it tells."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from folkmoot.messaging.models import Message

MORNING = time(7)


def enqueue(messages: Iterable[Message]) -> None:
    """Write ``messages``; one whose ``once_key`` is known already is left out.

    A held message waits for the next morning where its person lives, unless it would
    be of no use by then: that one goes at once.
    """
    rows = list(messages)
    for message in rows:
        # A subject on one line keeps names from adding headers.
        message.subject = " ".join(message.subject.split())[:200]
        if message.state == Message.State.HELD:
            _hold(message)
    Message.objects.bulk_create(rows, ignore_conflicts=True)


def next_morning(now: datetime, time_zone: str) -> datetime:
    """Return the next 07:00 in ``time_zone`` after ``now``, in UTC."""
    local = now.astimezone(ZoneInfo(time_zone or settings.TIME_ZONE))
    today = datetime.combine(local, MORNING, local.tzinfo)
    if today > local:
        return today.astimezone(UTC)
    tomorrow = local.date() + timedelta(days=1)
    return datetime.combine(tomorrow, MORNING, local.tzinfo).astimezone(UTC)


def _hold(message: Message) -> None:
    morning = next_morning(message.created_at, message.time_zone)
    if message.drop_at is not None and message.drop_at <= morning:
        message.state = Message.State.WAITING
    else:
        message.send_at = morning
