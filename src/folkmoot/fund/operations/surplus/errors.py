"""What keeps a surplus from changing; each message is a plain sentence."""


class SurplusError(Exception):
    """Something about what is left over could not be done, and why."""


class NotOfSurplusError(SurplusError):
    """It is for others to do."""


class SurplusClosedError(SurplusError):
    """Its marks are counted, its question went on, or it ended."""


class SurplusIncompleteError(SurplusError):
    """Something that was sent is missing or does not fit together."""


class NotDecidedError(SurplusError):
    """Nobody decided on it yet, so that it cannot be used."""
