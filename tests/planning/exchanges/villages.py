"""Three sister collectives, each good at something else, and their exchange."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests import cast

from folkmoot.federating.operations import make_federation
from folkmoot.people.models import Collective, Membership
from folkmoot.planning import library
from folkmoot.planning.models import Exchange
from folkmoot.planning.operations import exchanges, plans
from folkmoot.planning.tables import Tables
from folkmoot.record.models import Entry

NOW = cast.NOW
FIRST_DAY = date(2027, 3, 8)
GOODS = (
    exchanges.Wanted("loaf", 0.005),
    exchanges.Wanted("greens", 0.01),
    exchanges.Wanted("mended tool", 0.1),
)
NAMES = ("Bakery", "Garden", "Workshop")


def set_percent(group: Collective, percent: int) -> None:
    """Let a collective be asked as a whole above a share of its work."""
    group.settings = {**group.settings, "exchange_percent": percent}
    group.save(update_fields=["settings"])


class Villages:
    """Bakery, Garden and Workshop with the recipes of the example."""

    def __init__(self, tables: Sequence[Tables] = ()) -> None:
        self.groups: list[Collective] = [cast.collective(one) for one in NAMES]
        for group in self.groups:
            set_percent(group, 100)  # two names are enough
        make_federation(name="All of us", children=self.groups, now=NOW)
        self.bakery, self.garden, self.workshop = self.groups
        own = tables or [
            library.read_example(f"three-co-ops/{one.lower()}") for one in NAMES
        ]
        for group, recipes in zip(self.groups, own, strict=True):
            plans.import_recipes(
                member=cast.member(group), tables=recipes, source="test", now=NOW
            )

    def propose(self, **more: Any) -> Exchange:
        """Return what Ann of the bakery proposes to the two others."""
        said = {
            "others": [self.garden.id, self.workshop.id],
            "goods": GOODS,
            "weeks": 4,
            "begins_on": FIRST_DAY,
            "now": NOW,
            **more,
        }
        return exchanges.propose_exchange(member=cast.member(self.bakery), **said)

    def join(self, row: Exchange, group: Collective, **more: Any) -> None:
        """Say yes with two names, or the second where one said it."""
        for name in ("Ann", "Bo"):
            who = cast.member(group, name)
            seat = row.seats.get(collective=group)
            if seat.first_by_id != who.id:
                exchanges.join_exchange(member=who, exchange=row, now=NOW, **more)

    def begun(self, rounds: int = 3, **more: Any) -> Exchange:
        """Return an exchange of all three after some rounds."""
        row = self.propose(**more)
        for group in self.groups:
            self.join(row, group)
        exchanges.begin_exchange(member=self.ann(), exchange=row, now=NOW)
        exchanges.ask_for_rounds(member=self.ann(), exchange=row, now=NOW)
        exchanges.make_rounds(exchange=row, now=NOW)
        row.refresh_from_db()
        if rounds > row.rounds:
            exchanges.ask_for_rounds(
                member=self.ann(), exchange=row, many=rounds - row.rounds, now=NOW
            )
        return exchanges.make_rounds(exchange=row, now=NOW)

    def settled(self, **more: Any) -> Exchange:
        """Return one whose rounds are over."""
        row = self.begun(**more)
        return exchanges.settle_exchange(
            member=self.ann(),
            exchange=row,
            edition=row.edition,
            number=row.rounds,
            now=NOW,
        )

    def agreed(self, **more: Any) -> Exchange:
        """Return one to which all three said yes."""
        row = self.settled(**more)
        for group in self.groups:
            for name in ("Ann", "Bo"):
                self.accept(row, cast.member(group, name))
        row.refresh_from_db()
        return row

    def accept(self, row: Exchange, who: Membership) -> None:
        """Say yes to the round that stands."""
        exchanges.accept_exchange(
            member=who, exchange=row, edition=row.edition, number=row.rounds, now=NOW
        )

    def ann(self, group: Collective | None = None) -> Membership:
        """Return Ann of a group, of the bakery unless said otherwise."""
        return cast.member(group or self.bakery)

    def kinds(self, group: Collective) -> list[str]:
        """Return the kinds of entries of one record about exchanges, oldest first."""
        rows = Entry.objects.filter(
            collective_id=group.id, kind__startswith="exchange."
        )
        return list(rows.order_by("index").values_list("kind", flat=True))
