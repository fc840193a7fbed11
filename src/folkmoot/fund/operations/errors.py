"""What keeps the fund from changing; each message is a plain sentence."""


class FundError(Exception):
    """Something about the fund could not be done, and why."""


class NotOfFundError(FundError):
    """Only members of the collective, or of a federation's groups, do this."""


class NoDecisionError(FundError):
    """No decision of this collective that stands allows it."""


class HeldError(NoDecisionError):
    """The decision that allowed it is open again."""


class NotEnoughError(FundError):
    """There is not as much, or it is promised or locked."""


class AboveCapError(FundError):
    """Pay above what an average member's hour brings."""


class SecondNameError(FundError):
    """The second name must be another member's."""


class FundMovedOnError(FundError):
    """It was made, withdrawn, freed, read or corrected before."""


class FundIncompleteError(FundError):
    """Something that was sent is missing or does not fit together."""
