"""Tables, by what they are about."""

from folkmoot.planning.models.needs import (
    Kind,
    Match,
    Need,
    NeedClass,
    Offer,
    Sharing,
    Unit,
)

__all__ = ["Kind", "Match", "Need", "NeedClass", "Offer", "Sharing", "Unit"]
