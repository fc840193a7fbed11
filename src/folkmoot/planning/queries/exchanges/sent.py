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
class LetterShown:
    """One question and its answer."""

    asked: str
    cells: Sequence[tuple[str, str, str, str]]  # good, period, told, said
    hours: str
    has_told: bool


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


def _letter(row: Exchange, one: Mapping[str, Any]) -> LetterShown:
    told, said = one["told"], one["said"]
    cells = []
    for at in range(max(len(told), len(said))):
        good = row.goods[at % len(row.goods)]
        cells.append(
            (
                good["good"],
                say_period(row.length, at // len(row.goods) + 1),
                _cell(told, at),
                _cell(said, at),
            )
        )
    hours = ""
    if len(one["hours"]) == HOURS_SAID:
        work, missing = one["hours"]
        values = {"work": number(work), "missing": number(missing)}
        hours = _("%(work)s hours of work, %(missing)s for what is missing") % values
    return LetterShown(str(ASKED[one["kind"]]), cells, hours, bool(told))


def _cell(values: Sequence[float | None], at: int) -> str:
    if at >= len(values):
        return ""
    return number(values[at]) or "-"
