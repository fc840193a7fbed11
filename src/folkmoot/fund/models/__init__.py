"""Tables of the common fund and of what is left over."""

from folkmoot.fund.models.fund import (
    FundAccount,
    FundBooking,
    FundPromise,
    FundUnit,
    Payment,
)
from folkmoot.fund.models.statements import (
    Statement,
    StatementLine,
)
from folkmoot.fund.models.surplus import (
    FairShares,
    LeftOverUse,
    Marking,
    Surplus,
    SurplusIdea,
    SurplusSplit,
)

__all__ = (
    "FairShares",
    "FundAccount",
    "FundBooking",
    "FundPromise",
    "FundUnit",
    "LeftOverUse",
    "Marking",
    "Payment",
    "Statement",
    "StatementLine",
    "Surplus",
    "SurplusIdea",
    "SurplusSplit",
)
