"""A rota in words, and as JSON."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from folkmoot.engines.sharing import (
    Because,
    Cell,
    Lack,
    Period,
    Rota,
    Shortage,
    Slot,
    Why,
)

DAY = 24 * 60
BECAUSE = {
    Because.BEHIND: "furthest behind",
    Because.ONLY: "nobody else could",
    Because.BEST: "so all come out more even",
    Because.KEPT: "as published",
    Because.FIXED: "fixed",
}
LACK = {
    Lack.NOBODY_KNOWS: "nobody knows {ability}",
    Lack.NOBODY_FREE: "of {able} who could do it, nobody can come",
    Lack.ALL_TAKEN: "the {free} who could come work close by, rest, or have enough",
}


def in_words(period: Period, rota: Rota) -> Iterator[str]:
    """Yield the lines of a rota for people."""
    shortages = {short.slot: short for short in rota.shortages}
    cells: dict[str, list[Cell]] = {}
    for cell in rota.cells:
        cells.setdefault(cell.slot, []).append(cell)
    abilities = {task.id: task.ability for task in period.tasks}
    today = None
    for slot in sorted(period.slots, key=_time):
        if slot.day != today:
            today = slot.day
            yield date.fromordinal(today).isoformat()
        yield f"  {_hours(slot)}{slot.task} ({slot.id})"
        for cell in cells.get(slot.id, []):
            yield f"    {cell.person}: {why_in_words(cell.why)}"
        if slot.id in shortages:
            yield f"    {_empty(shortages[slot.id], abilities[slot.task])}"
    yield ""
    yield "points: before + in this rota - share = beyond the share"
    for one in rota.standings:
        yield (
            f"  {one.person}: {one.account:.1f} + {one.points:.1f} - {one.share:.1f}"
            f" = {one.beyond:.1f}"
        )
    if rota.shortages:
        yield ""
        yield from summary(period, rota)


def summary(period: Period, rota: Rota) -> Iterator[str]:
    """Yield what stays empty, and what is missing."""
    places = sum(short.places for short in rota.shortages)
    sure = "; no rota leaves fewer" if rota.is_fullest else ""
    yield f"{places} {'place' if places == 1 else 'places'} empty{sure}"
    missing = sorted({one.ability for one in rota.shortages if one.ability})
    if missing:
        yield f"missing: {', '.join(missing)}"


def why_in_words(why: Why) -> str:
    """Put a reason into words."""
    parts = [BECAUSE[why.because]]
    if why.beside:
        parts.append(f"learns {why.ability} beside {' and '.join(why.beside)}")
    elif why.ability:
        parts.append(f"knows {why.ability}")
    side = "behind" if why.behind >= 0 else "ahead"
    parts.append(f"{abs(why.behind):.1f} {side}")
    if why.asked_not:
        parts.append(f"{' and '.join(why.asked_not)} asked not to")
    if why.did_ask_not:
        parts.append("asked not to, too")
    return ", ".join(parts)


def _empty(short: Shortage, ability: str | None) -> str:
    places = "1 place" if short.places == 1 else f"{short.places} places"
    lack = LACK[short.lack].format(ability=ability, able=short.able, free=short.free)
    taught = (
        f"; {short.free_without} could come and do not know it" if short.ability else ""
    )
    must = "; must be filled" if short.is_required else ""
    return f"EMPTY, {places}: {lack}{taught}{must}"


def _time(slot: Slot) -> tuple[int, int, str]:
    return slot.day, -1 if slot.starts is None else slot.starts, slot.id


def _hours(slot: Slot) -> str:
    if slot.starts is None or slot.ends is None:
        return f"until {date.fromordinal(slot.until).isoformat()} "
    return f"{_clock(slot.starts)}-{_clock(slot.ends)} "


def _clock(minutes: int) -> str:
    return f"{minutes % DAY // 60:02}:{minutes % 60:02}"


def as_json(rota: Rota) -> dict[str, Any]:
    """Return a rota for programs."""
    return {
        "method": rota.method.value,
        "is_fullest": rota.is_fullest,
        "cells": [
            {
                "slot": cell.slot,
                "person": cell.person,
                "because": cell.why.because.value,
                "ability": cell.why.ability,
                "behind": round(cell.why.behind, 2),
                "beside": list(cell.why.beside),
                "asked_not": list(cell.why.asked_not),
                "others": cell.why.others,
                "did_ask_not": cell.why.did_ask_not,
            }
            for cell in rota.cells
        ],
        "empty": [
            {
                "slot": short.slot,
                "places": short.places,
                "required": short.is_required,
                "lack": short.lack.value,
                "missing_ability": short.ability,
                "able": short.able,
                "free": short.free,
                "free_without": short.free_without,
            }
            for short in rota.shortages
        ],
        "people": [
            {
                "id": one.person,
                "account": round(one.account, 2),
                "points": round(one.points, 2),
                "share": round(one.share, 2),
                "beyond": round(one.beyond, 2),
            }
            for one in rota.standings
        ],
        "released": [{"slot": slot, "person": who} for slot, who in rota.released],
        "changed": [{"slot": slot, "person": who} for slot, who in rota.changed],
    }
