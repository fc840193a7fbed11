"""Sister collectives of one federation, and what they show each other."""

from uuid import UUID

from folkmoot.federating.queries.structure import ids_above, leaves_of
from folkmoot.needs.models import Sharing
from folkmoot.people.models import Collective


def sharing_of(collective: Collective) -> Sharing | None:
    """Return whether a collective shows what goes out, or somebody began it."""
    rows = Sharing.objects.filter(collective=collective, ended_at=None)
    return rows.select_related("begun_by", "confirmed_by").first()


def sisters_of(collective: Collective) -> set[UUID]:
    """Return the other collectives of people below the same federations."""
    below = {leaf for top in ids_above([collective.id]) for leaf in leaves_of(top)}
    return below - {collective.id}


def neighbours_of(collective: Collective) -> set[UUID]:
    """Return the sisters that show theirs, if this collective shows its own too."""
    sharing = sharing_of(collective)
    if sharing is None or not sharing.is_on:
        return set()
    sisters = sisters_of(collective)
    on = Sharing.objects.filter(confirmed_at__isnull=False, ended_at=None)
    if not sisters:
        return set()
    return set(
        on.filter(collective__in=sisters).values_list("collective_id", flat=True)
    )


def show_each_other(one: Collective, other: Collective) -> bool:
    """Say whether two collectives show each other their needs and offers."""
    return other.id in neighbours_of(one)
