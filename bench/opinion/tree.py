"""What a tree of collectives hears, and what it asks of each person.

Run ``python bench/opinion/tree.py FOLDER... [--seeds N]`` on folders with Polis'
``participants-votes.csv`` and ``comments.csv``. Votes are completed as in
``quality.py``; each statement is born in its author's collective of 64.
"""

import argparse
from pathlib import Path
from time import perf_counter

import numpy as np
from completion import complete, load
from hearing import GROUPS, judge, truth_of

from folkmoot.engines.opinion import (
    TreePlan,
    choose_anchors,
    choose_readers,
    collectives_above,
    draw_sisters,
    fair_map,
    going_up,
    group_counts,
    optimistic_score,
    votes_from_matrix,
)

LEAF = 64


class Tree:
    """A hearing in collectives, played through."""

    def __init__(self, answers, authors, like_minded, sister, plan, rng):
        self.answers, self.plan, self.rng = answers, plan, rng
        self.table = np.full(answers.shape, np.nan)
        self.burden = np.zeros(len(answers), dtype=int)
        self.groups = np.full(len(answers), -1)
        n_leaves = max(1, round(len(answers) / LEAF))
        order = rng.permutation(len(answers))
        if like_minded is not None:
            order = np.argsort(like_minded, kind="stable")
        self.leaf = np.empty(len(answers), dtype=int)
        self.leaf[order] = np.arange(len(order)) * n_leaves // len(order)
        # Which collectives meet above is drawn by lot, so that unlike ones do.
        self.leaf = rng.permutation(n_leaves)[self.leaf]
        lots = rng.integers(len(answers), size=len(authors))
        self.home = self.leaf[np.where(authors >= 0, authors, lots)]
        self.levels = collectives_above(n_leaves, children=plan.children)
        self.sisters = draw_sisters(n_leaves, rng) if sister else None

    def read(self, statement, here, wanted):
        may = here & np.isnan(self.table[:, statement])
        chosen = choose_readers(self.burden, self.groups, may, wanted, self.rng)
        self.table[chosen, statement] = self.answers[chosen, statement]
        self.burden[chosen] += 1

    def first_readers(self):
        for statement, home in enumerate(self.home):
            own = self.plan.first
            if self.sisters is not None:
                own = (self.plan.first + 1) // 2
                there = self.leaf == self.sisters[home]
                self.read(statement, there, self.plan.first - own)
            self.read(statement, self.leaf == home, own)

    def share_groups(self):
        """Everyone answers the anchors; from the sums of all come shared groups."""
        pilot = fair_map(votes_from_matrix(self.table), rng=self.rng, n_groups=GROUPS)
        axes = pilot.axes
        anchors = choose_anchors(
            axes.directions, axes.strengths, pilot.counts, self.plan.anchors
        )
        for statement in anchors:
            self.read(statement, np.ones(len(self.leaf), bool), len(self.leaf))
        self.groups = self.find().groups

    def find(self):
        return fair_map(votes_from_matrix(self.table), rng=self.rng, n_groups=GROUPS)

    def scores(self):
        counts = group_counts(votes_from_matrix(self.table), self.groups, GROUPS)
        return counts, optimistic_score(counts)

    def travel(self):
        live = np.ones(len(self.home), dtype=bool)
        wanted = float(self.plan.first)
        for below, above in zip(self.levels, self.levels[1:], strict=False):
            wanted *= self.plan.growth
            _, scores = self.scores()
            for collective in np.unique(below):
                theirs = np.flatnonzero(live & (below[self.home] == collective))
                live[theirs] = False
                live[theirs[going_up(scores[theirs], self.plan.keep)]] = True
            for statement in np.flatnonzero(live):
                here = above[self.leaf] == above[self.home[statement]]
                had = np.sum(here & ~np.isnan(self.table[:, statement]))
                self.read(statement, here, round(wanted) - had)
        return live

    def last_round(self, live):
        counts, scores = self.scores()
        best = np.argsort(-np.where(live, scores, -1), kind="stable")
        for statement in best[: min(self.plan.finalists, live.sum())]:
            for group in range(GROUPS):
                missing = self.plan.final_readers - counts.seen[group, statement]
                self.read(statement, self.groups == group, missing)


def grow(truth, authors, like_minded, sister, plan, rng):
    tree = Tree(truth.answers, authors, like_minded, sister, plan, rng)
    tree.first_readers()
    tree.share_groups()
    tree.last_round(tree.travel())
    return tree


def measure(folder, seeds, plans):
    table, authors = load(folder)
    print(f"\n{folder.name}: {table.shape[0]} people, {table.shape[1]} statements\n")
    print("| collectives | m0 | reads | quality | bound | recall | ARI | time |")
    print("|---|---|---|---|---|---|---|---|")
    worlds = []
    for seed in range(seeds):
        answers, _ = complete(table, np.random.default_rng(seed))
        truth = truth_of(answers, np.random.default_rng(seed))
        # The first direction in which people really differ.
        centred = answers - answers.mean(axis=0)
        worlds.append((truth, np.linalg.svd(centred, full_matrices=False)[0][:, 0]))
    for kind, sister in (("random", 0), ("random", 1), ("alike", 0), ("alike", 1)):
        for plan in plans:
            rows, start = [], perf_counter()
            for seed, (truth, main_axis) in enumerate(worlds):
                rng = np.random.default_rng(2000 + seed)
                lean = main_axis if kind == "alike" else None
                tree = grow(truth, authors, lean, sister, plan, rng)
                found = judge(truth, tree.table, rng)
                names = ("quality fair", "bound fair", "recall fair", "ARI fair")
                rows.append([tree.burden.mean(), *(found[n] for n in names)])
            means, spreads = np.mean(rows, axis=0), np.std(rows, axis=0)
            cells = " | ".join(
                f"{m:.3f} ±{s:.3f}" for m, s in zip(means, spreads, strict=True)
            )
            label = f"{kind}{', sister' if sister else ''}"
            took = perf_counter() - start
            print(f"| {label} | {plan.first} | {cells} | {took:.0f} s |", flush=True)


def doubling(plan):
    """Print reads per person when people and statements double."""
    print("\n| people | statements | reads |\n|---|---|---|")
    for people in (1500, 3000, 6000, 12000):
        rng = np.random.default_rng(7)
        statements = people * 2 // 5
        mind = rng.normal(size=(people, 3)) * [1.0, 0.5, 0.3]
        theme = rng.normal(size=(statements, 3))
        level = mind @ theme.T + rng.normal(0.3, 1, statements)
        answers = np.sign(level + rng.normal(0, 1, level.shape)).astype(np.int8)
        authors = rng.integers(people, size=statements)
        tree = Tree(answers, authors, None, True, plan, rng)
        tree.first_readers()
        if statements <= 4000:
            tree.share_groups()
        tree.last_round(tree.travel())
        print(f"| {people} | {statements} | {tree.burden.mean():.2f} |", flush=True)


def main():
    wishes = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    wishes.add_argument("folders", nargs="*", type=Path)
    wishes.add_argument("--seeds", type=int, default=5)
    wishes.add_argument("--first", type=int, default=12)
    wishes.add_argument("--doubling", action="store_true")
    chosen = wishes.parse_args()
    for folder in chosen.folders:
        measure(folder, chosen.seeds, [TreePlan(), TreePlan(first=chosen.first)])
    if chosen.doubling:
        doubling(TreePlan())


if __name__ == "__main__":
    main()
