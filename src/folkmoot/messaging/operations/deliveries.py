"""Asked, with time: who was asked about what, and when it reached them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from folkmoot.messaging.models import Delivery
from folkmoot.web.prepared import prepared
from folkmoot.web.writing import update


def ask(deliveries: Iterable[Delivery]) -> None:
    """Write that members were asked; asking the same again changes nothing."""
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)


def ask_again(*, about_id: UUID, asking: str) -> int:
    """Count one more try for everyone not reached yet; return how many these are."""
    waiting = Delivery.objects.filter(
        about_id=about_id, asking=asking, delivered_at=None
    )
    return waiting.update(tries=F("tries") + 1)


def mark_delivered(
    *,
    about_id: UUID,
    asking: str,
    member_id: UUID,
    way: Delivery.Way,
    now: datetime,
    told_by_id: UUID | None = None,
) -> bool:
    """Write that one asking reached a member; the earliest time stands.

    Returns whether this was the first time.
    """
    waiting = Delivery.objects.filter(
        about_id=about_id, asking=asking, member_id=member_id, delivered_at=None
    )
    return bool(waiting.update(delivered_at=now, way=way, told_by_id=told_by_id))


def mark_seen(*, about_id: UUID, member_id: UUID, now: datetime) -> int:
    """Write that a member opened the page of ``about_id``: all its askings arrived."""
    waiting = Delivery.objects.filter(
        about_id=about_id, member_id=member_id, delivered_at=None
    )
    return waiting.update(delivered_at=now, way=Delivery.Way.PAGE)


@prepared
def _waiting(about_id: UUID, member_id: UUID) -> QuerySet[Delivery]:
    rows = Delivery.objects.select_for_update()
    return rows.filter(about_id=about_id, member_id=member_id, delivered_at=None)


@transaction.atomic(savepoint=False)
def mark_acted(
    *, about_id: UUID, member_id: UUID, now: datetime, helper_id: UUID | None = None
) -> int:
    """Write that a member acted on ``about_id``, alone or through a helper.

    All its askings arrived. Who acts has had the time for it, and needs no more.
    """
    rows = _waiting.list(about_id, member_id)
    for row in rows:
        row.delivered_at, row.way, row.told_by_id = now, Delivery.Way.ACT, helper_id
        update(row, "delivered_at", "way", "told_by_id")
    return len(rows)
