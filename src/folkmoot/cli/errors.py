"""How a command says that it cannot go on."""


class StopError(Exception):
    """A command cannot go on; the message says why and what to do."""
