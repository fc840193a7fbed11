"""The long versions of tests: ``./run soak``; or some pieces: ``./run soak kills demo``.

Each piece is for hours of its own; what needs a database runs on both. A failure is
shown when it happens, with the words that run that one test again.
"""

import sys
from dataclasses import dataclass

from test import ALONE, SWEEPS, Stage, run_stages, say


@dataclass(frozen=True)
class Piece:
    """What it shows, where it is, its mark, and on which databases it runs.

    The tests that drive a server ask for both databases themselves.
    """

    shows: str
    place: str
    mark: str = "slow and not race"
    is_on_sqlite: bool = True
    is_on_postgres: bool = False


PIECES = {
    "engine": Piece("all outcomes up to 25 members", "tests/engines"),
    "process": Piece("2,000 games of 50 steps", "tests/deciding", is_on_postgres=True),
    "races": Piece(
        "300 trials of every race",
        "tests",
        mark="slow and race",
        is_on_postgres=True,
    ),
    "kills": Piece("50 kills under load", "tests/driving/test_kills.py"),
    "dying": Piece(
        "60 kills of a record's workers", "tests/driving/test_record_kills.py"
    ),
    "record": Piece(
        "1,000 schedules of kills and restores", "tests/record", is_on_postgres=True
    ),
    "forms": Piece("300 forms sent five times", "tests/driving/test_sent_again.py"),
    "demo": Piece("the demo at three hours", "tests/site", is_on_postgres=True),
    "api": Piece(
        "the API asked everything its description allows",
        "tests/api",
        is_on_postgres=True,
    ),
    "imports": Piece(
        "the largest conversation", "tests/listening", is_on_postgres=True
    ),
    "federation": Piece(
        "nobody is needed, at any step", "tests/federating", is_on_postgres=True
    ),
    "surplus": Piece("thirty co-ops share what is left over", "tests/fund"),
    "journeys": Piece("what is left over, without JavaScript", "tests/browser"),
    "properties": Piece(
        "every property on many more examples",
        "tests",
        mark=f"hypothesis and {ALONE}",
    ),
    # These are among all tests on SQLite.
    "database": Piece(
        "every fast and long test on PostgreSQL",
        "tests",
        mark=ALONE,
        is_on_sqlite=False,
        is_on_postgres=True,
    ),
    "sweeps": Piece(
        "every address and operation on PostgreSQL",
        "tests",
        mark=SWEEPS,
        is_on_sqlite=False,
        is_on_postgres=True,
    ),
}


def stages_of(name: str) -> list[Stage]:
    """Return the runs of one piece."""
    piece = PIECES[name]
    stages, title = [], f"{name}: {piece.shows}"
    options = ("-p", "tests.at_once", piece.place)
    if piece.is_on_sqlite:
        stages.append(Stage(title, piece.mark, options=options))
        title = f"{name}: the same on PostgreSQL"
    if piece.is_on_postgres:
        stages.append(Stage(title, f"{piece.mark} and database", True, options))
    return stages


def main(names: list[str]) -> int:
    """Run the pieces that ``names`` tell, or all."""
    unknown = set(names) - set(PIECES)
    if unknown:
        say(f"no piece is called {', '.join(unknown)}; there are {', '.join(PIECES)}")
        return 2
    return run_stages(
        tuple(stage for name in names or PIECES for stage in stages_of(name))
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
