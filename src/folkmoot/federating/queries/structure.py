"""Who is linked with whom: upward from a person, downward from a federation."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from folkmoot.federating.models import FederatedQuestion, HomeLeaf, Link
from folkmoot.people.models import Collective, Membership, Person

LEVELS_AT_MOST = 8  # base groups of 25, ten to a council: more than mankind


@dataclass(frozen=True)
class Branch:
    """One collective in a federation's tree; ``parent`` is None for the whole."""

    collective_id: UUID
    parent: UUID | None
    level: int
    is_leaf: bool
    region: str = ""


def ids_above(collectives: Collection[UUID]) -> set[UUID]:
    """Return the federations that these collectives are part of, at any height."""
    found: set[UUID] = set()
    edge = set(collectives)
    for _level in range(LEVELS_AT_MOST):
        rows = Link.objects.filter(child__in=edge, ended_at=None)
        edge = set(rows.values_list("collective", flat=True)) - found
        if not edge:
            break
        found |= edge
    return found


def is_part(collective_id: UUID) -> bool:
    """Say whether a collective is part of a federation."""
    return Link.objects.filter(child=collective_id, ended_at=None).exists()


def tree_of(federation_id: UUID) -> list[Branch]:
    """Return the tree below a federation, the whole first, each collective once.

    A collective that is linked in twice stands where it was linked first, so that
    nobody counts twice.
    """
    branches = [Branch(federation_id, None, 0, is_leaf=False)]
    seen = {federation_id}
    edge = [federation_id]
    for level in range(1, LEVELS_AT_MOST + 1):
        rows = Link.objects.filter(collective__in=edge, ended_at=None)
        below = []
        for link in rows.order_by("since", "id"):
            if link.child_id not in seen:
                seen.add(link.child_id)
                below.append(link)
        if not below:
            break
        councils = set(
            Collective.objects.filter(
                id__in=[link.child_id for link in below],
                preset=Collective.Preset.FEDERATION,
            ).values_list("id", flat=True)
        )
        branches += [
            Branch(
                link.child_id,
                link.collective_id,
                level,
                is_leaf=link.child_id not in councils,
                region=link.region,
            )
            for link in below
        ]
        edge = [link.child_id for link in below if link.child_id in councils]
    return branches


def leaves_of(federation_id: UUID) -> list[UUID]:
    """Return the ids of all collectives of people below a federation."""
    return [one.collective_id for one in tree_of(federation_id) if one.is_leaf]


def members_away(federation_id: UUID, leaves: Collection[UUID]) -> set[UUID]:
    """Return memberships of people who answer for the federation in another leaf.

    A person in several leaves counts once: where they chose, else where they joined
    first.
    """
    here = Membership.objects.filter(
        collective__in=leaves, ended_at=None, standing=Membership.Standing.MEMBER
    )
    several = (
        here.values("person").annotate(n=Count("id")).filter(n__gt=1).values("person")
    )
    rows = here.filter(person__in=several).order_by("joined_at", "id")
    held: dict[UUID, list[UUID]] = defaultdict(list)
    for member_id, person_id in rows.values_list("id", "person_id"):
        held[person_id].append(member_id)
    homes = HomeLeaf.objects.filter(collective=federation_id, person__in=held)
    chosen = dict(homes.values_list("person_id", "member_id"))
    away: set[UUID] = set()
    for person_id, member_ids in held.items():
        home = chosen.get(person_id)
        stays = home if home in member_ids else member_ids[0]
        away |= set(member_ids) - {stays}
    return away


def home_of(person: Person, federation: Collective) -> Membership | None:
    """Return the membership in which a person answers for a federation.

    Looked for upward from the person: the tree below may hold thousands of groups.
    """
    rows = Membership.objects.filter(person=person, ended_at=None)
    own = rows.select_related("collective", "person").order_by("joined_at", "id")
    below = [row for row in own if federation.id in ids_above([row.collective_id])]
    # Who is a friend here and a member there answers as a member.
    members = sorted(below, key=lambda row: not row.takes_positions)
    chosen = HomeLeaf.objects.filter(collective=federation, person=person).first()
    for member in members:
        if chosen is not None and member.id == chosen.member_id:
            return member
    return members[0] if members else None


def federations_of(person: Person) -> list[Collective]:
    """Return every federation that a person is part of through a leaf, by name."""
    rows = Membership.objects.filter(person=person, ended_at=None)
    above = ids_above(set(rows.values_list("collective_id", flat=True)))
    return list(Collective.objects.filter(id__in=above).order_by("name"))


def makes_cycle(child_id: UUID, federation_id: UUID) -> bool:
    """Say whether linking the child into the federation would close a circle."""
    return child_id == federation_id or child_id in ids_above([federation_id])


def by_id(ids: Iterable[UUID]) -> dict[UUID, Collective]:
    """Return collectives by id."""
    return Collective.objects.in_bulk(list(ids))


def questions_of(federation: Collective) -> QuerySet[FederatedQuestion]:
    """Return what a federation asks or asked, newest first."""
    return FederatedQuestion.objects.filter(collective=federation).order_by("-number")
