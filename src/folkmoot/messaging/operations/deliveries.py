"""Asked, with time: who was asked about what, and when it reached them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F

from folkmoot.messaging.models import Delivery


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
    return _mark(about_id, member_id, delivered_at=now, way=Delivery.Way.PAGE)


def mark_acted(
    *, about_id: UUID, member_id: UUID, now: datetime, helper_id: UUID | None = None
) -> int:
    """Write that a member acted on ``about_id``, alone or through a helper.

    All its askings arrived. Who acts has had the time for it, and needs no more.
    """
    way = Delivery.Way.ACT
    return _mark(about_id, member_id, delivered_at=now, way=way, told_by_id=helper_id)


def _mark(about_id: UUID, member_id: UUID, **how: object) -> int:
    waiting = Delivery.objects.filter(
        about_id=about_id, member_id=member_id, delivered_at=None
    )
    return waiting.update(**how)
