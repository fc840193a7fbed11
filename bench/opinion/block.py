"""How far a voting block lifts a dividing statement in common ground.

Run ``python bench/opinion/block.py FOLDER... [--answers N] [--attacks N]``. To a real
conversation come 5% more accounts that answer like the group that rejects one of the
thirty most dividing statements, and agree with that one. Ends with 1 if one of them then
is common ground that needs more accounts than the block has.
"""

import argparse
from pathlib import Path

import numpy as np
from completion import complete, load

from folkmoot.engines.opinion import (
    accounts_needed,
    common_ground_bound,
    divisiveness,
    fair_map,
    find_blocks,
    keep_people,
    votes_from_matrix,
)

PART, DIVIDING = 0.05, 30
KINDS = {"same": 0.0, "3% slips": 0.03, "copies": 0.0}


def draw(table):
    votes = votes_from_matrix(table) if isinstance(table, np.ndarray) else table
    return fair_map(votes, rng=np.random.default_rng(0), n_groups=2)


def attack(table, answers, kind, many, rng):
    """Return the table with the block's rows, and the statement it pushes."""
    found = draw(table)
    counts = found.counts
    order = np.argsort(-divisiveness(counts), kind="stable")
    target = int(rng.choice(order[:DIVIDING]))
    group = int((counts.agrees / np.maximum(counts.seen, 1))[:, target].argmin())
    script = np.sign(counts.agrees - counts.disagrees)[group]
    rows = np.full((round(PART * len(table)), table.shape[1]), np.nan)
    many = min(many, table.shape[1])
    for row in rows:
        read = rng.choice(table.shape[1], many, replace=False)
        said = script
        if kind == "copies":
            said = answers[rng.choice(np.flatnonzero(found.groups == group))]
        row[read] = said[read]
        slips = read[rng.random(many) < KINDS[kind]]
        row[slips] = rng.integers(-1, 2, len(slips))
        row[target] = 1
    return np.vstack([table, rows]), target


def measure(folder, many, attacks):
    """Print what each attack does; return how many were not seen through."""
    table, _ = load(folder)
    answers, _ = complete(table, np.random.default_rng(0))
    size = round(PART * len(table))
    clean = draw(table).counts
    needed = accounts_needed(clean)
    print(f"\n{folder.name}: {len(table)} people, {size} more of {many} answers each;")
    print(
        f"common ground {np.sum(needed > 0)} statements, {np.sum(needed > size)} of them"
        f" whatever {size} accounts do\n"
    )
    print(
        "| the accounts | found | others taken for some | rise by the bound | without"
        " those found | common ground, it needs | rise in what needs more than the block"
        " | how many do |"
    )
    print("|---|---|---|---|---|---|---|---|")
    forged = 0
    for kind in KINDS:
        for seed in range(attacks):
            rng = np.random.default_rng(seed)
            attacked, target = attack(table, answers, kind, many, rng)
            votes = votes_from_matrix(attacked)
            kept = np.ones(votes.n_people, dtype=bool)
            for block in find_blocks(votes):
                kept[block.members] = False
            plain = draw(votes).counts
            without = draw(keep_people(votes, kept)).counts
            bounds = [common_ground_bound(one) for one in (clean, plain, without)]
            before = rank(bounds[0], target)
            now = accounts_needed(plain)
            rise = rise_in(needed, now, target, size)
            forged += int(now[target] > size)
            print(
                f"| {kind} | {np.sum(~kept[len(table) :])} |"
                f" {np.sum(~kept[: len(table)])} | {before - rank(bounds[1], target)} |"
                f" {before - rank(np.minimum(*bounds[1:]), target)} |"
                f" {now[target] or 'no'} | {rise} | {np.sum(now > size)} |",
                flush=True,
            )
    return forged


def rank(score, statement):
    return int(np.sum(score > score[statement]))


def rise_in(needed, now, statement, size):
    """Return the places gained among what needs more accounts than the block has."""
    if now[statement] <= size:
        return 0
    places = [np.where(one > size, one, 0) for one in (needed, now)]
    return rank(places[0], statement) - rank(places[1], statement)


def main():
    wishes = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    wishes.add_argument("folders", nargs="+", type=Path)
    wishes.add_argument("--answers", type=int, default=60)
    wishes.add_argument("--attacks", type=int, default=3)
    chosen = wishes.parse_args()
    forged = 0
    for folder in chosen.folders:
        forged += measure(folder, chosen.answers, chosen.attacks)
    return int(forged > 0)


if __name__ == "__main__":
    raise SystemExit(main())
