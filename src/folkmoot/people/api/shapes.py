"""What rooms above show of people."""

from uuid import UUID

from ninja import Schema

from folkmoot.people.models import Membership


class Fellow(Schema):
    """Somebody in a collective, by the name they use there."""

    id: UUID
    name: str


def fellow_of(member: Membership) -> Fellow:
    """Return what others see of a membership."""
    return Fellow(id=member.id, name=member.name)


def fellow_or_none(member: Membership | None) -> Fellow | None:
    """Return what others see of a membership, if there is one."""
    return fellow_of(member) if member else None
