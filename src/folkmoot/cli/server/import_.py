"""``folkmoot import``: bring what was made elsewhere; one subcommand for each kind."""

from collections.abc import Sequence

from folkmoot.cli.server import import_collective, import_polis
from folkmoot.cli.server.starting import (
    make_parser,
    read_options,
    require_init,
    start_django,
)


def main(argv: Sequence[str]) -> int:
    """Read which kind is meant and import it."""
    parser = make_parser("import", "Bring what was made elsewhere.")
    kinds = parser.add_subparsers(title="kinds", dest="kind", required=True)
    import_collective.add_options(kinds)
    import_polis.add_options(kinds)
    options = read_options(parser, argv)
    require_init()
    start_django()
    from folkmoot.cli.server.database import require_this_version

    require_this_version()
    return int(options.run(options))
