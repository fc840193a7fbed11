"""What rooms above show of people."""

from uuid import UUID

from ninja import Schema

from folkmoot.people.models import Membership
from folkmoot.web.wire.cursors import Cut, Part


class Fellow(Schema):
    """Somebody in a collective, by the name they use there."""

    id: UUID
    name: str


class FellowPart(Part):
    """A part of a list of people, by name."""

    members: list[Fellow]


def fellow_of(member: Membership) -> Fellow:
    """Return what others see of a membership."""
    return Fellow(id=member.id, name=member.name)


def fellow_part(part: Cut[Membership]) -> FellowPart:
    """Return a part of a list of people."""
    return FellowPart(members=[fellow_of(row) for row in part.rows], next=part.next)


def by_name(member: Membership) -> tuple[str, ...]:
    """Return the place of ``member`` in a list of people."""
    return (member.name, str(member.id))


def fellow_or_none(member: Membership | None) -> Fellow | None:
    """Return what others see of a membership, if there is one."""
    return fellow_of(member) if member else None
