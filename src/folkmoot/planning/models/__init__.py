"""Tables of recipes, plans and exchanges."""

from folkmoot.planning.models.exchanges import Exchange, ExchangePart, ExchangeSeat
from folkmoot.planning.models.following import (
    Following,
    LessonName,
    Replanning,
    WayReport,
)
from folkmoot.planning.models.plans import (
    Alternative,
    Book,
    Length,
    Planning,
    WayPart,
    WayUnit,
)

__all__ = (
    "Alternative",
    "Book",
    "Exchange",
    "ExchangePart",
    "ExchangeSeat",
    "Following",
    "Length",
    "LessonName",
    "Planning",
    "Replanning",
    "WayPart",
    "WayReport",
    "WayUnit",
)
