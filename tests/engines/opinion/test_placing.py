"""Somebody is placed alone where the map of everybody places them."""

import numpy as np
import pytest

from folkmoot.engines.opinion import (
    VotesError,
    keep_people,
    opinion_map,
    place_person,
    votes_from_matrix,
)


def crowd():
    rng = np.random.default_rng(11)
    table = rng.choice([1.0, 0.0, -1.0], (40, 12))
    table[rng.random(table.shape) < 0.5] = np.nan
    table[:, 7] = np.nan  # nobody has answered it yet
    return votes_from_matrix(table)


def test_is_the_place_on_the_map():
    votes = crowd()
    drawn = opinion_map(votes, rng=np.random.default_rng(1), resamples=0)
    for person in range(votes.n_people):
        own = keep_people(votes, np.arange(votes.n_people) == person)
        place = place_person(
            own.statements, own.answers, drawn.axes.means, drawn.axes.directions, 11
        )
        np.testing.assert_allclose(place, drawn.positions[person], atol=1e-12)


def test_who_answered_nothing_stands_in_the_middle():
    assert place_person([], [], [0.5], [[1.0], [0.0]], 1).tolist() == [0.0, 0.0]


def test_says_what_does_not_fit():
    with pytest.raises(VotesError, match="expected one mean and two numbers"):
        place_person([0], [1], [0.5], [[1.0]], 1)
    with pytest.raises(VotesError, match="n_answered is -1"):
        place_person([0], [1], [0.5], [[1.0], [0.0]], -1)
