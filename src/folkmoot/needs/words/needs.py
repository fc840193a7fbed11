"""What kinds, units and urgencies are called."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from folkmoot.needs.models import Need, NeedClass, NeedKind, Unit

KINDS: Mapping[str, Promise] = {
    NeedKind.THING: _("A thing, or food"),
    NeedKind.TIME: _("Help with time"),
    NeedKind.ROOM: _("A room or a place"),
    NeedKind.SKILL: _("Somebody who knows how"),
    NeedKind.RIDE: _("A ride, or something carried"),
}
UNITS: Mapping[str, Promise] = {
    Unit.PIECE: _("pieces"),
    Unit.KILO: _("kg"),
    Unit.LITRE: _("litres"),
    Unit.PORTION: _("portions"),
    Unit.HOUR: _("hours"),
    Unit.DAY: _("days"),
    Unit.NIGHT: _("nights"),
    Unit.SEAT: _("seats"),
}
URGENCIES: Mapping[int, Promise] = {
    Need.Urgency.NOW: _("Today or tomorrow"),
    Need.Urgency.SOON: _("Soon"),
    Need.Urgency.LATER: _("It can wait"),
}
# A sensible start; the members decide on others.
FIRST_CLASSES = (
    _("Food, health, home"),
    _("What makes life easier"),
    _("Wishes"),
)


def class_words(klass: NeedClass) -> str:
    """Return what a class is called; nobody wrote the first, so they are translated."""
    if klass.question_id is None and klass.position < len(FIRST_CLASSES):
        return str(FIRST_CLASSES[klass.position])
    return klass.name


def amount_words(amount: Decimal, unit: str) -> str:
    """Return ``2.5 kg``, ``1 hour``."""
    whole = amount == amount.to_integral_value()
    shown = number_format(int(amount) if whole else amount.normalize())
    return _in_unit(unit, amount) % {"amount": shown}


def _in_unit(unit: str, amount: Decimal) -> str:
    n = 1 if amount == 1 else 2
    words = {
        Unit.PIECE: ngettext("%(amount)s piece", "%(amount)s pieces", n),
        Unit.KILO: ngettext("%(amount)s kg", "%(amount)s kg", n),
        Unit.LITRE: ngettext("%(amount)s litre", "%(amount)s litres", n),
        Unit.PORTION: ngettext("%(amount)s portion", "%(amount)s portions", n),
        Unit.HOUR: ngettext("%(amount)s hour", "%(amount)s hours", n),
        Unit.DAY: ngettext("%(amount)s day", "%(amount)s days", n),
        Unit.NIGHT: ngettext("%(amount)s night", "%(amount)s nights", n),
        Unit.SEAT: ngettext("%(amount)s seat", "%(amount)s seats", n),
    }
    return words[Unit(unit)]
