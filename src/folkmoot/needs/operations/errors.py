"""What keeps a plan from changing; each message is a plain sentence."""


class PlanningError(Exception):
    """Something about needs and work could not be done, and why."""


class NotPartOfPlanError(PlanningError):
    """The person is no longer, or was never, part of this collective."""


class NotOwnError(PlanningError):
    """Only the person it belongs to, or who wrote it down for them, may do this."""


class EndedError(PlanningError):
    """It is met, given or taken back."""


class NothingLeftError(PlanningError):
    """Others were quicker: nothing is left of it."""


class AboveCeilingError(PlanningError):
    """It is more for each person than the members agreed on."""


class AgreedAlreadyError(PlanningError):
    """Somebody has said yes to it as it is."""


class TooManyEntriesError(PlanningError):
    """One person has written down enough for others."""


class NotNeighboursError(PlanningError):
    """The two collectives do not show each other their needs and offers."""


class SharingError(PlanningError):
    """Showing needs to sister groups cannot begin, be confirmed or end like this."""


class CareError(PlanningError):
    """A thing cannot be cared for by this person until this day."""


class RulesNotDecidedError(PlanningError):
    """The question that is named decided no rules in this collective."""


class BookedAlreadyError(PlanningError):
    """Somebody has the thing at that time."""


class BookingTimesError(PlanningError):
    """A thing cannot be had from then to then."""
