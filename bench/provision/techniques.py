"""Techniques chosen under six limits, with a proof of how good, beside HiGHS.

``python bench/provision/techniques.py`` goes to 100,000 goods with 200,000 techniques,
``--long`` to a million. Each measurement is a process of its own; what comes out is
checked by adding up what goes in and out of every good. Beside ours: HiGHS' simplex
method, and its first-order method (PDLP) as it is and after the repair.
"""

import json
import sys
import tempfile
from pathlib import Path

from measuring import in_a_process, load_economy, peak, save_economy, timed

import numpy as np  # isort: skip
from scipy.sparse import csc_array, diags_array, vstack

from folkmoot.engines.provision import choose_techniques, repair_within
from folkmoot.engines.provision.measuring import measure as hours_in

N_RESOURCES = 6
TIGHT = 0.85  # of what the plan with least work would use
SIZES = {1_000: 1e-9, 10_000: 1e-6, 100_000: 1e-4}  # goods: the gap asked for
LONG = {1_000_000: 1e-4}
LIMITS = {10_000: (2.0, None), 100_000: (45.0, None), 1_000_000: (360.0, 3_000)}
SIMPLEX_TO, PDLP_TO = 1_000, 10_000
NEED, CAP = 1e-9, 1e-6  # shares that may be missing, or used above a limit
MORE = 1e-4  # of the hours that a repair may add to those of the best plan


def measure(engine, file, gap):
    """Print what one engine finds for one economy."""
    technology, demand = load_economy(file)
    limits = TIGHT * np.load(file.with_suffix(".uses.npy"))
    repaired = None
    lowest = plans = None
    if engine == "ours":
        choose_techniques(*_tiny())  # imports are not its work
        found, processor, wall = timed(
            lambda: choose_techniques(technology, demand, limits, gap)
        )
        activity, lowest, plans = found.activity, found.lowest, found.n_plans
    else:
        activity, processor, wall = timed(
            lambda: by_highs(engine, technology, demand, limits)
        )
        if activity is None:
            print(json.dumps([processor, wall, peak()]))
            return
    if engine == "PDLP":
        again, seconds, _ = timed(
            lambda: repair_within(technology, demand, activity, limits)
        )
        best = choose_techniques(technology, demand, limits, gap).hours
        # A plan with fewer hours than the best is none: something is missing in it.
        more = technology.hours @ again / max(best, technology.hours @ activity) - 1
        repaired = [seconds, *faults(technology, demand, limits, again), more]
    print(
        json.dumps(
            [
                *(processor, wall, peak(), technology.inputs.nnz),
                *(float(technology.hours @ activity), lowest, plans),
                *faults(technology, demand, limits, activity),
                repaired,
            ]
        )
    )


def _tiny():
    from tests.engines.provision.large import draw_economy

    technology, demand, _ = draw_economy(1, 20, 2, 1)
    return technology, demand


def faults(technology, demand, limits, activity):
    """Return the largest share of a need that is missing, and of a limit exceeded."""
    net = technology.outputs @ activity - technology.inputs @ activity
    asked = demand > 0
    short = np.max((demand - net)[asked] / demand[asked])
    # Of what nobody asks for no more may be used than is made.
    made = (technology.outputs @ activity)[~asked]
    short = max(short, np.max(-net[~asked] / np.maximum(made, 1e-300), initial=0.0))
    return max(float(short), 0.0), float(
        np.max(technology.uses @ activity / limits)
    ) - 1


