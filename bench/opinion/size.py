"""Seconds and memory of a cold map at several sizes, beside red-dwarf 0.4.0.

Run ``python bench/opinion/size.py`` for up to 100,000 people, with ``--long`` for a
million people and for red-dwarf at 100,000, which takes minutes and 3 GB. Without the
packages of ``requirements/bench.txt`` red-dwarf is left out. Every measurement is a
process of its own: its votes are read first, then timed, and its peak of memory is that
of the whole process.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
# The order is meant: threads are chosen before NumPy starts, our source before it.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import numpy as np  # noqa: E402

from folkmoot.engines import opinion  # noqa: E402
from folkmoot.engines.opinion import passes  # noqa: E402

SEED = 1
MINDS, SPREAD, UNSURE = 3, 0.7, 0.15
CHUNK = 20_000  # people drawn at once
ROUNDS = 5
CHANGED = 1_000
# People, statements, answers of a person.
BESIDE = [(1_000, 100, 30), (10_000, 300, 40)]
BESIDE_LONG = [(100_000, 300, 40)]
ALONE = [(100_000, 1_000, 50)]
ALONE_LONG = [(1_000_000, 1_000, 50)]
WIDE = [(100_000, 10_000, 50)]
LIMITS = {  # seconds and megabytes, on two cores with nothing else to do
    ("ours", 100_000, 1_000): (1.0, 350),
    ("ours", 1_000_000, 1_000): (5.0, 600),
    ("without Numba", 1_000_000, 1_000): (15.0, 2_000),
    ("ours", 100_000, 10_000): (10.0, None),
    ("new answers", 1_000_000, 1_000): (0.1, None),
}


def draw_votes(n_people, n_statements, each):
    """Return votes of people of three minds."""
    rng = np.random.default_rng(SEED)
    leanings = rng.normal(0, 0.8, (MINDS, n_statements))
    counts = np.clip(rng.poisson(each, n_people), 1, n_statements // 2)
    starts = np.append(0, np.cumsum(counts))
    kind = np.uint16 if n_statements <= 2**16 else np.int32
    statements = np.empty(starts[-1], kind)
    answers = np.empty(starts[-1], np.int8)
    for first in range(0, n_people, CHUNK):
        many = counts[first : first + CHUNK]
        here = slice(starts[first], starts[first + len(many)])
        person = np.repeat(np.arange(len(many)), many)
        chosen = _distinct(rng, person, many, n_statements)
        minds = rng.integers(MINDS, size=len(many))
        said = leanings[minds[person], chosen] + rng.normal(0, SPREAD, len(person))
        statements[here] = chosen
        answers[here] = np.where(np.abs(said) < UNSURE, 0, np.sign(said))
    return opinion.Votes(starts, statements, answers, n_statements)


def _distinct(rng, person, many, n_statements):
    """Draw for each person as many different statements, in rising order."""
    # Gaps between what is chosen, scaled to the room there is, are never zero.
    gaps = rng.exponential(size=len(person) + len(many))
    owner = np.append(person, np.arange(len(many)))
    order = np.argsort(owner, kind="stable")
    gaps, owner = gaps[order], owner[order]
    total = np.bincount(owner, gaps)
    ends = np.cumsum(many + 1)
    sums = np.cumsum(gaps)
    before = np.append(0, sums[ends - 1])[:-1]
    share = (sums - before[owner]) / total[owner]
    keep = np.ones(len(owner), bool)
    keep[ends - 1] = False
    room = (n_statements - many)[person]
    rank = np.arange(len(person)) - np.repeat(np.append(0, np.cumsum(many))[:-1], many)
    return np.minimum((share[keep] * room).astype(np.int64), room - 1) + rank


def measure(engine, file):
    """Measure one engine on one file; this runs in a process of its own."""
    held = np.load(file)
    arrays = (held[name] for name in ("starts", "statements", "answers"))
    votes = opinion.Votes(*arrays, int(held["many"]))
    if engine == "red-dwarf":
        work = _red_dwarf(votes)
    elif engine == "new answers":
        work = _new_answers(votes)
    else:
        if engine == "without Numba":
            passes.has_compiler = lambda: False
        elif votes.n_votes >= passes.COMPILED_FROM:
            passes.compiled()  # importing it is not the map's work
        work = _ours(votes)
    rounds = ROUNDS if engine == "new answers" else 1
    walls, begin_work = [], time.process_time()
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        walls.append(time.perf_counter() - begin)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    processor = (time.process_time() - begin_work) / rounds
    print(json.dumps([min(walls), processor, peak, votes.n_votes]))


def _ours(votes):
    rng = np.random.default_rng(SEED)
    return lambda: opinion.opinion_map(votes, rng=rng, resamples=0)


def _red_dwarf(votes):
    from reddwarf.implementations.base import run_pipeline

    rows = zip(votes.people, votes.statements, votes.answers, strict=True)
    ballots = [
        {"participant_id": int(who), "statement_id": int(what), "vote": int(said)}
        for who, what, said in rows
    ]
    return lambda: run_pipeline(votes=ballots)


def _new_answers(votes):
    """A thousand people change one answer each: new axes and new counts."""
    found = opinion.opinion_map(votes, rng=np.random.default_rng(SEED), resamples=0)
    sums = opinion.sum_votes(votes)
    rng = np.random.default_rng(SEED + 1)
    who = np.sort(rng.choice(votes.n_people, CHANGED, replace=False))
    before = opinion.pick_people(votes, who)
    answers = before.answers.copy()
    last = before.starts[1:] - 1
    answers[last] = np.where(answers[last] == 1, -1, 1)
    after = opinion.Votes(
        before.starts, before.statements, answers, before.n_statements
    )

    def work():
        new = opinion.change_sums(sums, before, after)
        opinion.axes_of_sums(new, found.axes)
        opinion.change_counts(found.counts, found.groups[who], before, after)

    work()
    return work


def run(engine, size, folder):
    """Print one line; return processor seconds, and whether the limits hold."""
    file = folder / f"{'x'.join(map(str, size))}.npz"
    if not file.exists():
        votes = draw_votes(*size)
        np.savez(
            file,
            starts=votes.starts,
            statements=votes.statements,
            answers=votes.answers,
            many=size[1],
        )
        del votes
    load = os.getloadavg()[0]
    command = [sys.executable, "-W", "ignore", __file__, "--child", engine, str(file)]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    wall, processor, peak, n_votes = json.loads(done.stdout)
    seconds, most = LIMITS.get((engine, *size[:2]), (None, None))
    late = seconds is not None and wall > seconds
    large = most is not None and peak > most
    print(
        f"{engine:14}{size[0]:>10,} x {size[1]:<7,}{n_votes:>12,}{wall:>9.3f}"
        f"{processor:>10.3f}{peak:>8.0f}{load:>7.1f}"
        f"{'  LATE' if late else ''}{'  LARGE' if large else ''}",
        flush=True,
    )
    return processor, not (late or large)


def main():
    """Print the table; return 1 where a limit is missed."""
    if sys.argv[1:2] == ["--child"]:
        measure(sys.argv[2], sys.argv[3])
        return 0
    is_long = "--long" in sys.argv
    print(
        f"{'':14}{'people x statements':>20}{'answers':>12}{'wall s':>9}{'CPU s':>10}"
        f"{'MB':>8}{'load':>7}"
    )
    todo = [("ours", size) for size in BESIDE + BESIDE_LONG + ALONE + WIDE]
    if find_spec("reddwarf"):
        todo += [("red-dwarf", size) for size in BESIDE + BESIDE_LONG * is_long]
    alone = ALONE_LONG if is_long else ALONE
    todo += [("ours", size) for size in ALONE_LONG * is_long]
    todo += [
        (engine, size) for engine in ("without Numba", "new answers") for size in alone
    ]
    with tempfile.TemporaryDirectory() as folder:
        results = {one: run(*one, Path(folder)) for one in todo}
    for size in BESIDE + BESIDE_LONG:
        if ("red-dwarf", size) in results:
            ratio = results["red-dwarf", size][0] / results["ours", size][0]
            print(f"{size[0]:,} people: red-dwarf takes {ratio:.0f} times as long")
    if is_long:
        small, large = (results["ours", size][0] for size in (ALONE[0], ALONE_LONG[0]))
        print(f"ten times the people: {large / small:.1f} times the processor time")
    return 0 if all(good for _seconds, good in results.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
