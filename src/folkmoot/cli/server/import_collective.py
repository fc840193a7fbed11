"""``folkmoot import collective``: what `folkmoot export` wrote on another server."""

from argparse import Namespace, _SubParsersAction
from pathlib import Path
from typing import Any

from folkmoot.cli.errors import StopError
from folkmoot.cli.server.progress import Progress


def add_options(kinds: "_SubParsersAction[Any]") -> None:
    """Add the subcommand with its options."""
    purpose = "Import a collective with its record, as another server exported it."
    parser = kinds.add_parser("collective", help=purpose, description=purpose)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Import it whole, or not at all."""
    from folkmoot.home.operations import WrongCopyError, import_collective, open_copy
    from folkmoot.record.queries import get_head

    shown = Progress("Importing")
    try:
        with open_copy(options.file) as copy:
            collective = import_collective(
                copy=copy, progress=lambda _table, done, total: shown.show(done, total)
            )
    except (WrongCopyError, OSError) as error:
        raise StopError(str(error)) from None
    shown.show(1, 1)
    head = get_head(collective.id)
    print(f"{collective.name}: entry {head.size} is the last; it ends in {head.hash}")
    print("Members come in again by a printed way in, or by recovery.")
    print(f"/c/{collective.slug}/")
    return 0
