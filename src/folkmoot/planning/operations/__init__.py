"""Every change to what is planned, by what it is about."""

from folkmoot.planning.operations.asking import ask_about_unmet, ask_about_unmet_due
from folkmoot.planning.operations.erasing import erase_words
from folkmoot.planning.operations.errors import (
    AboveCeilingError,
    AgreedAlreadyError,
    EndedError,
    NothingLeftError,
    NotNeighboursError,
    NotOwnError,
    NotPartOfPlanError,
    PlanningError,
    SharingError,
    TooManyEntriesError,
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

__all__ = [
    "AboveCeilingError",
    "AgreedAlreadyError",
    "EndedError",
    "NeedText",
    "NotNeighboursError",
    "NotOwnError",
    "NotPartOfPlanError",
    "NothingLeftError",
    "OfferText",
    "PlanningError",
    "SharingError",
    "TooManyEntriesError",
    "accept_match",
    "ask_about_unmet",
    "ask_about_unmet_due",
    "ask_for_match",
    "begin_sharing",
    "cancel_match",
    "change_need",
    "change_offer",
    "confirm_sharing",
    "decline_match",
    "end_need",
    "end_offer",
    "end_sharing",
    "erase_words",
    "finish_match",
    "make_offer",
    "need_from_offer",
    "offer_for_need",
    "set_need_classes",
    "state_need",
]
