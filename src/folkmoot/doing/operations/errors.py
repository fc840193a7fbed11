"""What keeps a task or a look-back from changing; each message is a plain sentence."""


class DoingError(Exception):
    """Something about a task or a look-back could not be done, and why."""


class NotPartOfItError(DoingError):
    """The person is no longer, or was never, part of this collective."""


class CarrierGoneError(DoingError):
    """Somebody named for a task is not part of the collective."""


class NotCarrierError(DoingError):
    """Only the person who carries a task may do this."""


class TaskTakenError(DoingError):
    """Somebody carries this task already."""


class TaskEndedError(DoingError):
    """The task is done, dropped or no longer in the draft."""


class NotAgreedYetError(DoingError):
    """The task belongs to a question that is not decided."""


class WordsMissingError(DoingError):
    """A reason or a line is needed."""


class ReviewClosedError(DoingError):
    """The look-back takes no more answers."""


class ReviewAlreadyClosedError(DoingError):
    """The look-back was closed before."""
