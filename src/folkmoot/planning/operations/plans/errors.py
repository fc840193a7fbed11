"""What keeps recipes and plans from changing; each message is a plain sentence."""

from folkmoot.needs.operations.errors import PlanningError


class RecipesChangedError(PlanningError):
    """Somebody else changed the recipes meanwhile."""


class UnfitRecipesError(PlanningError):
    """The recipes do not fit together; the message says where."""


class StillUsedError(PlanningError):
    """Something else needs it."""


class NoPlanError(PlanningError):
    """There is nothing to plan, or no plan that can be followed or asked about."""


class NotOfUnitError(PlanningError):
    """Only the people of this way of making do this."""


class AskedAlreadyError(PlanningError):
    """A question was raised about these plans already."""


class NotDoneError(PlanningError):
    """What was done cannot be written so."""


class PlanMovedOnError(PlanningError):
    """Something was written since, so that this does not fit any more."""


class TwoNamesError(PlanningError):
    """It takes another name, or everybody."""


class ExchangeError(PlanningError):
    """Plans cannot be made together with other collectives like this, or not now."""
