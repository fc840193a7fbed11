"""A draft as its page shows it: each place, who has it, and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from folkmoot.people.models import Collective, Membership, Term
from folkmoot.people.queries import list_roles
from folkmoot.shifts.models import Ability, Cell, Confirmation, Rota, Shift


@dataclass(frozen=True)
class ShownPlaces:
    """One shift of a draft, its people, and what is missing."""

    shift: Shift
    cells: Sequence[Cell]
    free: dict[str, object] | None


@dataclass(frozen=True)
class RotaPage:
    """A whole draft."""

    rota: Rota
    places: Sequence[ShownPlaces]
    names: dict[str, str]
    people: Sequence[tuple[UUID, str]]
    confirmed: Sequence[Membership]

    @property
    def free_places(self) -> int:
        """How many places nobody has."""
        return sum(p.shift.people - len(p.cells) for p in self.places)


def find_draft(collective: Collective) -> Rota | None:
    """Return the draft that is open, if there is one."""
    rows = Rota.objects.filter(collective=collective, state=Rota.State.DRAFT)
    return rows.select_related("collective", "drafted_by").first()


def find_last_rota(collective: Collective) -> Rota | None:
    """Return the published rota that goes furthest."""
    rows = Rota.objects.filter(collective=collective, state=Rota.State.PUBLISHED)
    return rows.order_by("-last_day", "-ended_at").first()


def get_rota_page(rota: Rota) -> RotaPage:
    """Return a draft with all that its page needs; a fixed number of queries."""
    rows = Shift.objects.filter(
        collective=rota.collective_id,
        cancelled_at=None,
        day__gte=rota.first_day,
        day__lte=rota.last_day,
    ).select_related("job__ability")
    cells: dict[UUID, list[Cell]] = defaultdict(list)
    for cell in rota.cells.select_related("member").order_by("member__name", "id"):
        if cell.member.is_open:
            cells[cell.shift_id].append(cell)
    free = {one["shift"]: one for one in rota.free_places}
    places = [
        ShownPlaces(shift, cells[shift.id], free.get(str(shift.id)))
        for shift in rows.order_by("day", "starts_at", "job__name", "id")
    ]
    people = rota.collective.memberships.filter(ended_at=None).order_by("name", "id")
    named = list(people.values_list("id", "name"))
    abilities = Ability.objects.filter(collective=rota.collective_id)
    names = {str(key): name for key, name in named}
    names |= {str(one.id): one.name for one in abilities}
    return RotaPage(rota, places, names, named, _confirmed(rota))


def list_keepers(collective: Collective, now: datetime) -> list[str]:
    """Return the names of those who hold the role for the rota."""
    terms = list_roles(collective, now).filter(role=Term.Role.ROTA)
    return sorted({term.member.name for term in terms})


def _confirmed(rota: Rota) -> list[Membership]:
    rows = Confirmation.objects.filter(
        rota=rota, version=rota.version, member__ended_at=None
    )
    return [row.member for row in rows.select_related("member").order_by("at", "id")]
