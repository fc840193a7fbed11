"""What a collective promised to others and was promised, as its plans count with it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from folkmoot.people.models import Collective
from folkmoot.planning.gifts import gifts_of
from folkmoot.planning.models import Exchange, ExchangePart, ExchangeSeat
from folkmoot.planning.promised import Names, Promise, with_promises
from folkmoot.planning.tables import Tables
from folkmoot.planning.words.periods import period_at


def parts_in(row: Exchange, number: int = 0) -> list[ExchangePart]:
    """Return what a round brought to each, the last one where none is named."""
    rows = row.parts.filter(edition=row.edition, number=number or row.rounds)
    return list(rows.select_related("seat", "collective").order_by("seat"))


def promises_of(collective: Collective, length: str, begins_on: date) -> list[Promise]:
    """Return what was promised for a plan that begins on a day, period by period.

    What counts in other periods than the recipes is left out, and what was before.
    """
    found: list[Promise] = []
    for row in _agreed(collective, length):
        found += _promises_in(row, collective, begins_on)
    return found


def promises_from(collective: Collective, length: str, today: date) -> list[Promise]:
    """Return what was promised for a plan that is made now.

    Whoever plans before an exchange begins plans for it: the plan begins with the first
    one. Where the plan is followed, its own first day says it.
    """
    starts = [row.begins_on for row in _agreed(collective, length)]
    return promises_of(collective, length, max(today, min(starts, default=today)))


def _agreed(collective: Collective, length: str) -> list[Exchange]:
    """Return what is agreed, by its first day."""
    seats = ExchangeSeat.objects.filter(
        collective=collective, joined_at__isnull=False, left_at=None
    )
    rows = Exchange.objects.filter(
        state=Exchange.State.AGREED, length=length, id__in=seats.values("exchange")
    )
    return list(rows.order_by("begins_on", "id"))


def count_with(
    collective: Collective, tables: Tables, promises: Sequence[Promise], weeks: int
) -> Tables:
    """Return recipes in which what was promised is kept."""
    if not promises:
        return tables
    with override(collective.language):
        names = Names(
            way=_("get %(good)s from other groups"),
            limit=_("%(good)s from other groups, as agreed"),
        )
    return with_promises(tables, promises, weeks, names)


def _promises_in(
    row: Exchange, collective: Collective, begins_on: date
) -> list[Promise]:
    over = max(0, period_at(row.begins_on, row.length, begins_on) - 1)
    before = max(0, period_at(begins_on, row.length, row.begins_on) - 1)
    parts = parts_in(row)
    names = [one.collective.name for one in parts]
    own = next(at for at, one in enumerate(parts) if one.collective_id == collective.id)
    found = []
    for gift in gifts_of([one.trade for one in parts], len(row.goods)):
        if own not in {gift.giver, gift.getter} or not any(gift.amounts[over:]):
            continue
        gives = gift.giver == own
        good = row.goods[gift.good]
        found.append(
            Promise(
                other=names[gift.getter if gives else gift.giver],
                good=good["good"],
                unit=good["unit"],
                hours=0.0 if gives else float(good["hours"]),
                gives=gives,
                amounts=[0.0] * before + list(gift.amounts[over:]),
            )
        )
    return found
