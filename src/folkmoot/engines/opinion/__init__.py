"""A map of opinion from short answers: who thinks alike, what all share, what divides.

People answer short statements with agree, pass or disagree; nobody has to answer all
of them. What is computed here is pure: same votes and same seed, same answer, and
the order of people and statements changes nothing but the order of the results.

It knows nothing of names, texts or the database. Formulae and what the map cannot tell
are in "How the map is made" (``docs/explanation/algorithms``).
"""

from folkmoot.engines.opinion.votes import (
    AGREE,
    DISAGREE,
    PASS,
    Votes,
    VotesError,
    keep_people,
    votes_from_matrix,
    votes_from_rows,
)

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "Votes",
    "VotesError",
    "keep_people",
    "votes_from_matrix",
    "votes_from_rows",
]
