"""Units as people say them: those of the room by their code, others as they were typed."""

from decimal import Decimal, InvalidOperation

from django.utils.translation import ngettext

from folkmoot.needs.models import Unit
from folkmoot.needs.words.needs import amount_words


def name_unit(unit: str, amount: float = 2) -> str:
    """Return a unit after an amount: ``piece`` is "pieces" after 2."""
    n = 1 if amount == 1 else 2
    names = {
        "piece": ngettext("piece", "pieces", n),
        "litre": ngettext("litre", "litres", n),
        "portion": ngettext("portion", "portions", n),
        "hour": ngettext("hour", "hours", n),
        "day": ngettext("day", "days", n),
        "night": ngettext("night", "nights", n),
        "seat": ngettext("seat", "seats", n),
    }
    return names.get(unit, unit)


def unit_said(unit: str, amount: float = 2) -> str:
    """Return the unit between an amount and a name; nothing for pieces: "60 loaf"."""
    return "" if unit == Unit.PIECE else name_unit(unit, amount)


def say_recorded(text: str) -> str:
    """Return an amount as an entry keeps it, ``2 piece``, in words."""
    amount, _space, unit = text.partition(" ")
    if unit not in Unit.values:
        return text
    try:
        return amount_words(Decimal(amount), unit)
    except InvalidOperation:
        return text
