"""Sending what is due: each mail once, whatever the mail server does.

A worker claims some mail with a lease that is committed before the first one leaves,
so a second worker takes others. It sends outside any transaction and notes each mail
by itself. A worker that dies leaves a lease that ends; the mail it was just handing
over may then leave a second time, under the same Message-ID.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from folkmoot.messaging.mail import compose
from folkmoot.messaging.models import Delivery, Message
from folkmoot.messaging.transport import (
    AwayError,
    RefusedError,
    Transport,
    open_transport,
)

LEASE = timedelta(minutes=10)
BATCH_SECONDS = 120  # far below the lease, with the slowest single mail on top
DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
REFUSED_FOR_GOOD = 3  # tries; the first refusals may be a setting that gets mended
USEFUL = timedelta(days=3)


def send_due(
    now: datetime, limit: int = 100, go_on: Callable[[], bool] = lambda: True
) -> int:
    """Send up to ``limit`` mails that are due at ``now``; return how many left.

    Without a mail server everything waits until it is of no use any more. ``go_on``
    is asked before each mail; the rest is left to others when it says no.
    """
    drop_late(now)
    transport = open_transport(settings.CONFIG.email_url)
    if transport is None:
        return 0
    try:
        return _send_all(transport, _claim(now, limit), now, go_on)
    finally:
        transport.close()


def drop_late(now: datetime) -> int:
    """Give up mail that would come too late; return how many."""
    late = Q(drop_at__lte=now) | Q(created_at__lte=now - USEFUL)
    waiting = Q(state__in=(Message.State.WAITING, Message.State.HELD))
    rows = _unclaimed(now).filter(waiting & late)
    parts = Message.objects.filter(carrier__in=rows.values("id"))
    if not rows.exists():
        return 0
    with transaction.atomic():
        parts.update(state=Message.State.DROPPED)
        return rows.update(state=Message.State.DROPPED)


def _unclaimed(now: datetime) -> QuerySet[Message]:
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    return Message.objects.filter(free)


def _claim(now: datetime, limit: int) -> list[Message]:
    due = _unclaimed(now).filter(state=Message.State.WAITING, send_at__lte=now)
    if not due.exists():  # spares SQLite a write every two seconds
        return []
    with transaction.atomic():
        # SQLite has no row locks; its transaction lets one writer in at a time.
        rows = due.select_for_update(skip_locked=True).order_by("send_at", "id")
        messages = list(rows[:limit])
        ids = [message.id for message in messages]
        Message.objects.filter(id__in=ids).update(claimed_until=now + LEASE)
    return messages


def _send_all(
    transport: Transport,
    messages: list[Message],
    now: datetime,
    go_on: Callable[[], bool],
) -> int:
    began, sent = time.monotonic(), 0
    for place, message in enumerate(messages):
        if time.monotonic() - began > BATCH_SECONDS or not go_on():
            _release(messages[place:])
            break
        try:
            _hand_over(transport, message)
        except RefusedError as refusal:
            _note_refusal(message, refusal, now)
        except AwayError as error:
            _note_refusal(message, RefusedError(str(error)), now)
            _release(messages[place + 1 :])
            _wait_for_server(now)
            break
        else:
            _note_sent(message, now)
            sent += 1
    return sent


def _hand_over(transport: Transport, message: Message) -> None:
    try:
        mail = compose(message)
    except ValueError as error:
        raise RefusedError(str(error), for_good=True) from error
    name = f"{message.created_at:%Y%m%dT%H%M%S%f}-{message.id.hex}"
    transport.send(mail, name)


@transaction.atomic
def _note_sent(message: Message, now: datetime) -> None:
    ids = [message.id, *message.parts.values_list("id", flat=True)]
    Message.objects.filter(id__in=ids).update(
        state=Message.State.SENT,
        sent_at=now,
        claimed_until=None,
        tries=F("tries") + 1,
        error="",
    )
    reached = Delivery.objects.filter(message_id__in=ids, delivered_at=None)
    reached.update(delivered_at=now, way=Delivery.Way.MAIL)


@transaction.atomic
def _note_refusal(message: Message, refusal: RefusedError, now: datetime) -> None:
    again_at = now + DELAYS[min(message.tries, len(DELAYS) - 1)]
    ids = [message.id, *message.parts.values_list("id", flat=True)]
    if refusal.for_good and message.tries:
        # The first try is the asking itself; each further one is one more.
        asked = Delivery.objects.filter(message_id__in=ids, delivered_at=None)
        asked.update(tries=F("tries") + 1)
    tries = message.tries + 1
    ends_at = min(message.drop_at or again_at, message.created_at + USEFUL)
    is_hopeless = refusal.for_good and tries >= REFUSED_FOR_GOOD
    state = Message.State.WAITING
    if is_hopeless or again_at > ends_at:
        state = Message.State.DROPPED
        message.parts.update(state=state)
    # A person may have stopped their mail meanwhile: dropped stays dropped.
    Message.objects.filter(id=message.id, state=Message.State.WAITING).update(
        state=state,
        tries=tries,
        error=str(refusal)[:300],
        claimed_until=None,
        send_at=again_at,
    )


def _release(messages: list[Message]) -> None:
    ids = [message.id for message in messages]
    Message.objects.filter(id__in=ids).update(claimed_until=None)


def _wait_for_server(now: datetime) -> None:
    """Let all mail wait a minute: trying each one would hold up the worker."""
    due = _unclaimed(now).filter(state=Message.State.WAITING, send_at__lte=now)
    due.update(send_at=now + DELAYS[0])
