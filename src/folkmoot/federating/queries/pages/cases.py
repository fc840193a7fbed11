"""The page of a case of a federation: who was drawn, from whom, what they found."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from folkmoot.federating.models import FederatedPanel, FederatedSeat
from folkmoot.federating.queries.panels import LEAVES_DRAWN, seats_of
from folkmoot.people.models import Collective, Membership

LEAVES_SHOWN = 200


@dataclass(frozen=True)
class CasePage:
    """A case before people of several groups."""

    panel: FederatedPanel
    seats: Sequence[FederatedSeat]
    own_seat: FederatedSeat | None
    leaves: Sequence[str]
    n_leaves: int
    n_drawn_leaves: int
    candidates: Sequence[tuple[str, str]]

    @property
    def may_answer(self) -> bool:
        """Whether the reader was drawn, and it is open."""
        return self.own_seat is not None and not self.panel.ruling


def case_page(panel: FederatedPanel, reader: Membership) -> CasePage:
    """Return the page of a case for a reader; a fixed number of queries."""
    seats = seats_of(panel)
    own = [one for one in seats if one.member.person_id == reader.person_id]
    n_leaves = len(panel.leaves)
    shown = [UUID(one) for one in panel.leaves[:LEAVES_SHOWN]]
    names = dict(Collective.objects.filter(id__in=shown).values_list("id", "name"))
    ids = [UUID(one) for one in panel.candidates]
    rows = Membership.objects.filter(id__in=ids).select_related("collective")
    people = {row.id: (row.name, row.collective.name) for row in rows}
    return CasePage(
        panel=panel,
        seats=seats,
        own_seat=next(iter(own), None),
        leaves=[names.get(one, "") for one in shown],
        n_leaves=n_leaves,
        n_drawn_leaves=min(n_leaves, LEAVES_DRAWN),
        candidates=[people.get(one, ("", "")) for one in ids],
    )
