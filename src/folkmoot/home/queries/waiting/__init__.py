"""What waits for one person, in all collectives at once, with minutes and until when.

Each module asks one room; the number of queries does not grow with the collectives,
the questions or the members.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from folkmoot.home.queries.waiting import (
    checks,
    doubts,
    drafts,
    exchanges,
    federated,
    folds,
    hearings,
    messengers,
    needs,
    people,
    recalls,
    reports,
    shifts,
    stops,
    tasks,
    votes,
)
from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.people.models import Membership

__all__ = ["Item", "find_first", "list_waiting", "minutes_of"]

ROOMS = (
    checks,
    hearings,
    stops,
    drafts,
    federated,
    tasks,
    votes,
    needs,
    exchanges,
    shifts,
    reports,
    people,
    doubts,
    messengers,
    recalls,
    folds,
)
LATE = datetime.max.replace(tzinfo=UTC)


def list_waiting(memberships: Iterable[Membership], now: datetime) -> list[Item]:
    """Return what waits for the person of ``memberships``, the nearest end first."""
    reader = Reader.of(memberships, now)
    if not reader.members:
        return []
    found = [item for room in ROOMS for item in room.list_items(reader)]
    return sorted(found, key=_by_end)


def find_first(membership: Membership, now: datetime) -> Item | None:
    """Return where somebody new begins: where they are heard, else what ends first."""
    open_hearings = hearings.list_items(Reader.of([membership], now))
    heard = min(open_hearings, key=_by_end, default=None)
    return heard or next(iter(list_waiting([membership], now)), None)


def minutes_of(items: Sequence[Item]) -> int:
    """Return how long all of it takes."""
    return sum(item.minutes for item in items)


def _by_end(item: Item) -> tuple[datetime, int]:
    return item.until or LATE, item.minutes
