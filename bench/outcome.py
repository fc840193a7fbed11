"""Lines per second of ``folkmoot outcome``, start included, beside JSON alone.

Run ``python bench/outcome.py [LINES]``. The peer is a process that parses and writes
the same lines again without deciding anything: the least that any such command costs.
"""

import json
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from random import Random
from time import perf_counter

LINES = 200_000
NEEDED = 50_000
PEER = "import sys, json\nfor l in sys.stdin: print(json.dumps(json.loads(l)))"
COMMAND = [sys.executable, "-m", "folkmoot", "outcome"]


def make_lines(count: int) -> str:
    """Return different checks of many sizes, the same ones every time."""
    draw = Random(7)  # noqa: S311 # varied lines, not secrets
    flags = list(product((True, False), repeat=4))
    lines = []
    for number in range(count):
        members = draw.randint(1, 400)
        yes = draw.randint(0, members)
        aside = draw.randint(0, (members - yes) // 4)
        stop = draw.randint(0, (members - yes - aside) // 2)
        need_more = draw.randint(0, (members - yes - aside - stop) // 8)
        answered, fundamental, cluster, extended = flags[number % len(flags)]
        check = {
            "class": draw.choice(["ordinary", "serious", "founding"]),
            "members": members,
            "yes": yes,
            "aside": aside,
            "stop": stop,
            "need_more": need_more,
            "checks": draw.randint(1, 3),
            "answered": answered or number % 3 > 0,
            "fundamental": fundamental,
            "cluster": cluster,
            "extended": extended,
        }
        lines.append(json.dumps(check))
    return "\n".join(lines) + "\n"


def seconds(command: list[str], source: Path) -> float:
    """Run a command on the file three times; return the best wall time."""
    best = float("inf")
    for _ in range(3):
        with source.open() as lines:
            start = perf_counter()
            subprocess.run(command, stdin=lines, stdout=subprocess.DEVNULL, check=True)
            best = min(best, perf_counter() - start)
    return best


def main() -> int:
    """Print the table; return 1 below what is promised."""
    count = int(sys.argv[1]) if sys.argv[1:] else LINES
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "checks.jsonl"
        source.write_text(make_lines(count))
        ours = seconds(COMMAND, source)
        peer = seconds([sys.executable, "-c", PEER], source)
    print(f"{'':24}{'lines/s':>12}{'ratio':>8}")
    print(f"{'folkmoot outcome':24}{count / ours:>12,.0f}{peer / ours:>8.2f}")
    print(f"{'JSON read and write':24}{count / peer:>12,.0f}{1:>8.2f}")
    return 0 if count / ours >= NEEDED else 1


if __name__ == "__main__":
    raise SystemExit(main())
