"""A rota file as a period."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from folkmoot.cli.files.rota import fields
from folkmoot.cli.files.rota.located import Fault, FaultsError, Located, read_json
from folkmoot.engines.sharing import (
    Away,
    Past,
    Period,
    Person,
    Published,
    RotaError,
    Settings,
    Slot,
    Task,
)

MOST_FAULTS = 20  # told at once: one wrong habit would fill the screen
MOST_SLOTS, MOST_PAIRS = 20_000, 5_000_000  # a draft of so many takes 12 s
WHOLE = {
    "settings": fields.one_object,
    "tasks": fields.objects,
    "slots": fields.objects,
    "people": fields.objects,
    "published": fields.one_object,
}
SETTINGS = {
    "rest_minutes": fields.whole,
    "same_task_after_days": fields.whole,
    "fixed_at_most_percent": fields.whole,
    "even_within": fields.number,
    "seed": fields.text,
}
TASK = {
    "id": fields.word,
    "minutes": fields.whole,
    "weight": fields.number,
    "ability": fields.word,
}
SLOT = {
    "id": fields.word,
    "task": fields.word,
    "date": fields.day,
    "starts": fields.clock,
    "ends": fields.clock,
    "until": fields.day,
    "people": fields.whole,
    "required": fields.yes_or_no,
}
AWAY = {
    "from": fields.day,
    "to": fields.day,
    "starts": fields.clock,
    "ends": fields.clock,
}
PAST = {
    "task": fields.word,
    "date": fields.day,
    "starts": fields.clock,
    "ends": fields.clock,
}
PERSON = {
    "id": fields.word,
    "share": fields.number,
    "account": fields.number,
    "abilities": fields.words,
    "learning": fields.words,
    "available": fields.words,
    "cannot": fields.words,
    "away": fields.objects,
    "dislikes": fields.words,
    "most_minutes": fields.whole,
    "done": fields.counts,
    "before": fields.objects,
}
PUBLISHED = {
    "cells": fields.objects,
    "fixed": fields.objects,
    "change_weight": fields.number,
}
CELL = {"slot": fields.word, "person": fields.word}


def read_period(file: Path) -> Period:
    """Return what a file asks for.

    Raises `FaultsError` with each line that is wrong, and why.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise FaultsError([Fault(0, reason)]) from error
    found = read_json(text)
    if not isinstance(found, Located):
        raise FaultsError([Fault(1, "expected one JSON object")])
    return _Reader().period(found)


