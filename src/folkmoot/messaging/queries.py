"""Who is waited for, and when a worker was last there."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from folkmoot.messaging.models import Delivery, Heartbeat
from folkmoot.web.prepared import prepared


@prepared
def _waiting(about_id: UUID, member_id: UUID) -> QuerySet[Delivery, UUID]:
    rows = Delivery.objects.filter(about_id=about_id, member_id=member_id)
    return rows.filter(delivered_at=None).order_by().values_list("id", flat=True)[:1]


def is_waited_for(*, about_id: UUID, member_id: UUID) -> bool:
    """Whether something about ``about_id`` has not reached this member yet."""
    return _waiting.first(about_id, member_id) is not None


def get_last_beat() -> datetime | None:
    """Return when a worker last gave a sign of life."""
    last: datetime | None = Heartbeat.objects.aggregate(last=Max("beat_at"))["last"]
    return last
