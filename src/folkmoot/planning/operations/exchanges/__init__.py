"""Every change to an exchange between collectives."""

from folkmoot.planning.operations.exchanges.agreeing import (
    accept_exchange,
    reopen_exchange,
    settle_exchange,
    take_yes_back,
)
from folkmoot.planning.operations.exchanges.asking import (
    ask_all_about_exchange,
    settle_asked_due,
    settle_asked_exchange,
    settle_asked_of,
)
from folkmoot.planning.operations.exchanges.proposing import (
    Wanted,
    begin_exchange,
    call_off_exchange,
    join_exchange,
    leave_exchange,
    propose_exchange,
)
from folkmoot.planning.operations.exchanges.rounds import (
    ask_for_rounds,
    is_small_exchange,
    make_due_rounds,
    make_rounds,
    make_small_rounds,
)
from folkmoot.planning.operations.plans.errors import (
    ExchangeError,
    PlanMovedOnError,
    TwoNamesError,
)

__all__ = [
    "ExchangeError",
    "PlanMovedOnError",
    "TwoNamesError",
    "Wanted",
    "accept_exchange",
    "ask_all_about_exchange",
    "ask_for_rounds",
    "begin_exchange",
    "call_off_exchange",
    "is_small_exchange",
    "join_exchange",
    "leave_exchange",
    "make_due_rounds",
    "make_rounds",
    "make_small_rounds",
    "propose_exchange",
    "reopen_exchange",
    "settle_asked_due",
    "settle_asked_exchange",
    "settle_asked_of",
    "settle_exchange",
    "take_yes_back",
]
