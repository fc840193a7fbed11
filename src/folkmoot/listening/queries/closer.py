"""What a longer look at a map found, as one reader may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from folkmoot.listening.closer import Alike, Closer
from folkmoot.listening.findings import LETTERS, Findings
from folkmoot.listening.models import OpinionMap, Response
from folkmoot.listening.queries.choosing import counts_of
from folkmoot.listening.queries.lens import (
    Lens,
    MapStatement,
    StatementText,
    lens_of,
)
from folkmoot.listening.queries.reading import read_map
from folkmoot.listening.queries.statements import ANSWER_WORDS
from folkmoot.people.models import Membership

SHOWN = 10  # statements of each list
HUNDRED = 100


@dataclass(frozen=True)
class ShownForetold:
    """Of a hundred hidden answers: foretold, and by the most frequent answers alone."""

    foretold: int
    guessed: int
    is_done: bool
    steps: Sequence[tuple[int, float]]  # of a hundred: answers used, foretold


@dataclass(frozen=True)
class AlikeStatement:
    """What accounts that answered alike said, beside others of their views."""

    statement: StatementText
    words: str
    inside: int
    expected: int


@dataclass(frozen=True)
class ShownAlike:
    """Accounts that answered alike: how many, and what they said most unlike others."""

    people: int
    statements: Sequence[AlikeStatement]
    hidden: int


@dataclass(frozen=True)
class Bridge:
    """A statement with three measures of how far it is shared."""

    shown: MapStatement
    least: int  # of a hundred: the cautious share of the group that agrees least
    product: float  # the groups' shares multiplied
    score: float  # how much it is liked beyond what leanings explain


@dataclass(frozen=True)
class ShownCloser:
    """Everything that the page of a longer look shows to one reader."""

    answers: int
    people: int
    foretold: ShownForetold | None
    steadiness: Sequence[tuple[str, float]]
    alike: Sequence[ShownAlike]
    n_lifted: int
    bridges: Sequence[Bridge]
    hidden_bridges: int
    between: int
    own_likeness: int | None


def show_closer(
    row: OpinionMap, reader: Membership, *, is_over: bool
) -> ShownCloser | None:
    """Return what a longer look found, or None where there was none yet."""
    closer = read_map(row.id).closer
    if closer is None:
        return None
    lens = lens_of(row, reader, is_over=is_over)
    findings = lens.findings
    bridges = _bridges(lens, closer)
    seen = [one for one in bridges if one.shown.is_shown]
    return ShownCloser(
        answers=closer.answers,
        people=closer.people,
        foretold=foretold_of(closer),
        steadiness=[
            (LETTERS[place], group.stability)
            for place, group in enumerate(findings.groups)
            if group.stability is not None
        ],
        alike=[_alike(one, lens) for one in closer.alike],
        n_lifted=len(closer.lifted),
        bridges=seen[:SHOWN],
        hidden_bridges=len(bridges) - len(seen),
        between=closer.between,
        own_likeness=_own_likeness(findings, lens.own),
    )


def foretold_of(closer: Closer | None) -> ShownForetold | None:
    """Return how well answers were foretold, in numbers that are read in a sentence."""
    if closer is None or closer.foretold is None:
        return None
    found = closer.foretold
    return ShownForetold(
        foretold=round(HUNDRED * found.shares[-1]),
        guessed=round(HUNDRED * found.guessed),
        is_done=found.is_done,
        steps=[
            (round(HUNDRED * part), HUNDRED * share)
            for part, share in zip(found.parts, found.shares, strict=True)
        ],
    )


def _alike(found: Alike, lens: Lens) -> ShownAlike:
    there = [row for row in found.statements if row[0] in lens.texts]
    seen = [row for row in there if lens.may_see(int(row[0]))]
    return ShownAlike(
        people=found.people,
        statements=[
            AlikeStatement(
                statement=lens.texts[int(number)],
                words=str(ANSWER_WORDS[Response.Answer(answer)]),
                inside=round(HUNDRED * inside),
                expected=round(HUNDRED * expected),
            )
            for number, answer, inside, expected in seen
        ],
        hidden=len(there) - len(seen),
    )


def _bridges(lens: Lens, closer: Closer) -> list[Bridge]:
    """Return the statements that were scored, the highest score first."""
    findings = lens.findings
    if not findings.statements:
        return []
    from folkmoot.engines import opinion  # with all of SciPy: once needed

    products = opinion.group_aware_consensus(counts_of(findings))
    bridges = [
        Bridge(
            shown=lens.show(one),
            least=max(0, round(HUNDRED * one.shared)),
            product=float(product),
            score=closer.bridging[one.number],
        )
        for one, product in zip(findings.statements, products, strict=True)
        if one.is_heard and one.number in closer.bridging and one.number in lens.texts
    ]
    return sorted(bridges, key=lambda one: (-one.score, one.shown.statement.number))


def _own_likeness(findings: Findings, own: Mapping[int, int]) -> int | None:
    """Return how many of a hundred of one's answers even the least like group shares."""
    known = [
        (place, own[one.number])
        for place, one in enumerate(findings.statements)
        if one.number in own
    ]
    if not known or len(findings.groups) <= 1:
        return None
    from folkmoot.engines import opinion  # with all of SciPy: once needed

    statements, answers = zip(*known, strict=True)
    votes = opinion.votes_from_rows(
        np.zeros(len(known), np.int64),
        statements,
        answers,
        n_people=1,
        n_statements=len(findings.statements),
    )
    likeness = opinion.bridging_people(votes, counts_of(findings))
    return round(HUNDRED * float(likeness[0]))
