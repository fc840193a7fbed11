"""The fields of a rota file, and how each is read."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from folkmoot.cli.files.rota.located import Fault, Located, shown
from folkmoot.engines.sharing.rota.facts import LARGEST

CLOCK = re.compile(r"(\d\d):([0-5]\d)")
LATEST = 48  # a night may end on the day after
LONGEST = 200  # characters of a text
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # for no terminal

type Read = Callable[[Any], Any]


class FieldError(ValueError):
    """A value that its field cannot take; the message says what was expected."""


def word(value: object) -> str:
    """Read a name."""
    name = text(value)
    if not name.strip():
        message = "expected a text"
        raise FieldError(message)
    return name


def text(value: object) -> str:
    """Read a text that may be empty."""
    if not isinstance(value, str) or len(value) > LONGEST or CONTROL.search(value):
        message = f"expected a text of at most {LONGEST} characters on one line"
        raise FieldError(message)
    return value


def whole(value: object) -> int:
    """Read a whole number."""
    if type(value) is not int or abs(value) > LARGEST:
        message = f"expected a whole number up to {LARGEST}"
        raise FieldError(message)
    return value


def number(value: object) -> float:
    """Read a number."""
    # Not `abs(value) > LARGEST`, which lets NaN through.
    if type(value) not in (int, float) or not abs(value) <= LARGEST:  # type: ignore[arg-type]
        message = f"expected a number up to {LARGEST}"
        raise FieldError(message)
    return float(value)  # type: ignore[arg-type] # looked at above


def yes_or_no(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        message = "expected true or false"
        raise FieldError(message)
    return value


def day(value: object) -> int:
    """Read a date as the number of its day."""
    try:
        return date.fromisoformat(text(value)).toordinal()
    except ValueError as error:
        message = "expected a day such as 2026-12-07"
        raise FieldError(message) from error


def clock(value: object) -> int:
    """Read a time of day as minutes after midnight."""
    found = CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None or int(found[1]) > LATEST:
        message = "expected a time such as 06:30; 26:00 is two in the night after"
        raise FieldError(message)
    return 60 * int(found[1]) + int(found[2])


def words(value: object) -> frozenset[str]:
    """Read a list of names."""
    if not isinstance(value, list):
        message = "expected a list of texts"
        raise FieldError(message)
    return frozenset(word(one) for one in value)


def counts(value: object) -> dict[str, int]:
    """Read how often, by name."""
    if not isinstance(value, dict):
        message = "expected an object of whole numbers"
        raise FieldError(message)
    return {name: whole(one) for name, one in value.items()}


def objects(value: object) -> list[Located]:
    """Read a list of objects."""
    if not isinstance(value, list) or not all(isinstance(o, Located) for o in value):
        message = "expected a list of objects"
        raise FieldError(message)
    return value


def one_object(value: object) -> Located:
    """Read an object."""
    if not isinstance(value, Located):
        message = "expected an object"
        raise FieldError(message)
    return value


def read_fields(
    found: Located, fields: Mapping[str, Read], needed: tuple[str, ...], what: str
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values of an object, and what is wrong with it."""
    faults = [
        f"{what}: unknown field {shown(name)}" for name in found if name not in fields
    ]
    faults += [
        f"{what}: missing field {name!r}" for name in needed if name not in found
    ]
    values = {}
    for name, read in fields.items():
        # A program that knows nothing of a field writes null.
        if found.get(name) is not None:
            try:
                values[name] = read(found[name])
            except FieldError as error:
                faults.append(f"{what}: {name} is {shown(found[name])}; {error}")
        elif name in needed and name in found:
            faults.append(f"{what}: {name} is null")
    return values, [Fault(found.line, reason) for reason in faults]
