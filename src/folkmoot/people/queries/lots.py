"""Who may be drawn once people were asked: one rule for roles and for messengers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from folkmoot.people.models import Membership


@dataclass(frozen=True)
class Pool:
    """Who may be drawn: the willing first; who has not said no where they are few."""

    willing: Sequence[Membership]
    silent: Sequence[Membership]


def pool_of(
    people: Sequence[Membership],
    rested: Sequence[Membership],
    said: Mapping[UUID, bool | None],
    *,
    is_over: bool,
) -> Pool | None:
    """Return the pool of a lot once all answered or the time is over, else None.

    ``said`` holds, per member, whether they are willing. Who has not answered is in it
    unless they are in no lots; ``rested`` are those who may serve again.
    """
    if not is_over and any(said.get(one.id) is None for one in people):
        return None
    return Pool(
        willing=[one for one in rested if said.get(one.id)],
        silent=[one for one in rested if said.get(one.id) is None and one.in_lots],
    )
