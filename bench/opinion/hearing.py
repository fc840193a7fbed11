"""A hearing played through: people read what a router shows them and answer."""

from dataclasses import dataclass

import numpy as np

from folkmoot.engines.opinion import (
    FairMap,
    adjusted_rand_index,
    common_ground_bound,
    fair_map,
    fewest_readers,
    gini,
    group_aware_consensus,
    group_counts,
    group_of,
    next_statement,
    opinion_map,
    plan_by_priority,
    plan_random,
    plan_reading,
    votes_from_matrix,
)

TOP, GROUPS, WAVE = 20, 2, 64
PLAN_EVERY = 4  # waves between two plans
MAP_FROM = 6  # answers to each statement before there is a map
SMALL = 20  # groups of fewer people are not held to the floor


@dataclass
class Truth:
    """What everybody would say, and the map of it."""

    answers: np.ndarray
    groups: np.ndarray
    consensus: np.ndarray


def truth_of(answers, rng) -> Truth:
    votes = votes_from_matrix(answers)
    found = opinion_map(votes, rng=rng, n_groups=GROUPS, resamples=0)
    return Truth(answers, found.groups, found.common_ground)


class Router:
    """What a hearing does between two answers, for one way of choosing."""

    def __init__(self, way, shape, reads, rng):
        self.way, self.rng, self.reads = way, rng, reads
        self.map: FairMap | None = None
        self.groups = np.full(shape[0], -1)
        self.plan = plan_random(shape[1])

    def redraw(self, votes):
        """Make the map anew from the answers given so far."""
        if self.way == "polis" and votes.n_votes:
            found = opinion_map(votes, rng=self.rng, n_groups=GROUPS, resamples=0)
            self.plan = plan_by_priority(found.priority)
        if self.way == "ours" and votes.n_votes >= MAP_FROM * votes.n_statements:
            self.map = fair_map(votes, rng=self.rng, n_groups=GROUPS, start=self.map)
            self.groups = self.map.groups.copy()

    def renew(self, votes):
        """Make the plan anew from counts alone."""
        if self.way != "ours":
            return
        there = np.zeros(votes.n_people, dtype=int)
        counts = group_counts(votes, self.groups if self.map else there)
        left = self.reads * votes.n_people - votes.n_votes
        to_come = left * counts.sizes / max(counts.sizes.sum(), 1)
        self.plan = plan_reading(counts, to_come=to_come)

    def pick(self, person, read, said):
        """Return the next statement, placing newcomers on the latest map."""
        if self.map and self.groups[person] < 0:
            self.groups[person] = group_of(self.map, read, said)
        return next_statement(self.plan, read, self.groups[person], self.rng)


def listen(truth: Truth, way: str, arrival: str, reads: int, rng):
    """Return the table of answers after everyone has read ``reads`` statements.

    ``together``: everyone reads one statement before anyone reads the next.
    ``waves``: 64 people come, read all theirs and leave. The plan is renewed after 256
    answers, the map when there are as many new answers as people.
    """
    table = np.full(truth.answers.shape, np.nan)
    router = Router(way, table.shape, reads, rng)
    order = rng.permutation(len(table))
    waves = [order[i : i + WAVE] for i in range(0, len(order), WAVE)]
    turns = [w for w in waves for _ in range(reads)]
    if arrival == "together":
        turns = waves * reads
    read, said = [[] for _ in table], [[] for _ in table]
    for turn, people in enumerate(turns):
        if turn % PLAN_EVERY == 0:
            votes = votes_from_matrix(table)
            if turn % max(len(waves) // PLAN_EVERY * PLAN_EVERY, PLAN_EVERY) == 0:
                router.redraw(votes)
            router.renew(votes)
        for person in people:
            statement = router.pick(person, read[person], said[person])
            if statement is not None:
                answer = truth.answers[person, statement]
                table[person, statement] = answer
                read[person].append(statement)
                said[person].append(answer)
    return table


def judge(truth: Truth, table, rng) -> dict[str, float]:
    """Return how much of the truth the answers tell, by either map."""
    votes = votes_from_matrix(table)
    best = np.sort(truth.consensus)[::-1][:TOP]
    bar = np.argsort(-truth.consensus, kind="stable")[:TOP]
    row = {}
    for name, found in (
        ("means", opinion_map(votes, rng=rng, n_groups=GROUPS, resamples=0)),
        ("fair", fair_map(votes, rng=rng, n_groups=GROUPS)),
    ):
        chosen = np.argsort(-group_aware_consensus(found.counts), kind="stable")[:TOP]
        careful = np.argsort(-common_ground_bound(found.counts), kind="stable")[:TOP]
        row[f"recall {name}"] = len(set(chosen) & set(bar)) / TOP
        row[f"quality {name}"] = truth.consensus[chosen].mean() / best.mean()
        row[f"bound {name}"] = truth.consensus[careful].mean() / best.mean()
        is_in = found.groups >= 0
        row[f"ARI {name}"] = adjusted_rand_index(
            found.groups[is_in], truth.groups[is_in]
        )
        row[f"fewest {name}"] = fewest_readers(found.counts, smallest=SMALL)
    row["Gini"] = gini(np.sum(~np.isnan(table), axis=0))
    return row
