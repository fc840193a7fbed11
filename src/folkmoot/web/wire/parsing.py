"""Reading JSON so that it means one thing only."""

import json
import math
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.parser import Parser

from folkmoot.web.forms import SURROGATES
from folkmoot.web.wire.problems import WireError

DEEPEST = 50
LARGEST = 2**53  # beyond, other readers of JSON round
MOST_DIGITS = 17


class StrictParser(Parser):
    """Refuses what JSON leaves open, and text that cannot be stored."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the body's object."""
        value: dict[str, Any] = read_json(request.body)
        return value

    def parse_querydict(
        self,
        data: MultiValueDict[str, Any],
        list_fields: list[str],
        request: HttpRequest,
    ) -> dict[str, Any]:
        """Return fields of an address or a form."""
        for name, values in data.lists():
            for value in values:
                if isinstance(value, str):
                    _check(name, value)
        return super().parse_querydict(data, list_fields, request)


def read_json(body: bytes) -> Any:
    """Return what ``body`` says.

    Raises
    ------
    WireError
        400 for what is no JSON, 422 for JSON that means different things to
        different readers or cannot be stored.
    """
    try:
        value = json.loads(
            body.decode(),
            object_pairs_hook=_object,
            parse_constant=_refuse_number,
            parse_float=_float,
            parse_int=_int,
        )
        for name, inner in _walk("", value, 0):
            _check(name, inner)
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        message = _("This is not JSON that can be read.")
        raise WireError(400, "not_json", message) from error
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _field(name, "doubled_field", _("This field stands here twice."))
        found[name] = value
    return found


def _refuse_number(text: str) -> float:
    message = _("%(text)s is not a number that can be stored.") % {"text": text[:20]}
    raise WireError(422, "bad_number", message)


def _float(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse_number(text)


def _int(text: str) -> int:
    if len(text) > MOST_DIGITS or abs(int(text)) > LARGEST:
        _refuse_number(text)
    return int(text)


def _walk(name: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield every text inside ``value``, with the path to it."""
    if depth > DEEPEST:
        raise _too_deep()
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            path = f"{name}.{key}" if name else key
            yield path, key
            yield from _walk(path, inner, depth + 1)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk(f"{name}.{number}", inner, depth + 1)


def _check(name: str, text: str) -> None:
    if "\x00" in text or any(ord(c) in SURROGATES for c in text):
        message = _("This contains a character that cannot be stored.")
        raise _field(name, "bad_character", message)


def _field(name: str, code: str, message: str) -> WireError:
    shown = name.encode(errors="replace").decode().replace("\x00", "?")[:200]
    return WireError(422, code, message, {shown: message})


def _too_deep() -> WireError:
    return WireError(422, "too_deep", _("This is nested too deeply."))
