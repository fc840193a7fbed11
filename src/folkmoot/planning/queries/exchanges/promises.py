"""What a collective promised to others and was promised, as its plans count with it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

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


def promises_of(collective: Collective, length: str, now: datetime) -> list[Promise]:
    """Return what was promised from the period that runs on, in the order of time.

    What counts in other periods than the recipes is left out.
    """
    rows = Exchange.objects.filter(
        state=Exchange.State.AGREED,
        length=length,
        id__in=ExchangeSeat.objects.filter(
            collective=collective, joined_at__isnull=False, left_at=None
        ).values("exchange"),
    )
    today = now.astimezone(ZoneInfo(collective.time_zone)).date()
    found: list[Promise] = []
    for row in rows.order_by("begins_on", "id"):
        found += _promises_in(row, collective, today)
    return found


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


def read_promises(rows: Sequence[dict[str, Any]]) -> list[Promise]:
    """Return promises as a plan keeps them."""
    return [Promise(**one) for one in rows]


def _promises_in(row: Exchange, collective: Collective, today: date) -> list[Promise]:
    over = max(0, period_at(row.begins_on, row.length, today) - 1)
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
                amounts=list(gift.amounts[over:]),
            )
        )
    return found
