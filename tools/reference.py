"""Write the pages of the reference that say what the source says.

``python tools/reference.py`` writes them; a test looks that they are as they would be
written.
"""

import ast
import json
import os
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Callable, Iterator
from enum import Enum
from functools import partial
from importlib import import_module
from inspect import cleandoc, isclass, isfunction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
ENGINES = ROOT / "src" / "folkmoot" / "engines"
NOTE = "<!-- Written by tools/reference.py: change the source, then run it again. -->"
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")
os.environ.setdefault("FOLKMOOT_TEST", "1")


class _ParserFoundError(Exception):
    """Carries a command's parser out of it before it does anything."""

    def __init__(self, parser: ArgumentParser) -> None:
        super().__init__()
        self.parser = parser


def main() -> None:
    """Write every page."""
    for name, write in PAGES.items():
        file = REFERENCE / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(write())


def stale() -> Iterator[str]:
    """Yield the pages that are not as they would be written."""
    for name, write in PAGES.items():
        file = REFERENCE / name
        if not file.exists() or file.read_text() != write():
            yield name


def commands() -> str:
    """Return the page of the command."""
    from folkmoot.cli import COMMANDS

    lines = [
        "# Commands",
        NOTE,
        (
            "`folkmoot COMMAND`, or `./run COMMAND` in a clone. Status 0 means that all went"
            " well, 1 that something did not, 2 that the words were not understood."
        ),
    ]
    for name, command in COMMANDS.items():
        lines += [f"## folkmoot {name}", f"In short: {command.purpose}."]
        lines += _options(_find_parser(command.module), f"folkmoot {name}")
    return _page(lines)


def _find_parser(module: str) -> ArgumentParser:
    def stop(parser: ArgumentParser, *_args: Any, **_named: Any) -> None:
        raise _ParserFoundError(parser)

    kept = ArgumentParser.parse_args
    ArgumentParser.parse_args = stop  # type: ignore[assignment, method-assign]
    try:
        import_module(module).main([])
    except _ParserFoundError as found:
        return found.parser
    finally:
        ArgumentParser.parse_args = kept  # type: ignore[method-assign]
    message = f"{module} has no parser"
    raise LookupError(message)


def _options(parser: ArgumentParser, name: str) -> Iterator[str]:
    """Yield what a parser says of itself, then of its subcommands."""
    actions = parser._actions  # noqa: SLF001 -- argparse names them nowhere else
    inner = [action for action in actions if isinstance(action, _SubParsersAction)]
    shown = [a for a in actions if a not in inner and a.dest != "help"]
    yield parser.description or ""
    if shown:
        rows = [f"| {_spell(a)} | {_explain(a)} |" for a in shown]
        yield "\n".join(["| | |", "|---|---|", *rows])
    if parser.epilog:
        yield parser.epilog
    for action in inner:
        for word, one in action.choices.items():
            yield f"### {name} {word}"
            yield from _options(one, f"{name} {word}")


def _spell(action: Any) -> str:
    value = action.metavar or action.dest.upper()
    takes_value = action.nargs != 0
    if not action.option_strings:
        return f"`{value}`"
    words = ", ".join(action.option_strings)
    return f"`{words} {value}`" if takes_value else f"`{words}`"


def _explain(action: Any) -> str:
    text = (action.help or "").replace("|", "\\|")
    is_shown = action.default not in (None, False, "", "==SUPPRESS==")
    default = f" (default: {action.default})" if is_shown else ""
    needed = " (needed)" if action.option_strings and action.required else ""
    return text if "default:" in text else text + default + needed


def settings() -> str:
    """Return the page of the settings."""
    from folkmoot.site.config import Config

    lines = [
        "# Settings",
        NOTE,
        (
            "Each setting is an environment variable. It can also stand in one TOML file,"
            " `folkmoot.toml` in the data folder, under the name in the second column."
            " The environment wins over the file. `folkmoot doctor` prints each setting"
            " with its value and where it comes from."
        ),
    ]
    rows = ["| variable | in the file | default | what it is |", "|---|---|---|---|"]
    for name, field in Config.model_fields.items():
        alias: Any = field.validation_alias
        variable = alias.choices[0] if alias else f"FOLKMOOT_{name.upper()}"
        value = field.get_default(call_default_factory=True)
        default = f"`{_plain(value)}`" if value not in (None, "", []) else "empty"
        text = (field.description or "").replace("|", "\\|")
        rows.append(f"| `{variable}` | `{name}` | {default} | {text} |")
    example = (
        '```toml\n# data/folkmoot.toml\npublic_url = "https://moot.example.org"\n'
        "behind_proxy = true\nemail_url ="
        ' "smtp://moot:secret@mail.example.org:587"\n'
        'mail_from = "Elm Street <moot@example.org>"\ntime_zone = "Europe/Madrid"\n```'
    )
    rights = (
        "The file holds secrets: `chmod 600 folkmoot.toml`. A name that is not in the"
        " table stops every command with a sentence that says so."
    )
    return _page([*lines, "\n".join(rows), "## An example", example, rights])


def _plain(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value))  # type: ignore[call-overload, no-any-return]


