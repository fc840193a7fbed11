"""What a router hears: common ground found, groups kept, everything read.

Run ``python bench/opinion/quality.py FOLDER... [--seeds N] [--reads N]`` on folders with
Polis' ``participants-votes.csv`` and ``comments.csv``. The missing votes are filled in
(``completion.py``), so that the truth is known; then random order, Polis' priority
routing and ours listen to the same people. Ends with 1 if the router misses a target.
"""

import argparse
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
from completion import complete, load
from hearing import judge, listen, truth_of

WAYS = ("random", "polis", "ours")


def main() -> int:
    wishes = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    wishes.add_argument("folders", nargs="+", type=Path)
    wishes.add_argument("--seeds", type=int, default=5)
    wishes.add_argument("--reads", type=int, default=20)
    wishes.add_argument("--arrival", nargs="+", default=["together", "waves"])
    chosen = wishes.parse_args()
    missed = 0
    for folder in chosen.folders:
        missed += measure(folder, chosen)
    return int(missed > 0)


def measure(folder: Path, chosen) -> int:
    """Print a table for one conversation; return how many targets were missed."""
    table, _authors = load(folder)
    worlds, accuracy = [], []
    for seed in range(chosen.seeds):
        answers, found = complete(table, np.random.default_rng(seed))
        worlds.append(truth_of(answers, np.random.default_rng(seed)))
        accuracy.append(found)
    model, guess = np.mean(accuracy, axis=0)
    print(f"\n{folder.name}: {table.shape[0]} people, {table.shape[1]} statements;")
    print(f"held-out accuracy {model:.3f}, commonest answer {guess:.3f}")
    missed = 0
    for arrival in chosen.arrival:
        rows = {way: average(worlds, way, arrival, chosen.reads) for way in WAYS}
        missed += missed_targets(rows)
    return missed


def average(worlds, way: str, arrival: str, reads: int):
    start, rows = perf_counter(), []
    for seed, truth in enumerate(worlds):
        rng = np.random.default_rng(1000 + seed)
        rows.append(judge(truth, listen(truth, way, arrival, reads, rng), rng))
    names = list(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    means, spreads = values.mean(axis=0), values.std(axis=0)
    cells = [
        f"{m:.2f}" if s == 0 else f"{m:.3f} ±{s:.3f}"
        for m, s in zip(means, spreads, strict=True)
    ]
    lowest = int(min(row["fewest fair"] for row in rows))
    took = f"{perf_counter() - start:.0f} s"
    if way == WAYS[0]:
        print(f"\n| {arrival}, {reads} reads | {' | '.join(names)} | lowest | time |")
        print("|" + "---|" * (len(names) + 3))
    print(f"| {way} | {' | '.join(cells)} | {lowest} | {took} |", flush=True)
    return dict(zip(names, means, strict=True)) | {"lowest": lowest}


def missed_targets(rows) -> int:
    """Compare with random order and Polis' routing in the same run, two digits."""
    ours, others = rows["ours"], (rows["random"], rows["polis"])
    quality = max(row["quality fair"] for row in others)
    return (
        (ours["quality fair"] < quality - 0.01)
        + (ours["ARI fair"] < 0.35)
        + (ours["lowest"] < 5)
    )


if __name__ == "__main__":
    sys.exit(main())
