"""JSON whose objects know the line they begin on, so that a fault can be found."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from json.decoder import JSONObject  # type: ignore[attr-defined] # not in its stubs
from json.scanner import py_make_scanner  # type: ignore[attr-defined] # likewise
from typing import Any, NamedTuple

DIGITS = 4000  # Python makes no number of more than 4,300
SHOWN = 60  # characters of a wrong value that are repeated


class Fault(NamedTuple):
    """What is wrong, and on which line."""

    line: int
    reason: str


class FaultsError(ValueError):
    """A file that no rota can be made from."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep what is wrong, in the order of lines."""
        super().__init__(f"{len(faults)} faults")
        self.faults = sorted(faults)


class Located(dict[str, Any]):
    """An object of a file."""

    line: int


def read_json(text: str) -> object:
    """Return what a text holds.

    Raises `FaultsError` where it is not JSON, or gives a name twice in one object.
    """
    try:
        return _Decoder(text).decode(text)
    except json.JSONDecodeError as error:
        raise FaultsError([Fault(error.lineno, f"not JSON: {error.msg}")]) from error
    except RecursionError as error:
        raise FaultsError([Fault(1, "not JSON: too many brackets")]) from error


class _Decoder(json.JSONDecoder):
    def __init__(self, text: str) -> None:
        super().__init__(parse_int=_number)
        self.ends = [n for n, sign in enumerate(text) if sign == "\n"]
        self.parse_object: Callable[..., object] = self._object
        self.scan_once = py_make_scanner(self)  # the one in C makes plain objects

    def _object(self, where: tuple[str, int], *rest: Any) -> tuple[Located, int]:
        strict, scan, *_hooks, memo = rest
        pairs, end = JSONObject(where, strict, scan, None, list, memo)
        found = Located(pairs)
        found.line = line = bisect_left(self.ends, where[1] - 1) + 1
        many = Counter(name for name, _value in pairs)
        twice = ", ".join(shown(name) for name in sorted(many) if many[name] > 1)
        if twice:
            raise FaultsError([Fault(line, f"given twice: {twice}")])
        return found, end


def _number(text: str) -> int | Decimal:
    return int(text) if len(text) < DIGITS else Decimal(text)


def shown(value: object) -> str:
    """Return a value as it is repeated in a sentence."""
    text = str(value) if isinstance(value, Decimal) else repr(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
