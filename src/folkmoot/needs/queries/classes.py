"""What comes first among needs: the classes in force."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.utils import translation
from django.utils.translation import gettext as _

from folkmoot.needs.models import NeedClass, Unit
from folkmoot.needs.words.needs import FIRST_CLASSES, amount_words
from folkmoot.people.models import Collective, Membership


def classes_of(collective: Collective) -> list[NeedClass]:
    """Return the classes in force, what comes first on top.

    Before anybody stated a need they are not written yet, but have their ids already,
    so that a form shown before is good afterwards.
    """
    rows = NeedClass.objects.filter(collective=collective, ended_at=None)
    return list(rows.order_by("position")) or first_classes(collective)


def first_classes(collective: Collective) -> list[NeedClass]:
    """Return the classes a collective starts with, not written yet."""
    with translation.override(collective.language):
        return [
            NeedClass(
                id=_id_of(collective.id, place),
                collective=collective,
                position=place,
                name=str(name),
            )
            for place, name in enumerate(FIRST_CLASSES)
        ]


def _id_of(collective_id: UUID, place: int) -> UUID:
    return uuid5(collective_id, f"first need class {place}")


def change_from(classes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a question about classes would change, as it is kept.

    A ceiling counts in a unit; without one there is neither.
    """
    rows = []
    for one in classes:
        ceiling = one.get("ceiling")
        unit = one.get("ceiling_unit") or ""
        has_ceiling = ceiling is not None and unit in Unit
        rows.append(
            {
                "name": one["name"],
                "ceiling": str(ceiling) if has_ceiling else None,
                "ceiling_unit": unit if has_ceiling else "",
            }
        )
    return {"classes": rows}


def read_change(_member: Membership, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a program sent as it is kept."""
    return change_from(sent["classes"])


def show_change(change: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a question would change, as label and text."""
    lines = []
    for one in change["classes"]:
        words = one["name"]
        if one["ceiling"]:
            most = amount_words(Decimal(one["ceiling"]), one["ceiling_unit"])
            up_to = _("up to %(amount)s for each person") % {"amount": most}
            words = f"{words}, {up_to}"
        lines.append(words)
    numbered = (f"{place}. {line}" for place, line in enumerate(lines, start=1))
    return [(_("What comes first"), "\n".join(numbered))]
