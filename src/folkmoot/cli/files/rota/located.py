"""JSON whose objects know the line they begin on, so that a fault can be found."""

import json
from bisect import bisect_left
from collections.abc import Callable
from json.decoder import JSONObject  # type: ignore[attr-defined] # not in its stubs
from json.scanner import py_make_scanner  # type: ignore[attr-defined] # likewise
from typing import Any, NamedTuple, Never


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
        super().__init__(parse_constant=_refuse_constant)
        self.ends = [n for n, sign in enumerate(text) if sign == "\n"]
        self.parse_object: Callable[..., object] = self._object
        self.scan_once = py_make_scanner(self)  # the one in C makes plain objects

    def _object(self, where: tuple[str, int], *rest: Any) -> tuple[Located, int]:
        strict, scan, *_hooks, memo = rest
        pairs, end = JSONObject(where, strict, scan, None, list, memo)
        found = Located(pairs)
        found.line = line = bisect_left(self.ends, where[1] - 1) + 1
        names = [name for name, _value in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise FaultsError([Fault(line, f"given twice: {', '.join(twice)}")])
        return found, end


def _refuse_constant(name: str) -> Never:
    raise FaultsError([Fault(1, f"{name} is not a JSON value; expected a number")])
