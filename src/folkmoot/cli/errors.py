"""How a command says that it cannot go on."""

import os
import sys


class StopError(Exception):
    """A command cannot go on; the message says why and what to do."""


def stop_writing() -> None:
    """Write to nobody, as the reader left (`| head`): that is no traceback's matter."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
