"""What a collective sent in each round, word for word, and what it was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.planning.models import Exchange, ExchangePart, ExchangeSeat
from folkmoot.planning.words.exchanges import ASKED
from folkmoot.planning.words.periods import say_period
from folkmoot.planning.words.plans import number

HOURS_SAID = 2  # of work, and of what is missing


@dataclass(frozen=True)
class AmountsShown:
    """What was told or answered of one good, in each period."""

    good: str
    is_told: bool
    cells: Sequence[str]


@dataclass(frozen=True)
class LetterShown:
    """One question and its answer."""

    asked: str
    rows: Sequence[AmountsShown]
    hours: str


@dataclass(frozen=True)
class RoundShown:
    """All messages of one round."""

    number: int
    letters: Sequence[LetterShown]


def sent_rounds(row: Exchange, seat: ExchangeSeat) -> list[RoundShown]:
    """Return the messages of each round as the rounds are now."""
    return [
        RoundShown(one.number, [_letter(row, letter) for letter in one.letters])
        for one in sent_parts(row, seat)
    ]


def sent_parts(row: Exchange, seat: ExchangeSeat) -> list[ExchangePart]:
    """Return what each round brought to a collective, the first one first."""
    parts = row.parts.filter(edition=row.edition, seat=seat)
    return list(parts.order_by("number"))


def periods_of(row: Exchange) -> list[str]:
    """Return how the periods of an exchange are called."""
    return [say_period(row.length, at) for at in range(1, row.weeks + 1)]


def _letter(row: Exchange, one: Mapping[str, Any]) -> LetterShown:
    hours = ""
    if len(one["hours"]) == HOURS_SAID:
        work, missing = one["hours"]
        values = {"work": number(work), "missing": number(missing)}
        hours = _("%(work)s hours of work, %(missing)s for what is missing") % values
    many = len(row.goods)
    rows = [
        AmountsShown(good["good"], name == "told", _cells(one[name][place::many]))
        for place, good in enumerate(row.goods)
        for name in ("told", "said")
        if one[name]
    ]
    return LetterShown(str(ASKED[one["kind"]]), rows, hours)


def _cells(values: Sequence[float | None]) -> list[str]:
    return [number(one) or "-" for one in values]
