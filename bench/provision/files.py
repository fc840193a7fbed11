"""Planning files of a million lines: seconds and memory until they are a situation.

``python bench/provision/files.py [LINES]``: so many lines of flows, a twenty-fifth as
many goods and techniques, and a need for half of the goods, read from files.
"""

import csv
import json
import sys
import tempfile
from pathlib import Path

from measuring import in_a_process, peak, timed

import numpy as np  # isort: skip

from folkmoot.engines.provision import read_situation

LINES = 1_000_000
EACH = 25  # flows of a technique
FILES = ("goods.csv", "techniques.csv", "flows.csv", "needs.csv", "resources.csv")
LIMIT = 15.0, 1_000  # processor seconds, MB


def write(folder, lines):
    """Write the five files."""
    rng, many = np.random.default_rng(1), lines // EACH
    goods = [f"good number {n}" for n in range(many)]
    ways = [f"way to make {n}" for n in range(many)]
    steps = np.sort(
        rng.integers(1, max(many // EACH, 2), size=(many, EACH - 1)), axis=1
    )
    steps += np.arange(EACH - 1)  # all different
    amounts = rng.random((many, EACH - 1)) / EACH / 2
    flows = [("technique", "direction", "name", "amount", "unit")]
    for n in range(many):
        flows.append((ways[n], "out", goods[n], 1, "kg"))
        inputs = ((n + steps[n]) % many).tolist()
        flows += [
            (ways[n], "in", goods[one], f"{amount:.6f}", "kg")
            for one, amount in zip(inputs, amounts[n], strict=True)
        ]
    tables = {
        "goods.csv": [("good", "unit"), *((one, "kg") for one in goods)],
        "techniques.csv": [("technique", "hours"), *((one, 0.3) for one in ways)],
        "flows.csv": flows,
        "needs.csv": [("good", "amount"), *((one, 7) for one in goods[::2])],
        "resources.csv": [("resource", "unit", "amount"), ("hours", "h", 1e9)],
    }
    for name, rows in tables.items():
        with (folder / name).open("w", newline="") as file:
            csv.writer(file).writerows(rows)


def measure(folder):
    """Print what reading takes."""

    def read():
        files = {name: (folder / name).open(newline="") for name in FILES}
        try:
            return read_situation(files)
        finally:
            for file in files.values():
                file.close()

    found, processor, wall = timed(read)
    cells = found.technology.inputs.nnz + found.technology.outputs.nnz
    print(json.dumps([processor, wall, peak(), cells]))


def main():
    """Print the measurement; return 1 where the limit is missed."""
    if sys.argv[1:2] == ["--child"]:
        measure(Path(sys.argv[2]))
        return 0
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), lines)
        (processor, wall, memory, cells), load = in_a_process(__file__, folder)
    print(
        f"{cells:,} flows: {processor:.2f} s of processor time, {wall:.2f} s, {memory:.0f} MB,"
        f" load {load:.1f}"
    )
    return int(processor > LIMIT[0] or memory > LIMIT[1])


if __name__ == "__main__":
    sys.exit(main())
