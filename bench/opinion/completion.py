"""What everyone would have said: a model of real votes fills in the missing ones.

Five factors are fitted to the real votes (alternating least squares); how sure a
prediction is, is learned from a tenth of the votes held back; missing votes are drawn
with those chances and real votes are kept. So the whole truth is known, and a way of
listening can be judged by what it finds of it. The model is smoother than people are.
"""

import csv
from pathlib import Path

import numpy as np

FACTORS, PENALTY, SWEEPS = 5, 4.0, 12
HELD_BACK = 0.1
ENOUGH = 7  # answers of a person to be in


def load(folder: Path):
    """Return people by statements, NaN where not asked, and each statement's author.

    Statements that were moderated out and people with fewer than seven answers are
    left out. An author is a row, or -1 where the author is none of these people.
    """
    with (folder / "participants-votes.csv").open(encoding="utf-8") as file:
        rows = csv.reader(file)
        head = next(rows)
        people = list(rows)
    with (folder / "comments.csv").open(encoding="utf-8", errors="replace") as file:
        about = {row["comment-id"]: row for row in csv.DictReader(file)}
    first = head.index("n-disagree") + 1
    numbers = head[first:]
    table = np.array(
        [[float(c) if c else np.nan for c in row[first:]] for row in people]
    )
    live = np.array([about.get(n, {}).get("moderated") != "-1" for n in numbers])
    table = table[:, live]
    is_in = (~np.isnan(table)).sum(axis=1) >= ENOUGH
    chosen = [row for row, kept in zip(people, is_in, strict=True) if kept]
    places = {row[0]: place for place, row in enumerate(chosen)}
    authors = [
        places.get(about[n]["author-id"], -1) if n in about else -1
        for n, kept in zip(numbers, live, strict=True)
        if kept
    ]
    return table[is_in], np.array(authors)


def complete(table, rng):
    """Return all votes, and the accuracy on votes held back (model, commonest)."""
    known = ~np.isnan(table)
    votes = np.nan_to_num(table)
    back = known & (rng.random(table.shape) < HELD_BACK)
    kept = known & ~back
    features = _features(votes, kept, rng)
    truth = (votes[back] + 1).astype(int)
    weights = _calibrate(features[back], truth)
    hits = np.mean(np.argmax(features[back] @ weights.T, axis=1) == truth)
    usual = np.sign((votes * kept).sum(axis=0))
    guess = np.mean(np.broadcast_to(usual, votes.shape)[back] == votes[back])
    chances = _softmax(_features(votes, known, rng) @ weights.T)
    limits = np.cumsum(chances, axis=-1)[..., :2]
    drawn = (rng.random(table.shape)[..., None] > limits).sum(axis=-1) - 1
    return np.where(known, votes, drawn).astype(np.int8), (hits, guess)


def _features(votes, known, rng):
    fit = _fit(votes, known.astype(float), rng)
    passes = (known & (votes == 0)).sum(axis=0) + 0.5
    odds = np.log(passes / ((known & (votes != 0)).sum(axis=0) + 1.5))
    odds = np.broadcast_to(odds, votes.shape)
    return np.stack([np.ones_like(fit), fit, fit * fit, odds, odds * fit], axis=-1)


def _fit(votes, known, rng):
    """Return mean of the statement + habit of the person + five factors."""
    votes = votes * known
    n_people, n_statements = votes.shape
    mean = votes.sum(axis=0) / (known.sum(axis=0) + 1)
    habit = np.zeros((n_people, 1))
    mind = rng.normal(0, 0.1, (n_people, FACTORS))
    theme = rng.normal(0, 0.1, (n_statements, FACTORS))
    for _ in range(SWEEPS):
        found = _ridge(known, votes - known * mean, theme, 2.0)
        habit, mind = found[:, :1], found[:, 1:]
        found = _ridge(known.T, (votes - known * habit).T, mind, 0.5)
        mean, theme = found[:, 0], found[:, 1:]
    return mean + habit + mind @ theme.T


def _ridge(known, rest, given, first):
    """Return for each row the constant and the factors that fit it best."""
    design = np.hstack([np.ones((len(given), 1)), given])
    size = design.shape[1]
    squares = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    normal = (known @ squares).reshape(-1, size, size)
    normal += np.diag([first] + [PENALTY] * (size - 1))
    return np.linalg.solve(normal, (rest @ design)[:, :, None])[:, :, 0]


def _calibrate(features, truth):
    """Return the weights of a logistic model of three answers, by Newton's method."""
    many = features.shape[1]
    weights = np.zeros((3, many))
    for _ in range(30):
        chances = _softmax(features @ weights.T)
        slope = ((np.eye(3)[truth] - chances).T @ features - 0.01 * weights)[1:]
        bend = np.zeros((2, many, 2, many))
        for one in range(2):
            for other in range(2):
                both = chances[:, one + 1] * ((one == other) - chances[:, other + 1])
                bend[one, :, other] = (features * both[:, None]).T @ features
        bend = bend.reshape(2 * many, 2 * many) + 0.01 * np.eye(2 * many)
        weights[1:] += np.linalg.solve(bend, slope.ravel()).reshape(2, many)
    return weights


def _softmax(scores):
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
