"""Keeping signed ends: the last of each hour for a week, then the last of each day."""

from datetime import datetime, timedelta
from uuid import UUID

from folkmoot.record.memory import count_names
from folkmoot.record.models import KeptEnd, Log
from folkmoot.record.queries.serving import get_checkpoint

EACH_HOUR = timedelta(days=7)


def keep_end(log: Log, now: datetime) -> None:
    """Keep what was signed last before ``now``, if it is the last of its hour (UTC).

    With the lines of the witnesses who saw it. The caller holds the log's lock.
    """
    at = log.signed_at
    if not log.checkpoint or at is None or _hour_of(at) == _hour_of(now):
        return
    KeptEnd.objects.update_or_create(
        collective_id=log.collective_id,
        number=count_names(log.origin),
        size=log.signed_size,
        defaults={"checkpoint": get_checkpoint(log), "at": at},
    )
    _thin(log.collective_id, now)


def _hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _thin(collective_id: UUID, now: datetime) -> None:
    """Leave the last end of each day that is more than a week ago."""
    old = KeptEnd.objects.filter(collective_id=collective_id, at__lt=now - EACH_HOUR)
    last: dict[object, UUID] = {}
    for key, at in old.values_list("id", "at"):  # the latest first
        last.setdefault(at.date(), key)
    old.exclude(id__in=last.values()).delete()
