"""``folkmoot import collective``: what `folkmoot export` wrote on another server."""

from argparse import Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folkmoot.cli.errors import StopError
from folkmoot.cli.server.progress import Progress

if TYPE_CHECKING:
    from folkmoot.people.models import Collective


def add_options(kinds: "_SubParsersAction[Any]") -> None:
    """Add the subcommand with its options."""
    purpose = "Import a collective with its record, as another server exported it."
    parser = kinds.add_parser("collective", help=purpose, description=purpose)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--member",
        default="",
        metavar="NAME",
        help="who comes in first: prints a link that signs them in, once",
    )
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
    print(f"/c/{collective.slug}/")
    if options.member:
        print(f"{options.member} comes in by {_print_way_in(collective, options)}")
    return 0


def _print_way_in(collective: "Collective", options: Namespace) -> str:
    """Return a link for the first member; it stands in the record that there is one."""
    from django.urls import reverse

    from folkmoot.cli.server.import_polis import find_member
    from folkmoot.people.operations import print_way_in
    from folkmoot.people.places import full_address
    from folkmoot.web.clock import read_clock

    member = find_member(collective.slug, options.member)
    token = print_way_in(member=member, fellow=member, now=read_clock())
    return full_address(reverse("people:sign_in_link", kwargs={"token": token}))
