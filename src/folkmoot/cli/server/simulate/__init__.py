"""``folkmoot simulate``: on the real operations and a database of its own.

With ``--engine-only`` the rules alone run, as `folkmoot.cli.files.simulate` has it.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from folkmoot.cli.errors import StopError
from folkmoot.cli.files import simulate as engine_only
from folkmoot.cli.server.init import prepare_folder
from folkmoot.cli.server.starting import start_django

ONLY = "--engine-only"
FEW = 200  # of people: each of their answers is one operation


def main(argv: Sequence[str]) -> int:
    """Build the federation, ask it, tell what came of it."""
    if ONLY in argv:
        return engine_only.main(argv)
    options = make_parser().parse_args(argv)
    started = perf_counter()
    if options.database:
        os.environ["DATABASE_URL"] = options.database
    else:
        os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="folkmoot-simulate-") as folder:
        os.environ["FOLKMOOT_DATA"] = folder
        prepare_folder(Path(folder))
        start_django()
        _make_database()
        run(options, started)
    return 0


def make_parser() -> argparse.ArgumentParser:
    """Return what the words of the command may be."""
    parser = argparse.ArgumentParser(
        prog="folkmoot simulate",
        description="Ask a federation of synthetic people one question and follow it"
        " from the hearing to its result, on a database of its own. The same words give"
        " the same result.",
        epilog="What is assumed of people is told in"
        " docs/explanation/algorithms/federation.md.",
    )
    parser.add_argument(
        ONLY, action="store_true", help="with the rules alone, without a database"
    )
    parser.add_argument(
        "--database",
        metavar="URL",
        help="an empty PostgreSQL database (default: SQLite in a temporary folder)",
    )
    engine_only.add_options(parser)
    parser.set_defaults(people=FEW)
    return parser


def _make_database() -> None:
    """Make the tables.

    Raises
    ------
    StopError
        If the database holds something already: it would be among what is simulated.
    """
    from folkmoot.cli.server.database import is_new, migrate

    if not is_new():
        message = "This database is not empty. Name an empty one, or none."
        raise StopError(message)
    migrate()


def run(options: argparse.Namespace, started: float) -> None:
    """Do what the words ask for."""
    import numpy as np

    from folkmoot.cli.files.simulate.crowd import make_crowd
    from folkmoot.cli.files.simulate.shape import make_shape
    from folkmoot.cli.files.simulate.telling import tell
    from folkmoot.cli.files.simulate.wants import read_wants
    from folkmoot.cli.server.simulate.asking import Asking
    from folkmoot.cli.server.simulate.building import plant

    rng = np.random.default_rng(options.seed)  # noqa: TID251 -- published
    shape = make_shape(options.people, options.leaf_size, options.fan_in)
    sample = None
    if options.opinions != engine_only.RANDOM:
        sample = read_wants(Path(options.opinions))
    crowd = make_crowd(shape, sample, options.absent, options.hostile, rng)
    planted = plant(crowd.shape, options.question_class, options.rounds)
    asking = Asking(planted, crowd, options.question_class, rng)
    asked = asking.run()
    tell(options, asked, rows=asking.rows_needed(), started=started)
