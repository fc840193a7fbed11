"""Every change to what is planned, by what it is about."""

from folkmoot.planning.operations import plans
from folkmoot.planning.operations.asking import ask_about_unmet, ask_about_unmet_due
from folkmoot.planning.operations.booking import book_thing, cancel_booking
from folkmoot.planning.operations.erasing import erase_words
from folkmoot.planning.operations.errors import (
    AboveCeilingError,
    AgreedAlreadyError,
    BookedAlreadyError,
    BookingTimesError,
    CareError,
    EndedError,
    NothingLeftError,
    NotNeighboursError,
    NotOwnError,
    NotPartOfPlanError,
    PlanningError,
    RulesNotDecidedError,
    SharingError,
    TooManyEntriesError,
)
from folkmoot.planning.operations.fund.booking import (
    book_in_fund,
    correct_booking,
    open_fund_account,
)
from folkmoot.planning.operations.fund.erasing import erase_fund_words
from folkmoot.planning.operations.fund.errors import (
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
from folkmoot.planning.operations.fund.paying import (
    PaymentText,
    pay_from_fund,
    second_payment,
    withdraw_payment,
)
from folkmoot.planning.operations.fund.promising import (
    PromiseText,
    UnitRules,
    free_promise,
    promise_from_fund,
    renew_promise,
    set_fund_rules,
)
from folkmoot.planning.operations.fund.statements import (
    BankFile,
    book_line,
    bring_statement,
    drop_statement,
    match_line,
    read_statement,
    set_line_aside,
)
from folkmoot.planning.operations.meeting import (
    accept_match,
    ask_for_match,
    cancel_match,
    decline_match,
    finish_match,
    need_from_offer,
    offer_for_need,
)
from folkmoot.planning.operations.ordering import set_need_classes
from folkmoot.planning.operations.sharing import (
    begin_sharing,
    confirm_sharing,
    end_sharing,
)
from folkmoot.planning.operations.shifts.askings import ask_due, decline_asking
from folkmoot.planning.operations.shifts.erasing import erase_shift_words
from folkmoot.planning.operations.shifts.errors import (
    NotTheirsError,
    ShiftError,
    ShiftIncompleteError,
)
from folkmoot.planning.operations.shifts.feeds import end_feed, make_feed
from folkmoot.planning.operations.shifts.jobs import (
    JobText,
    change_job,
    end_job,
    fix_place,
    free_place,
    make_job,
    rate_job,
)
from folkmoot.planning.operations.shifts.making import make_shifts
from folkmoot.planning.operations.shifts.own import (
    add_away,
    remove_away,
    set_care_share,
    set_times,
)
from folkmoot.planning.operations.shifts.pool import draw_time, give_time
from folkmoot.planning.operations.shifts.rotas import (
    confirm_rota,
    draft_rota,
    drop_draft,
    set_cell,
)
from folkmoot.planning.operations.shifts.skills import (
    confirm_skill,
    say_skill,
    take_skill_back,
)
from folkmoot.planning.operations.shifts.swaps import agree_swap, end_swap, offer_swap
from folkmoot.planning.operations.shifts.tending import (
    tend_shifts,
    tend_shifts_of,
    warn_free,
)
from folkmoot.planning.operations.shifts.turns import release_turn, sign_up
from folkmoot.planning.operations.shifts.work import add_work, record_turn, remove_work
from folkmoot.planning.operations.stating import (
    NeedText,
    OfferText,
    change_need,
    change_offer,
    end_need,
    end_offer,
    make_offer,
    state_need,
)
from folkmoot.planning.operations.surplus.errors import (
    NotDecidedError,
    NotOfSurplusError,
    SurplusClosedError,
    SurplusError,
    SurplusIncompleteError,
)
from folkmoot.planning.operations.surplus.ideas import (
    IdeaText,
    add_surplus_idea,
    agree_with_cost,
    change_surplus_idea,
    drop_surplus_idea,
    mark_ideas,
)
from folkmoot.planning.operations.surplus.noting import SurplusText, note_surplus
from folkmoot.planning.operations.surplus.settling import (
    settle_surplus,
    settle_surplus_due,
    settle_surplus_of,
    use_left_over,
)
from folkmoot.planning.operations.surplus.sharing import (
    draw_shares,
    write_shares_into_draft,
)
from folkmoot.planning.operations.things import (
    ThingText,
    add_thing,
    ask_next_carers,
    change_thing,
    end_thing,
    give_up_care,
    take_care,
)

__all__ = [
    "AboveCapError",
    "AboveCeilingError",
    "AgreedAlreadyError",
    "BankFile",
    "BookedAlreadyError",
    "BookingTimesError",
    "CareError",
    "EndedError",
    "FundError",
    "FundIncompleteError",
    "FundMovedOnError",
    "HeldError",
    "IdeaText",
    "JobText",
    "NeedText",
    "NoDecisionError",
    "NotDecidedError",
    "NotEnoughError",
    "NotNeighboursError",
    "NotOfFundError",
    "NotOfSurplusError",
    "NotOwnError",
    "NotPartOfPlanError",
    "NotTheirsError",
    "NothingLeftError",
    "OfferText",
    "PaymentText",
    "PlanningError",
    "PromiseText",
    "RulesNotDecidedError",
    "SecondNameError",
    "SharingError",
    "ShiftError",
    "ShiftIncompleteError",
    "SurplusClosedError",
    "SurplusError",
    "SurplusIncompleteError",
    "SurplusText",
    "ThingText",
    "TooManyEntriesError",
    "UnitRules",
    "accept_match",
    "add_away",
    "add_surplus_idea",
    "add_thing",
    "add_work",
    "agree_swap",
    "agree_with_cost",
    "ask_about_unmet",
    "ask_about_unmet_due",
    "ask_due",
    "ask_for_match",
    "ask_next_carers",
    "begin_sharing",
    "book_in_fund",
    "book_line",
    "book_thing",
    "bring_statement",
    "cancel_booking",
    "cancel_match",
    "change_job",
    "change_need",
    "change_offer",
    "change_surplus_idea",
    "change_thing",
    "confirm_rota",
    "confirm_sharing",
    "confirm_skill",
    "correct_booking",
    "decline_asking",
    "decline_match",
    "draft_rota",
    "draw_shares",
    "draw_time",
    "drop_draft",
    "drop_statement",
    "drop_surplus_idea",
    "end_feed",
    "end_job",
    "end_need",
    "end_offer",
    "end_sharing",
    "end_swap",
    "end_thing",
    "erase_fund_words",
    "erase_shift_words",
    "erase_words",
    "finish_match",
    "fix_place",
    "free_place",
    "free_promise",
    "give_time",
    "give_up_care",
    "make_feed",
    "make_job",
    "make_offer",
    "make_shifts",
    "mark_ideas",
    "match_line",
    "need_from_offer",
    "note_surplus",
    "offer_for_need",
    "offer_swap",
    "open_fund_account",
    "pay_from_fund",
    "plans",
    "promise_from_fund",
    "rate_job",
    "read_statement",
    "record_turn",
    "release_turn",
    "remove_away",
    "remove_work",
    "renew_promise",
    "say_skill",
    "second_payment",
    "set_care_share",
    "set_cell",
    "set_fund_rules",
    "set_line_aside",
    "set_need_classes",
    "set_times",
    "settle_surplus",
    "settle_surplus_due",
    "settle_surplus_of",
    "sign_up",
    "state_need",
    "take_care",
    "take_skill_back",
    "tend_shifts",
    "tend_shifts_of",
    "use_left_over",
    "warn_free",
    "withdraw_payment",
    "write_shares_into_draft",
]
