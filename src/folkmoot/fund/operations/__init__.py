"""Every change to the common fund and to what is left over."""

from folkmoot.fund.operations.booking import (
    book_in_fund,
    correct_booking,
    open_fund_account,
)
from folkmoot.fund.operations.erasing import (
    erase_fund_words,
)
from folkmoot.fund.operations.errors import (
    AboveCapError,
    FundError,
    FundIncompleteError,
    FundMovedOnError,
    HeldError,
    NoDecisionError,
    NotEnoughError,
    NotOfFundError,
    SecondNameError,
)
from folkmoot.fund.operations.paying import (
    PaymentText,
    pay_from_fund,
    second_payment,
    withdraw_payment,
)
from folkmoot.fund.operations.promising import (
    PromiseText,
    UnitRules,
    free_promise,
    promise_from_fund,
    renew_promise,
    set_fund_rules,
)
from folkmoot.fund.operations.statements import (
    BankFile,
    book_line,
    bring_statement,
    drop_statement,
    match_line,
    read_statement,
    set_line_aside,
)
from folkmoot.fund.operations.surplus.errors import (
    NotDecidedError,
    NotOfSurplusError,
    SurplusClosedError,
    SurplusError,
    SurplusIncompleteError,
)
from folkmoot.fund.operations.surplus.ideas import (
    IdeaText,
    add_surplus_idea,
    agree_with_cost,
    change_surplus_idea,
    drop_surplus_idea,
    mark_ideas,
)
from folkmoot.fund.operations.surplus.noting import (
    SurplusText,
    note_surplus,
)
from folkmoot.fund.operations.surplus.settling import (
    settle_surplus,
    settle_surplus_due,
    settle_surplus_of,
    use_left_over,
)
from folkmoot.fund.operations.surplus.sharing import (
    draw_shares,
    write_shares_into_draft,
)

__all__ = (
    "AboveCapError",
    "BankFile",
    "FundError",
    "FundIncompleteError",
    "FundMovedOnError",
    "HeldError",
    "IdeaText",
    "NoDecisionError",
    "NotDecidedError",
    "NotEnoughError",
    "NotOfFundError",
    "NotOfSurplusError",
    "PaymentText",
    "PromiseText",
    "SecondNameError",
    "SurplusClosedError",
    "SurplusError",
    "SurplusIncompleteError",
    "SurplusText",
    "UnitRules",
    "add_surplus_idea",
    "agree_with_cost",
    "book_in_fund",
    "book_line",
    "bring_statement",
    "change_surplus_idea",
    "correct_booking",
    "draw_shares",
    "drop_statement",
    "drop_surplus_idea",
    "erase_fund_words",
    "free_promise",
    "mark_ideas",
    "match_line",
    "note_surplus",
    "open_fund_account",
    "pay_from_fund",
    "promise_from_fund",
    "read_statement",
    "renew_promise",
    "second_payment",
    "set_fund_rules",
    "set_line_aside",
    "settle_surplus",
    "settle_surplus_due",
    "settle_surplus_of",
    "use_left_over",
    "withdraw_payment",
    "write_shares_into_draft",
)
