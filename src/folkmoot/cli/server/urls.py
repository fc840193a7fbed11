"""``folkmoot urls``: every address of the server."""

import inspect
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from folkmoot.cli.server.starting import make_parser, read_options, start_django


@dataclass(frozen=True)
class Address:
    """One address: its pattern, its name, and its methods where the view says."""

    path: str
    name: str
    methods: list[str] | None


def main(argv: Sequence[str]) -> int:
    """Print them."""
    parser = make_parser("urls", "List every address of the server.")
    parser.add_argument("--json", action="store_true", help="for programs")
    options = read_options(parser, argv)
    start_django()
    from django.urls import get_resolver

    addresses = list(walk(get_resolver().url_patterns))
    if options.json:
        print(json.dumps([asdict(address) for address in addresses], indent=2))
        return 0
    for address in addresses:
        methods = " ".join(address.methods or ["*"])
        print(f"{methods:<10} {address.path}  {address.name}")
    return 0


def walk(
    patterns: Sequence[Any], path: str = "/", space: str = ""
) -> Iterator[Address]:
    """Yield the addresses of ``patterns`` and of what they include."""
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = pattern.namespace
            deeper = ":".join(part for part in (space, inner) if part)
            yield from walk(pattern.url_patterns, here, deeper)
            continue
        name = ":".join(part for part in (space, pattern.name or "") if part)
        yield Address(here, name, find_methods(pattern.callback))


def find_methods(view: Callable[..., Any]) -> list[str] | None:
    """Return the methods that decorators or the API's operations name."""
    methods: set[str] = set()
    seen: Callable[..., Any] | None = view
    while seen is not None:
        known = inspect.getclosurevars(seen).nonlocals
        methods.update(known.get("request_method_list", ()))
        for operation in getattr(known.get("self"), "operations", ()):
            methods.update(operation.methods)
        seen = getattr(seen, "__wrapped__", None)
    return sorted(methods) or None
