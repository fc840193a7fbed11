"""The answers of a hearing as a table to take away, where nobody can be told by it."""

from collections.abc import Iterator
from random import Random

import numpy as np

from folkmoot.listening.models import Hearing, Statement
from folkmoot.listening.queries.votes import VoteRows

FLOOR = 20  # people; in fewer rows one answer that is known finds a whole row
LEAST = 5  # answers to one statement, before its counts are told


def may_take_answers(votes: VoteRows, *, is_over: bool) -> bool:
    """Whether the table may be given: of members only when their hearing is over."""
    return _count(votes, is_over=is_over) >= FLOOR


def write_answers(votes: VoteRows, seed: str, *, is_over: bool) -> Iterator[list[str]]:
    """Yield the rows of a table: one for each person, one column for each statement.

    ``folkmoot listen`` reads it. People stand in an order drawn by ``seed`` and are
    numbered in it, so that a number says nothing about who came when.
    """
    shown = np.flatnonzero(~votes.moderated)
    column = np.full(votes.n_statements, -1)
    column[shown] = np.arange(len(shown))
    yield ["participant", *(str(n) for n in votes.statement_numbers[shown])]
    first = 0 if is_over else len(votes.member_ids)
    people = list(range(first, votes.n_people))
    Random(seed).shuffle(people)  # noqa: S311 -- an order, no secret
    starts = np.searchsorted(votes.person, np.arange(votes.n_people + 1))
    for number, person in enumerate(people, 1):
        row = [""] * len(shown)
        for place in range(starts[person], starts[person + 1]):
            row[column[votes.statement[place]]] = str(votes.answer[place])
        yield [str(number), *row]


def write_statements(hearing: Hearing, *, is_over: bool) -> Iterator[list[str]]:
    """Yield the statements with their counts, which stay empty below `LEAST` answers."""
    yield ["statement", "text", "agreed", "disagreed", "passed", "folded"]
    for row in Statement.objects.filter(hearing=hearing).order_by("number"):
        counts = (row.agreed, row.disagreed, row.passed)
        if not is_over:
            counts = (row.voices_agreed, row.voices_disagreed, row.voices_passed)
        is_told = sum(counts) >= LEAST and not row.is_folded
        told = [str(count) if is_told else "" for count in counts]
        yield [str(row.number), row.text, *told, "yes" if row.is_folded else ""]


def _count(votes: VoteRows, *, is_over: bool) -> int:
    return votes.n_people if is_over else len(votes.voice_numbers)