class _Reader:
    """Reads what it can and keeps what is wrong, so that all of it is told at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def period(self, found: Located) -> Period:
        """Return the period; each stage needs what the one before it read."""
        whole = self.values(found, WHOLE, ("tasks", "slots", "people"), "file")
        self.count(whole.get("slots", []), whole.get("people", []))
        tasks = self.each(whole.get("tasks", []), self.task, "task")
        slots = self.each(whole.get("slots", []), self.slot, "slot")
        people = self.each(whole.get("people", []), self.person, "person")
        settings = self.settings(whole.get("settings"))
        known = {
            "slot": {one.get("id") for one in whole.get("slots", [])},
            "person": {one.get("id") for one in whole.get("people", [])},
        }
        published = self.published(whole.get("published"), known)
        self.stop()
        kinds = tuple(made for _line, made in tasks)
        for line, task in tasks:
            self.look(line, (task,), (), ())
        for line, slot in slots:
            self.look(line, kinds, (slot,), ())
        names = {slot.id for _line, slot in slots}
        for line, person in people:
            self.look(line, (), (), (person,))
            for name in sorted(((person.available or set()) | person.cannot) - names):
                self.faults.append(Fault(line, f"{person.id!r}: no slot {name!r}"))
        self.stop()
        return Period(
            kinds,
            tuple(made for _line, made in slots),
            tuple(made for _line, made in people),
            settings,
            published,
        )

    def count(self, slots: list[Located], people: list[Located]) -> None:
        """Stop at a file that is too large for one rota."""
        if len(slots) > MOST_SLOTS or len(slots) * len(people) > MOST_PAIRS:
            reason = (
                f"file: {len(slots)} slots and {len(people)} people; expected at most"
                f" {MOST_SLOTS} slots, and {MOST_PAIRS} when one is multiplied by the"
                " other: make a rota for fewer weeks"
            )
            raise FaultsError([Fault(1, reason)])

    def stop(self) -> None:
        """Raise what was found wrong until now."""
        if self.faults:
            raise FaultsError(self.faults)

    def look(
        self,
        line: int,
        tasks: tuple[Task, ...],
        slots: tuple[Slot, ...],
        people: tuple[Person, ...],
    ) -> None:
        """Let the engine look at one thing by itself, so that its line is known."""
        try:
            Period(tasks, slots, people)
        except RotaError as error:
            self.faults.append(Fault(line, str(error)))

    def values(
        self,
        found: Located,
        known: Mapping[str, fields.Read],
        needed: tuple[str, ...],
        what: str,
    ) -> dict[str, Any]:
        """Return the fields of an object that could be read."""
        values, faults = fields.read_fields(found, known, needed, what)
        self.faults += faults
        return values

    def each[T](
        self, found: list[Located], read: Callable[[Located], T], what: str
    ) -> list[tuple[int, T]]:
        """Return what could be read of a list, by line; no name may come twice."""
        made, seen = [], set()
        for one in found:
            name = one.get("id")
            if isinstance(name, str) and name in seen:
                self.faults.append(Fault(one.line, f"{what} {name!r} is given twice"))
            seen.add(name if isinstance(name, str) else None)
            before = len(self.faults)
            thing = read(one)
            if len(self.faults) == before:
                made.append((one.line, thing))
        return made

    def task(self, found: Located) -> Task:
        """Read a task; what is missing is a fault, so a stand-in harms nobody."""
        values = self.values(found, TASK, ("id", "minutes"), "task")
        return Task(**{"id": "", "minutes": 1, **values})

    def slot(self, found: Located) -> Slot:
        """Read a slot."""
        values = self.values(found, SLOT, ("id", "task", "date"), "slot")
        names = {"date": "day", "until": "last_day", "required": "is_required"}
        values = {names.get(name, name): value for name, value in values.items()}
        return Slot(**{"id": "", "task": "", "day": 1, **values})

    def person(self, found: Located) -> Person:
        """Read a person."""
        values = self.values(found, PERSON, ("id",), "person")
        values["away"] = tuple(self.away(one) for one in values.get("away", []))
        values["before"] = tuple(self.past(one) for one in values.get("before", []))
        return Person(**{"id": "", **values})

    def away(self, found: Located) -> Away:
        """Read when somebody is away; one day where it has no end."""
        values = self.values(found, AWAY, ("from",), "away")
        first = values.get("from", 1)
        last = values.get("to", first)
        if last < first:
            self.faults.append(Fault(found.line, "away: to is before from"))
        return Away(first, last, values.get("starts"), values.get("ends"))

    def past(self, found: Located) -> Past:
        """Read what somebody did before."""
        values = self.values(found, PAST, ("task", "date"), "before")
        times = (values.get("starts"), values.get("ends"))
        return Past(values.get("task", ""), values.get("date", 1), *times)

    def settings(self, found: Located | None) -> Settings:
        """Read the group's rules."""
        if found is None:
            return Settings()
        settings = Settings(**self.values(found, SETTINGS, (), "settings"))
        try:
            Period((), (), (), settings)
        except RotaError as error:
            self.faults.append(Fault(found.line, str(error)))
        return settings

    def published(
        self,
        found: Located | None,
        known: dict[str, set[Any]],
    ) -> Published:
        """Read what people already know."""
        if found is None:
            return Published()
        values = self.values(found, PUBLISHED, (), "published")
        for name in ("cells", "fixed"):
            cells = values.get(name, [])
            values[name] = frozenset(self.cell(one, known) for one in cells)
        weight = values.get("change_weight", 0.0)
        if weight < 0:
            reason = f"change_weight is {weight}; expected at least 0"
            self.faults.append(Fault(found.line, reason))
        return Published(**values)

    def cell(self, found: Located, known: dict[str, set[Any]]) -> tuple[str, str]:
        """Read who has a place of which slot."""
        values = self.values(found, CELL, ("slot", "person"), "cell")
        for what, names in known.items():
            if what in values and values[what] not in names:
                reason = f"cell: there is no {what} {values[what]!r}"
                self.faults.append(Fault(found.line, reason))
        return values.get("slot", ""), values.get("person", "")
