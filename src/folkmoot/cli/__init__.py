"""The ``folkmoot`` command: words on the left, one function each on the right.

A command's module is imported only when that command is called, so that commands
on files start without Django.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from folkmoot.cli.errors import StopError, stop_writing


@dataclass(frozen=True)
class Command:
    """Where a command's ``main`` is, and what it is for."""

    module: str
    purpose: str


COMMANDS = {
    "demo": Command("folkmoot.cli.server.demo", "try it: a housing co-op to play with"),
    "init": Command("folkmoot.cli.server.init", "make the data folder, once"),
    "serve": Command("folkmoot.cli.server.serve", "run the server"),
    "worker": Command("folkmoot.cli.server.worker", "run a worker by itself"),
    "export": Command("folkmoot.cli.server.export", "write a collective into a file"),
    "import": Command("folkmoot.cli.server.import_", "bring what was made elsewhere"),
    "doctor": Command("folkmoot.cli.server.doctor", "check that all is well"),
    "backup": Command("folkmoot.cli.server.backup", "write everything into one file"),
    "restore": Command("folkmoot.cli.server.restore", "bring a backup back"),
    "mirror": Command("folkmoot.cli.server.mirror", "copy records of other servers"),
    "urls": Command("folkmoot.cli.server.urls", "list every address of the server"),
    "listen": Command("folkmoot.cli.files.listen", "draw a map of opinion from files"),
    "outcome": Command("folkmoot.cli.files.outcome", "compute outcomes from counts"),
    "plan": Command("folkmoot.cli.files.plan", "plan in kind from a folder of tables"),
    "verify": Command("folkmoot.cli.files.verify", "check a copy or a served record"),
    "rota": Command("folkmoot.cli.files.rota", "share out work, from a file"),
    "simulate": Command(
        "folkmoot.cli.server.simulate", "ask a federation of synthetic people"
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in COMMANDS:
        command = import_module(COMMANDS[words[0]].module)
        try:
            return int(command.main(words[1:]))
        except StopError as error:
            print(f"folkmoot {words[0]}: {error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
        except BrokenPipeError:
            stop_writing()
            return 1
    is_asked = words[:1] in (["-h"], ["--help"])
    print(_usage(), file=sys.stdout if is_asked else sys.stderr)
    return 0 if is_asked else 2


def _usage() -> str:
    width = max(len(name) for name in COMMANDS)
    lines = [f"  {name:<{width}}  {COMMANDS[name].purpose}" for name in COMMANDS]
    commands = "\n".join(lines)
    return (
        f"usage: folkmoot COMMAND ...\n\ncommands:\n{commands}\n\n"
        "folkmoot COMMAND --help says more about one of them."
    )
