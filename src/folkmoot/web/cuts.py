"""Lists in parts: a cursor says after which row to go on.

It holds that row's values, signed, so that nothing is skipped or repeated when rows
are added, and nobody can ask for an order that was not offered.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Field, ForeignKey, Model, Q, QuerySet
from django.utils.translation import gettext as _

from folkmoot.web.wire.problems import WireError

USUAL = 50


@dataclass(frozen=True)
class Cut[T]:
    """A part of a list, and where the next begins; empty at its end."""

    rows: Sequence[T]
    next: str


def cut[M: Model](
    rows: QuerySet[M], order: Sequence[str], cursor: str, limit: int
) -> Cut[M]:
    """Return up to ``limit`` of ``rows`` after ``cursor``, in ``order``.

    The columns of ``order`` together are unique and never null; "-" turns one round,
    "__" goes on to what a row belongs to.
    """
    salt = f"{rows.model._meta.label} {' '.join(order)}"  # noqa: SLF001 -- Django's documented _meta API
    ordered = rows.order_by(*order)
    if cursor:
        ordered = ordered.filter(_after(rows.model, order, _read(cursor, salt)))
    found = list(ordered[: limit + 1])
    shown = found[:limit]
    following = ""
    if len(found) > limit:
        last = [_value(shown[-1], name.lstrip("-")) for name in order]
        following = signing.dumps([_plain(value) for value in last], salt=salt)
    return Cut(shown, following)


def _after(model: type[Model], order: Sequence[str], values: Sequence[Any]) -> Q:
    after, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        column = name.lstrip("-")
        known = _field(model, column).to_python(value)
        way = "lt" if name.startswith("-") else "gt"
        after |= equal & Q(**{f"{column}__{way}": known})
        equal &= Q(**{column: known})
    return after


def cut_list[T](
    rows: Sequence[T], key: Callable[[T], tuple[str, ...]], cursor: str, limit: int
) -> Cut[T]:
    """Return up to ``limit`` of what was computed, in the order of ``key``.

    The list may have changed since the part before. Of rows with one key none is left
    out: they are counted.
    """
    salt = f"computed {key.__module__} {key.__qualname__}"
    placed = _placed(rows, key)
    if cursor:
        after = tuple(_read(cursor, salt))
        placed = [(place, row) for place, row in placed if place > after]
    following = ""
    if len(placed) > limit:
        following = signing.dumps(placed[limit - 1][0], salt=salt)
    return Cut([row for _place, row in placed[:limit]], following)


def _placed[T](
    rows: Sequence[T], key: Callable[[T], tuple[str, ...]]
) -> list[tuple[tuple[str, ...], T]]:
    """Return rows in their order, each with its key and which of that key it is."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for row in sorted(rows, key=key):
        own = key(row)
        found.append(((*own, f"{seen[own]:09}"), row))
        seen[own] += 1
    return found


def _field(model: type[Model], column: str) -> "Field[Any, Any]":
    *parts, name = column.split("__")
    for part in parts:
        link = model._meta.get_field(part)  # noqa: SLF001 -- as above
        assert isinstance(link, ForeignKey)  # noqa: S101 -- an order names columns
        model = link.remote_field.model
    field = model._meta.get_field(name)  # noqa: SLF001 -- as above
    assert isinstance(field, Field)  # noqa: S101 -- an order names columns
    return field


def _value(row: object, column: str) -> object:
    for part in column.split("__"):
        row = getattr(row, part)
    return row


def _plain(value: object) -> object:
    return value if isinstance(value, int | str) else str(value)


def _read(cursor: str, salt: str) -> list[Any]:
    try:
        values: list[Any] = signing.loads(cursor, salt=salt)
    except signing.BadSignature as error:
        message = _("This cursor is of another list. Please begin again without it.")
        raise WireError(422, "bad_cursor", message, {"cursor": message}) from error
    return values
