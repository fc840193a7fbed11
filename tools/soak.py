"""The long versions of tests: ``./run soak``; or some pieces: ``./run soak kills demo``.

Each piece is for hours of its own; what needs a database runs on both.
"""

import sys

from test import Stage, run_stages, say

# What it is called, what it shows, where it is, and whether it runs on PostgreSQL again.
# The tests that drive a server ask for both databases themselves.
PIECES = {
    "engine": ("all outcomes up to 25 members", "tests/engines", False),
    "process": ("2,000 games of 50 steps", "tests/deciding", True),
    "kills": ("50 kills under load", "tests/driving/test_kills.py", False),
    "dying": (
        "60 kills of a record's workers",
        "tests/driving/test_record_kills.py",
        False,
    ),
    "record": ("1,000 schedules of kills and restores", "tests/record", True),
    "forms": ("300 forms sent five times", "tests/driving/test_sent_again.py", False),
    "demo": ("the demo at three hours", "tests/site", True),
    "api": ("the API asked everything its description allows", "tests/api", True),
    "imports": ("the largest conversation", "tests/listening", True),
    "federation": ("nobody is needed, at any step", "tests/federating", True),
}


def stages_of(piece: str) -> list[Stage]:
    """Return the runs of one piece."""
    shows, place, is_twice = PIECES[piece]
    runs = [Stage(f"{piece}: {shows}", "slow", options=(place,))]
    if is_twice:
        name = f"{piece}: the same on PostgreSQL"
        runs.append(Stage(name, "slow and database", True, (place,)))
    return runs


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
