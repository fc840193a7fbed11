"""Every change to needs, offers and shared things."""

from folkmoot.needs.operations.asking import (
    ask_about_unmet,
    ask_about_unmet_due,
)
from folkmoot.needs.operations.booking import (
    book_thing,
    cancel_booking,
)
from folkmoot.needs.operations.erasing import (
    erase_words,
)
from folkmoot.needs.operations.errors import (
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
from folkmoot.needs.operations.feeds import (
    end_feed,
    make_feed,
)
from folkmoot.needs.operations.meeting import (
    accept_match,
    ask_for_match,
    cancel_match,
    decline_match,
    finish_match,
    need_from_offer,
    offer_for_need,
)
from folkmoot.needs.operations.ordering import (
    set_need_classes,
)
from folkmoot.needs.operations.sharing import (
    begin_sharing,
    confirm_sharing,
    end_sharing,
)
from folkmoot.needs.operations.stating import (
    NeedText,
    OfferText,
    change_need,
    change_offer,
    end_need,
    end_offer,
    make_offer,
    state_need,
)
from folkmoot.needs.operations.things import (
    ThingText,
    add_thing,
    ask_next_carers,
    change_thing,
    end_thing,
    give_up_care,
    take_care,
)

__all__ = (
    "AboveCeilingError",
    "AgreedAlreadyError",
    "BookedAlreadyError",
    "BookingTimesError",
    "CareError",
    "EndedError",
    "NeedText",
    "NotNeighboursError",
    "NotOwnError",
    "NotPartOfPlanError",
    "NothingLeftError",
    "OfferText",
    "PlanningError",
    "RulesNotDecidedError",
    "SharingError",
    "ThingText",
    "TooManyEntriesError",
    "accept_match",
    "add_thing",
    "ask_about_unmet",
    "ask_about_unmet_due",
    "ask_for_match",
    "ask_next_carers",
    "begin_sharing",
    "book_thing",
    "cancel_booking",
    "cancel_match",
    "change_need",
    "change_offer",
    "change_thing",
    "confirm_sharing",
    "decline_match",
    "end_feed",
    "end_need",
    "end_offer",
    "end_sharing",
    "end_thing",
    "erase_words",
    "finish_match",
    "give_up_care",
    "make_feed",
    "make_offer",
    "need_from_offer",
    "offer_for_need",
    "set_need_classes",
    "state_need",
    "take_care",
)
