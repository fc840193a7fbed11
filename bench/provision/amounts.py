"""Labour values and quantities of one technique for each good, beside factorising.

``python bench/provision/amounts.py`` goes to 1,000,000 goods. Each measurement is a
process of its own. Beside ours: NumPy's dense solver and SciPy's SuperLU, which both
factorise; at 10,000 goods they run with ``--long`` only, as that takes minutes.

A pass is one product of the table and a vector, the same in SciPy for everybody; what
ours takes is counted in passes too, in the same run, and the bytes that a pass reads in
a second stand beside those of adding up the same table from its first byte to its last.
What grows by passes would be ours; what a pass takes longer is the machine's.
"""

import json
import sys
import tempfile
from pathlib import Path

from measuring import in_a_process, load_economy, peak, save_economy, timed

import numpy as np  # isort: skip
from scipy.sparse import csc_array, eye_array
from scipy.sparse.linalg import splu

from folkmoot.engines.provision import quantities, recipes_of

SIZES = (1_000, 10_000, 100_000, 1_000_000)
FACTORISED = {"dense": 1_000, "SuperLU": 1_000}
FACTORISED_LONG = {"dense": 10_000, "SuperLU": 10_000}
LIMITS = {10_000: (0.1, None), 1_000_000: (15.0, 2_000)}  # processor seconds, MB
SLOPE = 1.1
TIMES = 9
ERROR = 1e-9


def measure(engine, file):
    """Print seconds, memory and errors of one engine."""
    technology, demand = load_economy(file)
    recipes = recipes_of(technology)
    n_inputs = int(technology.inputs.nnz)
    if engine == "ours":
        quantities(recipes.only(np.arange(len(demand)) < 10), demand[:10])  # imports
        recipes, before, _ = timed(lambda: recipes_of(technology))
        found, processor, wall = timed(lambda: quantities(recipes, demand))
        processor += before
        identity = abs(found.hours / found.hours_by_values - 1)
        error = max(
            found.hours_missing / found.hours,
            float((found.values.errors / found.values.values).max()),
        )
        passes = a_pass(recipes.inputs, found.amounts)
    else:
        del technology
        both, processor, wall = timed(lambda: factorise(engine, recipes, demand))
        values, amounts = both
        identity = abs((recipes.hours @ amounts) / (values @ demand) - 1)
        error, passes = None, None
    print(json.dumps([processor, wall, peak(), n_inputs, identity, error, passes]))


def a_pass(table, amounts):
    """Return seconds of a product with the table, and of adding it up; and its bytes."""

    def often(work):
        return float(np.median([timed(work)[1] for _ in range(TIMES)]))

    seconds = often(lambda: (table @ amounts, table.T @ amounts)) / 2
    read = often(lambda: (table.data.sum(), table.indices.sum()))
    return seconds, read, table.data.nbytes + table.indices.nbytes


def factorise(engine, recipes, demand):
    """Return labour values and quantities by factorising I - A."""
    table = csc_array(eye_array(len(demand)) - recipes.inputs)
    if engine == "SuperLU":
        factors = splu(table)
        return factors.solve(recipes.hours, "T"), factors.solve(demand)
    both = table.toarray()
    amounts = np.linalg.solve(both, demand)
    return np.linalg.solve(both.T, recipes.hours), amounts


def main():
    """Print the table; return 1 where a limit is missed."""
    if sys.argv[1:2] == ["--child"]:
        measure(*sys.argv[2:])
        return 0
    beside = FACTORISED | (FACTORISED_LONG if "--long" in sys.argv else {})
    print(
        f"{'':9}{'goods':>10}{'inputs':>12}{'CPU s':>9}{'wall s':>9}{'MB':>8}"
        f"{'identity':>10}{'error':>9}{'load':>7}"
    )
    is_late, points = False, []
    with tempfile.TemporaryDirectory() as folder:
        for n_goods in SIZES:
            file = save_economy(Path(folder), n_goods, 1, 0)
            engines = [
                "ours",
                *(one for one, most in beside.items() if n_goods <= most),
            ]
            for engine in engines:
                found, load = in_a_process(__file__, engine, file)
                processor, wall, memory, n_inputs, identity, error, passes = found
                seconds, most = LIMITS.get(n_goods, (None, None))
                is_ours = engine == "ours"
                late = is_ours and (
                    (seconds is not None and processor > seconds)
                    or (most is not None and memory > most)
                    or max(identity, error) > ERROR
                )
                is_late |= late
                if is_ours and n_goods > SIZES[0]:
                    points.append((n_inputs, processor, passes[0], passes[1]))
                print(
                    f"{engine:9}{n_goods:>10,}{n_inputs:>12,}{processor:>9.3f}{wall:>9.3f}"
                    f"{memory:>8.0f}{identity:>10.0e}"
                    f"{f'{error:.0e}' if error is not None else '':>9}{load:>7.1f}"
                    f"{tell_passes(processor, *passes) if passes else ''}"
                    f"{'  LATE' if late else ''}",
                    flush=True,
                )
            file.unlink()
    slope = tell_growth(np.log(points).T)
    return int(is_late or slope > SLOPE)


def tell_passes(processor, seconds, read, size):
    """Return how many passes ours took, and how fast the table was read."""
    return (
        f"  {processor / seconds:4.0f} passes of {1e3 * seconds:.2f} ms,"
        f" {size / seconds / 1e9:.1f} GB/s ({size / read / 1e9:.1f} added up)"
    )


def tell_growth(logs):
    """Print by which power of the inputs each grows; return that of all seconds."""

    def slope(numbers):
        return float(np.polyfit(logs[0], numbers, 1)[0])

    _, all_seconds, a_pass_seconds, read_seconds = logs
    found = slope(all_seconds)
    print(f"\nslope of log seconds over log inputs: {found:.2f} (limit {SLOPE})")
    print(
        f"   of the passes that ours takes: {slope(all_seconds - a_pass_seconds):.2f}"
    )
    print(f"   of the seconds of a pass: {slope(a_pass_seconds):.2f}")
    print(f"   of adding the same table up: {slope(read_seconds):.2f}")
    return found


if __name__ == "__main__":
    sys.exit(main())
