"""Lists in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

EACH = 20
LAST = 10_000  # pages; beyond, an address is a mistake


class Sliced[T](Protocol):
    """What can be cut: a list, or a query that has not run yet."""

    def __getitem__(self, part: slice, /) -> Any:
        """Return a part."""


@dataclass(frozen=True)
class Page[T]:
    """One page of a list, with the addresses of the pages beside it."""

    rows: Sequence[T]
    newer: str
    older: str


def read_number(text: str) -> int:
    """Return a page's number from an address; 1 for what is none."""
    return min(int(text), LAST) if text.isascii() and text.isdigit() and text else 1


def cut[T](
    rows: Sliced[T],
    number: int,
    *,
    each: int = EACH,
    name: str = "page",
    **kept: str,
) -> Page[T]:
    """Return page ``number`` of ``rows``; ``kept`` stands in the addresses too.

    A list of several on one page has a ``name`` of its own, and a part called so.
    """
    number = max(1, number)
    start = (number - 1) * each
    found = list(rows[start : start + each + 1])
    part = "" if name == "page" else f"#{name}"
    return Page(
        rows=found[:each],
        newer=_address(name, number - 1, kept) + part if number > 1 else "",
        older=_address(name, number + 1, kept) + part if len(found) > each else "",
    )


def _address(name: str, number: int, kept: dict[str, str]) -> str:
    words = {word: value for word, value in kept.items() if value}
    return f"?{urlencode({**words, name: number})}"
