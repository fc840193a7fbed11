"""``folkmoot import collective``: what `folkmoot export` wrote on another server."""

import sys
from argparse import SUPPRESS, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folkmoot.cli.errors import StopError
from folkmoot.cli.progress import Progress
from folkmoot.cli.server.starting import add_data

if TYPE_CHECKING:
    from folkmoot.people.models import Collective, Membership


def add_options(kinds: "_SubParsersAction[Any]") -> None:
    """Add the subcommand with its options."""
    purpose = "Import a collective with its record, as another server exported it."
    parser = kinds.add_parser("collective", help=purpose, description=purpose)
    parser.add_argument("file", type=Path, metavar="FILE")
    add_data(parser, SUPPRESS)  # the option counts before and behind the word
    parser.add_argument(
        "--member",
        default="",
        metavar="NAME",
        help="who comes in first, by a link that it prints; without it, the member who"
        " joined first",
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Import it whole, or not at all."""
    from folkmoot.home.operations import WrongCopyError, import_collective, open_copy
    from folkmoot.record.queries import get_end
    from folkmoot.web.clock import read_clock

    shown = Progress("Importing")
    try:
        with open_copy(options.file) as copy:
            collective = import_collective(
                copy=copy,
                now=read_clock(),
                progress=lambda _table, done, total: shown.show(done, total),
            )
    except WrongCopyError as error:
        raise StopError(str(error)) from None
    shown.show(1, 1)
    end = get_end(collective.id)
    print(f"{collective.name}: entry {end.size} is the last; it ends in {end.code}")
    print(
        "Its record is the same. What comes next is written, and not signed: the key is"
        " on the server it comes from. The members type in the key that they keep on"
        " paper, or two of them let the record go on under a new name."
    )
    print(f"/c/{collective.slug}/")
    if collective.is_federation:
        _tell_groups(collective)
        return 0
    first = _choose(collective, options.member)
    if first is None:
        print("It has no member now, so that nobody can come in.")
    else:
        _let_in(first)
    return 0


def _tell_groups(federation: "Collective") -> None:
    """Say through which groups people reach a federation: it has no members."""
    from folkmoot.people.models import Collective

    here = Collective.objects.filter(
        links_up__collective=federation, links_up__ended_at=None
    )
    names = ", ".join(here.order_by("name").values_list("name", flat=True))
    if names:
        print(f"Who is in one of its groups comes in there: {names}")
    else:
        print(
            "None of its groups is here, so that nobody can come in. Where its groups"
            " are imported first, it is linked with them."
        )


def _choose(collective: "Collective", name: str) -> "Membership | None":
    """Return who comes in first; a wrong name must not leave everybody outside."""
    from folkmoot.cli.server.import_polis import find_member
    from folkmoot.people.queries import list_members

    if name:
        try:
            return find_member(collective.slug, name)
        except StopError as error:
            print(error, file=sys.stderr)
    return list_members(collective).order_by("joined_at", "id").first()


def _let_in(member: "Membership") -> None:
    """Print a link for the first member; it stands in the record that there is one."""
    from django.urls import reverse

    from folkmoot.people.operations import print_way_in
    from folkmoot.people.places import full_address
    from folkmoot.web.clock import read_clock

    token = print_way_in(member=member, fellow=member, now=read_clock())
    link = full_address(reverse("people:sign_in_link", kwargs={"token": token}))
    print(f"{member.name} comes in by this link, once, within 7 days: {link}")
    print(f"{member.name} then prints a way in for the others, on the page Members.")
