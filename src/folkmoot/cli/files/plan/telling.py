"""Tells plans in plain words, or as JSON for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from folkmoot.engines.provision import (
    Aim,
    Alternative,
    ClassMet,
    Plans,
    Reason,
    Scarce,
    Shortage,
    Situation,
    Use,
    work_inside,
)

TITLES = {
    Aim.LEAST_WORK: "Least work",
    Aim.LEAST_EMISSIONS: "Least given off",
    Aim.MOST_NEEDS: "Most needs met",
    Aim.MOST_RESERVE: "Most in reserve",
    Aim.FEWEST_CHANGES: "Fewest changes",
    Aim.MOST_LOCAL: "Least from outside",
    Aim.OTHER_WAYS: "Other ways of doing it",
}
ALL = 0.9995  # a part this large is told as all of it
SMALL = 1e-9
MOST_PARTS = 4


def in_words(plans: Plans, shortages: Sequence[Shortage]) -> Iterator[str]:
    """Yield the lines that tell of plans."""
    situation = plans.situation
    technology, needs = situation.technology, situation.needs
    yield (
        f"{needs.n_needs} needs, {len(technology.goods)} goods,"
        f" {len(technology.techniques)} techniques, {situation.means.n_periods} periods."
    )
    if shortages:
        yield "\nWhat is short, whatever is done"
        for one in shortages:
            yield from _shortage(situation, one)
    else:
        yield "All needs can be met."
    for number, alternative in enumerate(plans.alternatives, start=1):
        yield f"\n{number}. {TITLES[alternative.aim]}"
        yield from _figures(situation, alternative)
    yield f"\nWhat is done (plan 1: {TITLES[plans.best.aim].lower()})"
    yield from _doing(plans)
    yield "\nWork in what is needed"
    yield from _work(plans)


def _figures(situation: Situation, one: Alternative) -> Iterator[str]:
    if one.same_as:
        yield f"   Nearly the same as: {TITLES[one.same_as].lower()}."
    figures, technology = one.figures, situation.technology
    yield (
        f"   Work: {amount(figures.hours)} hours in all,"
        f" {amount(figures.hours_per_person)} for each person and period."
    )
    for met in figures.met:
        yield f"   Needs of class {met.number}: {_met(met)}"
    for place, many in figures.emissions:
        yield f"   {technology.resources[place]}: {amount(many)} {unit_of(situation, place)}"
    if figures.runs_out:
        first = figures.runs_out[0]
        is_out = first.share >= ALL
        word = "Used up first" if is_out else "Nearest to being used up"
        yield f"   {word}: {name_use(situation, first)} ({percent(first.share)})"
    if figures.moved > SMALL:
        yield f"   Work that changes: {percent(figures.moved)} of all hours"
        for change in figures.changes[:MOST_PARTS]:
            name = technology.techniques[change.technique]
            yield f"      {name}: {amount(change.before)} to {amount(change.after)} hours"
    if figures.sureness:
        sure = figures.sureness
        yield (
            f"   How sure: if needs rise by 5 %, {percent(sure.needs_rise)} of this"
            f" still holds; if 5 % less comes out, {percent(sure.yields_fall)}."
        )


def _met(met: ClassMet) -> str:
    if not met.n_short:
        return "all met"
    return (
        f"{percent(met.share)} met; {met.n_short} of {met.n_needs} not in full, the"
        f" least {percent(met.worst)}"
    )


def _shortage(situation: Situation, one: Shortage) -> Iterator[str]:
    technology = situation.technology
    unit = technology.units[one.good] if technology.units else ""
    yield (
        f"   {technology.goods[one.good]} (class {one.number}, period {one.period}):"
        f" {percent(one.share)} can be met; {amount(one.missing)} {unit} are missing."
    )
    if not one.reasons:
        yield "      Nobody can make it, and none is there."
    if one.is_joint:
        yield "      More would come only if there were more of all of these:"
    for reason in one.reasons:
        yield f"      {_reason(situation, reason)}"


def _reason(situation: Situation, reason: Reason) -> str:
    use = Use(reason.kind, reason.place, reason.period, 0.0, reason.limit)
    text = (
        f"Because there are only {amount(reason.limit)} of {name_use(situation, use)}:"
        f" 1 % more of it raises this by {percent(reason.gain)}."
    )
    used = [f"class {one} uses {percent(part)}" for one, part in reason.used_by]
    return f"{text} Of it {', '.join(used)}." if used else text


def _doing(plans: Plans) -> Iterator[str]:
    technology, plan = plans.situation.technology, plans.best.plan
    for period, row in enumerate(plan.makes):
        yield f"   Period {period + 1}"
        for place in np.flatnonzero(row > SMALL).tolist():
            hours = row[place] * technology.hours[place]
            yield (
                f"      {technology.techniques[place]}: {amount(row[place])} times,"
                f" {amount(hours)} hours"
            )
        for place in np.flatnonzero(plan.starts[period] > SMALL).tolist():
            many = amount(plan.starts[period][place])
            yield f"      begin to build for {technology.techniques[place]}: {many}"
        for place in np.flatnonzero(plan.gets[period] > SMALL).tolist():
            unit = technology.units[place] if technology.units else ""
            many = amount(plan.gets[period][place])
            yield f"      from outside: {many} {unit} {technology.goods[place]}"


def _work(plans: Plans) -> Iterator[str]:
    situation = plans.situation
    technology = situation.technology
    for good in dict.fromkeys(situation.needs.goods.tolist()):
        inside = work_inside(plans, plans.best.plan, good)
        parts = [
            f"{amount(hours)} {technology.techniques[one]}"
            for one, hours in inside.parts[:MOST_PARTS]
        ]
        rest = inside.hours - sum(hours for _, hours in inside.parts[:MOST_PARTS])
        if rest > SMALL:
            parts.append(f"{amount(rest)} all else")
        unit = f" for 1 {technology.units[good]}" if technology.units else ""
        told = f": {', '.join(parts)}" if parts else ""
        name = technology.goods[good]
        yield f"   {name}: {amount(inside.hours)} hours{unit}{told}"


def name_use(situation: Situation, use: Use) -> str:
    """Return the words for something that there is only so much of."""
    technology = situation.technology
    when = f" in period {use.period}" if use.period else " in all periods together"
    match use.kind:
        case Scarce.HOURS:
            name = "hours of work"
        case Scarce.RESOURCE | Scarce.BUDGET:
            name = f"{unit_of(situation, use.place)} {technology.resources[use.place]}"
        case Scarce.CAPACITY:
            name = f"what “{technology.techniques[use.place]}” can do"
        case Scarce.OUTSIDE:
            name = f"{technology.goods[use.place]} from outside"
        case _:
            name = f"{technology.goods[use.place]} in stock"
    return f"{name.strip()}{when}"


def unit_of(situation: Situation, resource: int) -> str:
    """Return the unit of a resource, where there is one."""
    units = situation.technology.resource_units
    return units[resource] if units else ""


def amount(value: float) -> str:
    """Return a number as people write it: three digits that matter, no more."""
    if abs(value) >= 1000:  # noqa: PLR2004 -- a thousand
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.3g}"


def percent(part: float) -> str:
    """Return a part in percent; never 100 % of what is not all of it."""
    if part >= ALL:
        return "100 %"
    return f"{100 * part:.1f} %".replace(".0 %", " %")


def as_json(plans: Plans, shortages: Sequence[Shortage]) -> dict[str, Any]:
    """Return all that was found, for programs."""
    situation = plans.situation
    return {
        "periods": situation.means.n_periods,
        "goods": list(situation.technology.goods),
        "techniques": list(situation.technology.techniques),
        "alternatives": [_as_json(situation, one) for one in plans.alternatives],
        "shortages": [_shortage_as_json(situation, one) for one in shortages],
    }


def _as_json(situation: Situation, one: Alternative) -> dict[str, Any]:
    figures, plan, needs = one.figures, one.plan, situation.needs
    technology = situation.technology
    sure = figures.sureness
    return {
        "aim": str(one.aim),
        "same_as": str(one.same_as) if one.same_as else None,
        "hours": figures.hours,
        "hours_per_person": figures.hours_per_person,
        "met": [
            {
                "class": met.number,
                "share": met.share,
                "worst": met.worst,
                "needs": met.n_needs,
                "short": met.n_short,
            }
            for met in figures.met
        ],
        "emissions": {
            technology.resources[place]: many for place, many in figures.emissions
        },
        "runs_out": [_use_as_json(situation, use) for use in figures.runs_out],
        "changes": [
            {
                "technique": technology.techniques[change.technique],
                "before": change.before,
                "after": change.after,
            }
            for change in figures.changes
        ],
        "moved": figures.moved,
        "sureness": {"needs_rise": sure.needs_rise, "yields_fall": sure.yields_fall}
        if sure
        else None,
        "makes": plan.makes.tolist(),
        "stocks": plan.stocks.tolist(),
        "gets": plan.gets.tolist(),
        "starts": plan.starts.tolist(),
        "needs": [
            {
                "good": technology.goods[good],
                "class": number,
                "period": period,
                "amount": many,
                "met": met,
                "who": needs.who[place] if needs.who else "",
            }
            for place, (good, number, period, many, met) in enumerate(
                zip(
                    *(
                        part.tolist()
                        for part in (
                            needs.goods,
                            needs.classes,
                            needs.periods,
                            needs.amounts,
                            plan.met,
                        )
                    ),
                    strict=True,
                )
            )
        ],
    }


def _use_as_json(situation: Situation, use: Use) -> dict[str, Any]:
    return {
        "kind": str(use.kind),
        "name": name_use(situation, use),
        "period": use.period,
        "used": use.used,
        "limit": use.limit,
    }


def _shortage_as_json(situation: Situation, one: Shortage) -> dict[str, Any]:
    return {
        "good": situation.technology.goods[one.good],
        "class": one.number,
        "period": one.period,
        "share": one.share,
        "missing": one.missing,
        "only_together": one.is_joint,
        "reasons": [
            {
                "kind": str(reason.kind),
                "name": name_use(
                    situation,
                    Use(reason.kind, reason.place, reason.period, 0.0, reason.limit),
                ),
                "limit": reason.limit,
                "gain": reason.gain,
                "wanted": reason.wanted,
                "used_by": {str(number): part for number, part in reason.used_by},
            }
            for reason in one.reasons
        ],
    }
