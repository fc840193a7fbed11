"""The ``folkmoot`` command: words on the left, one function each on the right.

A command's module is imported only when that command is called, so that commands
on files start without Django.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from folkmoot.cli.errors import StopError, explain, stop_writing


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
    """Run one command; return its exit status, and say in one line why it ends early."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _run(words)
        sys.stdout.flush()
    except StopError as error:
        reason = str(error)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        stop_writing()
        return 1
    except Exception as error:
        reason = explain(error)
        if not reason:
            raise
    else:
        return status
    print(f"folkmoot {words[0]}: {reason}", file=sys.stderr)
    return 1


def _run(words: Sequence[str]) -> int:
    if words and words[0] in COMMANDS:
        return int(import_module(COMMANDS[words[0]].module).main(words[1:]))
    is_asked = words[:1] in (["-h"], ["--help"])
    print(_usage(), file=sys.stdout if is_asked else sys.stderr)
    if words and not is_asked:
        print(f"\nfolkmoot: There is no command “{words[0]}”.", file=sys.stderr)
    return 0 if is_asked else 2


def _usage() -> str:
    width = max(len(name) for name in COMMANDS)
    lines = [f"  {name:<{width}}  {COMMANDS[name].purpose}" for name in COMMANDS]
    commands = "\n".join(lines)
    return (
        f"usage: folkmoot COMMAND ...\n\ncommands:\n{commands}\n\n"
        "folkmoot COMMAND --help says more about one of them."
    )
