"""Tables, by what they are about."""

from folkmoot.planning.models.fund import (
    FundAccount,
    FundBooking,
    FundPromise,
    FundUnit,
    Payment,
)
from folkmoot.planning.models.needs import (
    Kind,
    Match,
    Need,
    NeedClass,
    Offer,
    Sharing,
    Unit,
)
from folkmoot.planning.models.statements import Statement, StatementLine
from folkmoot.planning.models.things import Booking, Thing

__all__ = [
    "Booking",
    "FundAccount",
    "FundBooking",
    "FundPromise",
    "FundUnit",
    "Kind",
    "Match",
    "Need",
    "NeedClass",
    "Offer",
    "Payment",
    "Sharing",
    "Statement",
    "StatementLine",
    "Thing",
    "Unit",
]
