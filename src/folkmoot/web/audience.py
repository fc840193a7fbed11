"""Who may see a field: declared once, beside the field, obeyed everywhere.

A model says ``audience = shown_to(Audience.MEMBERS, salt=Audience.SERVER)``: who sees
its fields, and which fields differ. Pages, API, export, mail and search ask
`visible_fields`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from django.db.models import Model


class Audience(IntEnum):
    """From narrow to wide; a reader sees what is at least as wide as the reader."""

    SERVER = 0  # kept for the machine alone: hashes, tokens
    OWNER = 1  # the person it is about
    MEMBERS = 2  # members of the collective
    COLLECTIVE = 3  # members and friends
    PUBLIC = 4


@dataclass(frozen=True)
class Shown:
    """Who sees the fields of one model."""

    default: Audience
    different: Mapping[str, Audience]

    def to_whom(self, name: str) -> Audience:
        """Return the widest circle that sees the column ``name``."""
        return self.different.get(name, self.default)


def shown_to(default: Audience, **different: Audience) -> Shown:
    """Declare who sees a model's fields."""
    return Shown(default, different)


def visible_fields(model: type[Model], reader: Audience) -> list[str]:
    """Return the names of the columns of ``model`` that ``reader`` may see."""
    shown: Shown = model.audience  # type: ignore[attr-defined]
    names = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001 -- Django's documented _meta API
    return [name for name in names if shown.to_whom(name) >= reader]
