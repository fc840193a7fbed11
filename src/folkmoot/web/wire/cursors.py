"""Lists in parts, as programs get them."""

from collections.abc import Callable

from ninja import Schema
from pydantic import Field

from folkmoot.web.cuts import Cut, cut, cut_list

__all__ = ["Cut", "Part", "cut", "cut_list", "map_rows"]


class Part(Schema):
    """A part of a list."""

    next: str = Field(
        description="Ask again with this as `cursor` for the next part; empty at the end."
    )


def map_rows[M, T](part: Cut[M], make: Callable[[M], T]) -> list[T]:
    """Return what ``make`` gives for each row of ``part``."""
    return [make(row) for row in part.rows]
