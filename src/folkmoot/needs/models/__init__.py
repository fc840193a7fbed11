"""Tables of what people need, can give and share."""

from folkmoot.needs.models.feeds import (
    Feed,
)
from folkmoot.needs.models.needs import (
    Match,
    Need,
    NeedClass,
    NeedKind,
    Offer,
    Sharing,
    Unit,
)
from folkmoot.needs.models.things import (
    Booking,
    Thing,
)

__all__ = (
    "Booking",
    "Feed",
    "Match",
    "Need",
    "NeedClass",
    "NeedKind",
    "Offer",
    "Sharing",
    "Thing",
    "Unit",
)
