"""What keeps a shift or a rota from changing; each message is a plain sentence."""


class ShiftError(Exception):
    """Something about shifts could not be done, and why."""


class NotTheirsError(ShiftError):
    """It is not for this person to do."""


class ShiftIncompleteError(ShiftError):
    """Something is missing, or cannot be so."""
