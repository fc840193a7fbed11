"""Plans for several collectives that exchange, in plain words or as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from folkmoot.cli.files.plan.reading import Collectives
from folkmoot.cli.files.plan.telling import amount, percent
from folkmoot.engines.provision import (
    Federation,
    Plan,
    Seat,
    Situation,
    UnsolvedError,
    federate,
    make_plans,
    with_trade,
)

MOST_ROUNDS, ENOUGH = 60, 0.999
LEEWAY = 1e-3  # of the hours alone, for rounding; the plan with least work is taken
MET = 1 - 1e-6  # a need of which less is met is short
SMALL = 1e-6  # of the largest amount of a good: less is rounding
SAVED = 1e-6  # of all hours: less is nothing


@dataclass(frozen=True, slots=True)
class Own:
    """One collective's part.

    Parameters
    ----------
    name : str
        Of its folder.
    situation : Situation
        With what it gives and gets.
    plan : Plan
        Its own plan then.
    alone, together : float
        Hours of work.
    moves : tuple of (str, str, int, float)
        Good, unit, period and amount: above 0 it gives, below it gets.
    """

    name: str
    situation: Situation
    plan: Plan
    alone: float
    together: float
    moves: tuple[tuple[str, str, int, float], ...]

    def short(self) -> Iterator[tuple[str, str, int, float]]:
        """Yield good, unit, period and amount of each need that is not met."""
        needs, technology = self.situation.needs, self.situation.technology
        for place in np.flatnonzero(self.plan.met < MET).tolist():
            good = int(needs.goods[place])
            missing = float(needs.amounts[place] * (1 - self.plan.met[place]))
            unit = technology.units[good]
            yield technology.goods[good], unit, int(needs.periods[place]), missing


@dataclass(frozen=True, slots=True)
class Together:
    """All parts of an exchange."""

    parts: tuple[Own, ...]
    found: Federation

    @property
    def alone(self) -> float:
        """Hours of all, each alone."""
        return sum(one.alone for one in self.parts)

    @property
    def hours(self) -> float:
        """Hours of all, together."""
        return sum(one.together for one in self.parts)

    @property
    def is_short(self) -> bool:
        """Whether a need of anybody is not met in full."""
        return any(True for one in self.parts for _ in one.short())


def plan_together(collectives: Collectives, rounds: int | None) -> Together:
    """Return the exchange, and everybody's own plan in it."""
    exchange = collectives.exchange
    seats = [Seat(one, exchange) for one in collectives.situations]
    if rounds is None:
        found = federate(seats, rounds=MOST_ROUNDS, is_free=True, enough=ENOUGH)
    else:
        found = federate(seats, rounds=rounds)
    parts = [_own(collectives, found, place) for place in range(len(collectives.names))]
    return Together(tuple(parts), found)


def _own(collectives: Collectives, found: Federation, place: int) -> Own:
    trade, alone = found.trades[place], float(found.alone[place])
    own = with_trade(collectives.situations[place], collectives.exchange, trade)
    most = min(own.means.hours_budget, alone * (1 + LEEWAY))
    own = replace(own, means=replace(own.means, hours_budget=most))
    plan = make_plans(own, aims=[], is_tested=False).best.plan
    _refuse_worse(collectives.situations[place], plan)
    means = own.means
    hours = plan.makes @ own.technology.hours + plan.starts @ means.build_hours
    return Own(
        collectives.names[place],
        own,
        plan,
        alone,
        float(hours.sum()),
        tuple(_moves(collectives, found, place)),
    )


def _refuse_worse(situation: Situation, plan: Plan) -> None:
    """Refuse a plan in which less is met than alone: numbers are too far apart."""
    alone = make_plans(situation, aims=[], is_tested=False).best.plan.met
    met = plan.met[: len(alone)]  # what it gives is a need as well, after its own
    for number in np.unique(situation.needs.classes):
        mine = situation.needs.classes == number
        if met[mine].min() < alone[mine].min() - SMALL:
            message = "somebody would have less with the exchange than alone"
            raise UnsolvedError(message)


def _moves(
    collectives: Collectives, found: Federation, place: int
) -> Iterator[tuple[str, str, int, float]]:
    exchange = collectives.exchange
    largest = np.abs(found.trades).max(axis=0)
    for at, many in enumerate(found.trades[place].tolist()):
        good, period = at % len(exchange.goods), at // len(exchange.goods) + 1
        if abs(many) > SMALL * largest[at]:
            yield exchange.goods[good], exchange.units[good], period, many


def in_words(together: Together) -> Iterator[str]:
    """Yield the lines that tell of an exchange."""
    parts, found = together.parts, together.found
    saved = together.alone - together.hours
    yield f"{len(parts)} collectives, {len(found.rounds)} rounds of offers."
    if saved > SAVED * together.alone:
        yield (
            f"Together {amount(together.hours)} hours of work, each alone"
            f" {amount(together.alone)}: {amount(saved)} less"
            f" ({percent(saved / together.alone)}). Nobody works more."
        )
    else:
        yield f"Together as much work as alone: {amount(together.hours)} hours."
    if found.certified > 0:
        yield f"At least {percent(found.certified)} of what an exchange can bring."
    is_long = any(one.situation.means.n_periods > 1 for one in parts)
    for one in parts:
        yield f"\n{one.name}"
        yield f"   alone {amount(one.alone)} hours, together {amount(one.together)}"
        for good, unit, period, many in one.moves:
            word = "gives" if many > 0 else "gets"
            when = f" in period {period}" if is_long else ""
            yield f"   {word} {amount(abs(many))} {unit} {good}{when}"
        for good, unit, period, many in one.short():
            when = f" in period {period}" if is_long else ""
            yield f"   short: {amount(many)} {unit} {good} are missing{when}"


def as_json(together: Together) -> dict[str, Any]:
    """Return all that was found, for programs."""
    found = together.found
    return {
        "hours_alone": together.alone,
        "hours_together": together.hours,
        "proven": found.certified,
        "rounds": [
            {
                "hours": one.hours,
                "missing": one.missing,
                "most": one.most,
                "bound": one.bound if np.isfinite(one.bound) else None,
                "bytes": one.n_bytes,
            }
            for one in found.rounds
        ],
        "collectives": [_part_as_json(one) for one in together.parts],
    }


def _part_as_json(one: Own) -> dict[str, Any]:
    technology = one.situation.technology
    return {
        "name": one.name,
        "hours_alone": one.alone,
        "hours_together": one.together,
        "gives": _amounts(move for move in one.moves if move[3] > 0),
        "gets": _amounts(move for move in one.moves if move[3] < 0),
        "short": _amounts(one.short()),
        "techniques": list(technology.techniques),
        "makes": one.plan.makes.tolist(),
    }


def _amounts(moves: Iterator[tuple[str, str, int, float]]) -> list[dict[str, Any]]:
    return [
        {"good": good, "unit": unit, "period": period, "amount": abs(many)}
        for good, unit, period, many in moves
    ]