def by_highs(engine, technology, demand, limits):
    """Return activities as HiGHS finds them, goods measured in hours of work."""
    import highspy

    values = hours_in(technology)
    per_hour = values @ technology.outputs  # what one unit of activity is worth
    rows = diags_array(values) @ (technology.outputs - technology.inputs)
    uses = diags_array(1 / limits) @ technology.uses
    matrix = csc_array(vstack([rows, uses]) @ diags_array(1 / per_hour))
    problem = highspy.HighsLp()
    problem.num_row_, problem.num_col_ = matrix.shape
    problem.col_cost_ = technology.hours / per_hour
    problem.col_lower_ = np.zeros(matrix.shape[1])
    problem.col_upper_ = np.full(matrix.shape[1], highspy.kHighsInf)
    free = np.full(len(limits), -highspy.kHighsInf)
    problem.row_lower_ = np.concatenate([values * demand, free])
    most = np.full(len(demand), highspy.kHighsInf)
    problem.row_upper_ = np.concatenate([most, np.ones(len(limits))])
    problem.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    problem.a_matrix_.start_ = matrix.indptr
    problem.a_matrix_.index_ = matrix.indices
    problem.a_matrix_.value_ = matrix.data
    solver = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "time_limit": 600.0}
    if engine == "PDLP":
        options |= {"solver": "pdlp", "kkt_tolerance": 1e-4, "run_crossover": "off"}
    else:
        options |= {"solver": "simplex"}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(problem)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.array(solver.getSolution().col_value) / per_hour


def save_uses(file):
    """Write what the plan with least work uses; this runs in a process of its own."""
    technology, demand = load_economy(file)
    np.save(file.with_suffix(".uses.npy"), choose_techniques(technology, demand).uses)
    print("[]")


def main():
    """Print the table; return 1 where a limit is missed."""
    if sys.argv[1:2] == ["--child"]:
        engine, file, gap = sys.argv[2], Path(sys.argv[3]), float(sys.argv[4])
        save_uses(file) if engine == "uses" else measure(engine, file, gap)
        return 0
    sizes = SIZES | (LONG if "--long" in sys.argv else {})
    if "--only" in sys.argv:
        only = int(sys.argv[sys.argv.index("--only") + 1])
        sizes = {only: sizes[only]}
    print(
        f"{'':9}{'goods':>10}{'inputs':>12}{'CPU s':>9}{'wall s':>9}{'MB':>7}"
        f"{'hours':>15}{'gap':>9}{'plans':>6}{'need short':>12}{'over limit':>12}"
        f"{'load':>6}"
    )
    is_late = False
    with tempfile.TemporaryDirectory() as folder:
        for n_goods, gap in sizes.items():
            file = save_economy(Path(folder), n_goods, 2, N_RESOURCES)
            in_a_process(__file__, "uses", file, gap)
            engines = ["ours"] + ["simplex"] * (n_goods <= SIMPLEX_TO)
            for engine in engines + ["PDLP"] * (n_goods <= PDLP_TO):
                found, load = in_a_process(__file__, engine, file, gap)
                is_late |= show(engine, n_goods, gap, found, load)
            file.unlink()
    return int(is_late)


def show(engine, n_goods, gap, found, load):
    """Print a measurement; tell whether a limit is missed."""
    if found is None or len(found) < 4:
        print(f"{engine:9}{n_goods:>10,}  no result {found}")
        return engine == "ours"
    processor, wall, memory, n_inputs, hours, lowest, plans, short, over, repaired = (
        found
    )
    seconds, most = LIMITS.get(n_goods, (None, None))
    reached = None if lowest is None else (hours - lowest) / hours
    late = engine == "ours" and (
        (seconds is not None and processor > seconds)
        or (most is not None and memory > most)
        or (reached > 2 * gap or short > NEED or over > CAP)
    )
    print(
        f"{engine:9}{n_goods:>10,}{n_inputs:>12,}{processor:>9.2f}{wall:>9.2f}"
        f"{memory:>7.0f}{hours:>15.6f}{'' if reached is None else f'{reached:.0e}':>9}"
        f"{plans or '':>6}{short:>12.0e}{over:>12.0e}{load:>6.1f}"
        f"{'  LATE' if late else ''}",
        flush=True,
    )
    if repaired:
        seconds, short, over, more = repaired
        print(
            f"{' repaired':9}{'':>22}{seconds:>9.3f}{'':>16}"
            f"{f'{more:+.1e} of the hours':>30}{short:>12.0e}{over:>12.0e}",
            flush=True,
        )
        late |= short > NEED or over > CAP or more > MORE
    return late


if __name__ == "__main__":
    sys.exit(main())