def engine(name: str, told: str) -> str:
    """Return the page of one engine; ``told`` links to where it is put in words."""
    package = import_module(f"folkmoot.engines.{name}")
    lines = [
        f"# Engine: {name}",
        NOTE,
        f"{told} Every name below comes from `folkmoot.engines.{name}`.",
        f"```{{eval-rst}}\n.. automodule:: folkmoot.engines.{name}\n```",
    ]
    for module, names in _exports(ENGINES / name / "__init__.py").items():
        intro = cleandoc(import_module(module).__doc__ or "").split("\n\n")[0]
        title = module.rpartition(".")[2].capitalize()
        lines += [f"## {title}", " ".join(intro.split())]
        blocks = [_directive(package, one) for one in names]
        lines.append("```{eval-rst}\n" + "\n\n".join(blocks) + "\n```")
    return _page(lines)


CONSENSUS = (
    "How it counts, in words and tables:"
    " [How “Can we agree?” is counted](../../explanation/algorithms/outcome.md) and"
    " [How many collectives decide together](../../explanation/algorithms/federation.md)."
)
OPINION = (
    "How it works, in words and formulae:"
    " [How the map is made](../../explanation/algorithms/map.md)."
)

SHARING = (
    "How it works, in words and tables:"
    " [How a rota is made](../../explanation/algorithms/rota.md),"
    " [How what is left over is shared](../../explanation/algorithms/shares.md)."
)
TLOG = (
    "How it works, in words and tables:"
    " [How nobody can rewrite the record](../../explanation/algorithms/transparency-log.md)."
)

PROVISION = (
    "How it works, in words and formulae:"
    " [How a plan is made](../../explanation/algorithms/plans.md). What it reads, table by"
    " table: [Planning files](../planning-files.md)."
)


def _exports(file: Path) -> dict[str, list[str]]:
    """Return what a package hands on, by the module it comes from."""
    return {
        str(node.module): [alias.name for alias in node.names]
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom)
    }


def _directive(package: Any, name: str) -> str:
    value, path = getattr(package, name), f"{package.__name__}.{name}"
    if isfunction(value):
        return f".. autofunction:: {path}"
    if isclass(value):
        members = "\n   :members:\n   :undoc-members:"
        is_enum = issubclass(value, Enum)  # whose members are what it says
        return f".. autoclass:: {path}{members if is_enum else ''}"
    return f".. autodata:: {path}\n   :no-value:"


def addresses() -> str:
    """Return the page of every address with what four people get there."""
    import django

    django.setup()
    from django.urls import get_resolver
    from tests.house_rules.access_table import ROWS

    from folkmoot.cli.server.urls import walk

    paths = {one.name: one.path for one in walk(get_resolver().url_patterns)}
    lines = [
        "# Addresses",
        NOTE,
        (
            "Every address of the server outside its API, and what four people get there."
            " *Stranger*: not signed in. *Outsider*: signed in, part of another"
            " collective. *Friend* and *member*: of this collective. The tests visit each"
            " address as each of them."
        ),
        (
            "- **yes**: the page, or a way on to the next one.\n"
            "- **sign in**: the way to the sign-in page, whether the thing exists or not.\n"
            "- **not there**: the same answer as for what does not exist.\n"
            "- **asks**: the page again, with a sentence about what is missing or who may do"
            " this. In the tests most forms are sent empty."
        ),
    ]
    rooms: dict[str, list[str]] = {}
    for row in ROWS:
        if row.address.startswith("api"):
            continue
        got = (row.stranger, row.outsider, row.friend, row.member)
        cells = " | ".join(_word(status) for status in got)
        room = row.address.rpartition(":")[0] or "site"
        line = f"| {row.method} | `{paths[row.address]}` | {cells} |"
        rooms.setdefault(room, []).append(line)
    head = "| | address | stranger | outsider | friend | member |"
    for room, rows in sorted(rooms.items()):
        lines += [f"## {room}", "\n".join([head, "|---|---|---|---|---|---|", *rows])]
    return _page(lines)


def _word(status: int | str) -> str:
    words = {404: "not there", 422: "asks", 400: "asks"}
    return status if isinstance(status, str) else words.get(status, "yes")


def endpoints() -> str:
    """Return the page of the API's addresses."""
    described = json.loads((REFERENCE / "openapi.json").read_text())
    lines = [
        "# Addresses of the API",
        NOTE,
        (
            "From [openapi.json](openapi.json), where each field stands. How to ask, and"
            " what errors look like: [API](api.md)."
        ),
    ]
    tags: dict[str, list[str]] = {}
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            (tag,) = one["tags"]
            line = f"| {method.upper()} | `{path}` | {one['summary']} |"
            tags.setdefault(tag, []).append(line)
    for tag, rows in tags.items():
        head = "| | address | what it does |\n|---|---|---|"
        lines += [f"## {tag}", "\n".join([head, *rows])]
    return _page(lines)


def _page(lines: list[str]) -> str:
    return "\n\n".join(line.strip() for line in lines if line) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "settings.md": settings,
    "engines/consensus.md": partial(engine, "consensus", CONSENSUS),
    "engines/opinion.md": partial(engine, "opinion", OPINION),
    "engines/provision.md": partial(engine, "provision", PROVISION),
    "engines/sharing.md": partial(engine, "sharing", SHARING),
    "engines/tlog.md": partial(engine, "tlog", TLOG),
    "addresses.md": addresses,
    "api-addresses.md": endpoints,
}

if __name__ == "__main__":
    main()
