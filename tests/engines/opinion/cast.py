"""Drawn conversations: people of a few minds, each answering some statements."""

import numpy as np

from folkmoot.engines.opinion import Votes, votes_from_matrix


def make_matrix(seed, n_people=60, n_statements=20, n_minds=2, answered=0.7):
    """Return a table of people by statements and the mind each person was drawn from."""
    rng = np.random.default_rng(seed)
    minds = np.sort(rng.integers(n_minds, size=n_people))
    leanings = rng.choice([-1.0, 1.0], (n_minds, n_statements))
    said = leanings[minds] + rng.normal(0, 0.8, (n_people, n_statements))
    table = np.sign(np.where(np.abs(said) < 0.2, 0.0, said)) + 0.0
    table[rng.random(table.shape) > answered] = np.nan
    return table, minds


def make_votes(seed, **wishes) -> Votes:
    return votes_from_matrix(make_matrix(seed, **wishes)[0])
