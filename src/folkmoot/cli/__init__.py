"""The ``folkmoot`` command: words on the left, one function each on the right.

A command's module is imported only when that command is called, so that commands
on files start without Django.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "outcome": "folkmoot.cli.files.outcome",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in COMMANDS:
        command = import_module(COMMANDS[words[0]])
        return int(command.main(words[1:]))
    names = "\n  ".join(COMMANDS)
    print(f"usage: folkmoot COMMAND ...\n\ncommands:\n  {names}", file=sys.stderr)
    return 0 if words[:1] in (["-h"], ["--help"]) else 2
