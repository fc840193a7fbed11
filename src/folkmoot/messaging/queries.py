"""Who was asked and reached, and a person's own mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from folkmoot.messaging.models import Delivery, Heartbeat, Message
from folkmoot.web.prepared import prepared

TRIES_TO_REACH = 3


@dataclass(frozen=True)
class Asked:
    """How many were asked on one occasion, and how far the asking came."""

    asked: int
    delivered: int
    unreachable: int


def count_asked(*, about_id: UUID, asking: str) -> Asked:
    """Return the counts of one occasion; unreachable is nobody before three tries."""
    rows = Delivery.objects.filter(about_id=about_id, asking=asking)
    missing = Q(delivered_at=None)
    counts = rows.aggregate(
        asked=Count("id"),
        delivered=Count("id", filter=~missing),
        unreachable=Count("id", filter=missing & Q(tries__gte=TRIES_TO_REACH)),
    )
    return Asked(**counts)


@prepared
def _waiting(about_id: UUID, member_id: UUID) -> QuerySet[Delivery, UUID]:
    rows = Delivery.objects.filter(about_id=about_id, member_id=member_id)
    return rows.filter(delivered_at=None).order_by().values_list("id", flat=True)[:1]


def is_waited_for(*, about_id: UUID, member_id: UUID) -> bool:
    """Whether something about ``about_id`` has not reached this member yet."""
    return _waiting.first(about_id, member_id) is not None


def list_deliveries(*, about_id: UUID, asking: str) -> QuerySet[Delivery]:
    """Return the rows of one occasion in the order of asking."""
    rows = Delivery.objects.filter(about_id=about_id, asking=asking)
    return rows.order_by("asked_at", "id")


def map_deliveries(
    *, about_ids: Iterable[UUID], member_id: UUID
) -> dict[tuple[UUID, str], Delivery]:
    """Return one member's deliveries by what and on which occasion they were asked."""
    rows = Delivery.objects.filter(about_id__in=about_ids, member_id=member_id)
    return {(row.about_id, row.asking): row for row in rows}


def list_queued(*, person_id: UUID) -> QuerySet[Message]:
    """Return a person's mail that has not left yet, oldest first."""
    states = (Message.State.WAITING, Message.State.HELD, Message.State.GATHERED)
    rows = Message.objects.filter(person_id=person_id, state__in=states)
    return rows.order_by("created_at", "id")


def get_last_beat() -> datetime | None:
    """Return when a worker last gave a sign of life."""
    last: datetime | None = Heartbeat.objects.aggregate(last=Max("beat_at"))["last"]
    return last
