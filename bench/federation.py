"""What a federation costs: one question to all of three sizes, the rules alone.

Run ``python bench/federation.py [PEOPLE...]``. Each size runs in a process of its own,
so that its memory is its own; a small one goes before, so that no size pays for reading
modules for the first time. Ends with 1 when a limit is missed.
"""

import json
import os
import subprocess
import sys
from typing import Any

SIZES = (1_000_000, 3_000_000, 10_000_000)
LIMIT_SECONDS, LIMIT_MB = 60.0, 4096
LIMIT_AT = 10_000_000  # people
# Linear: a person more may not cost much more in the largest than in the middle size.
GROWS_AT_MOST = 1.5
COMMAND = [sys.executable, "-m", "folkmoot", "simulate", "--engine-only", "--json"]


def simulate(people: int) -> dict[str, Any]:
    """Return what one simulation tells."""
    command = [*COMMAND, "--people", str(people)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def main() -> int:
    """Print the table; return 1 when a limit is missed."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    simulate(1_000)
    head = (
        "people",
        "leaves",
        "levels",
        "seconds",
        "us/person",
        "MB",
        "days",
        "outcome",
    )
    print("".join(f"{word:>12}" for word in head[:-1]) + f"  {head[-1]}")
    costs, is_missed = [], False
    for people in sizes:
        told = simulate(people)
        levels = told["levels"]
        costs.append(1e6 * told["seconds"] / people)
        row = (people, levels[0]["nodes"], len(levels) - 1, told["seconds"])
        shown = [f"{cell:>12,}" for cell in row]
        shown += [f"{costs[-1]:>12.2f}", f"{told['peak_memory_mb']:>12,}"]
        print("".join([*shown, f"{told['days']:>12g}", f"  {told['outcome']}"]))
        is_missed |= people <= LIMIT_AT and (
            told["seconds"] > LIMIT_SECONDS or told["peak_memory_mb"] > LIMIT_MB
        )
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if len(costs) > 1 and costs[-1] > GROWS_AT_MOST * costs[-2]:
        print("a person more costs more in the largest size")
        is_missed = True
    return int(is_missed)


if __name__ == "__main__":
    raise SystemExit(main())
