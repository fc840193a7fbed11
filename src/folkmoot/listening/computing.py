"""The map of a hearing, computed from its answers: nothing is read or written."""

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines import opinion
from folkmoot.listening.findings import (
    LETTERS,
    Axes,
    Findings,
    FoundGroup,
    FoundStatement,
)
from folkmoot.listening.models import Hearing, OpinionMap
from folkmoot.listening.queries.votes import MATTERS, VoteRows
from folkmoot.web.chance import rng_of

FEWEST_IN_GROUP = 5  # a smaller group is not shown as one
DIGITS, FINE = 6, 12  # of what is stored; of chances, which may be very small
FEWEST_MARKS = 5  # of what matters, before they count: fewer could tell whose they are
SEED_DIGITS = 12  # hexadecimal digits of the input's hash that are the seed


def compute(
    hearing: Hearing, votes: VoteRows
) -> tuple[OpinionMap, opinion.Votes, NDArray[np.int64]]:
    """Return the map, the votes behind it, and the shown group of each person."""
    rows = opinion.votes_from_rows(
        votes.person,
        votes.statement,
        votes.answer,
        n_people=votes.n_people,
        n_statements=votes.n_statements,
    )
    input_sha256 = _hash(votes)
    seed = int(input_sha256[:SEED_DIGITS], 16)
    found = opinion.opinion_map(rows, rng=rng_of(seed), moderated=votes.moderated)
    labels = np.where(
        np.isin(found.groups, np.flatnonzero(found.counts.sizes >= FEWEST_IN_GROUP)),
        found.groups,
        opinion.NO_GROUP,
    )
    shown = rows.counts > 0
    names = LETTERS[: found.counts.n_groups]
    drawing = opinion.draw_map(found.positions[shown], labels[shown], names)
    findings = _findings(votes, rows, found)
    made = OpinionMap(
        hearing=hearing,
        collective_id=hearing.collective_id,
        seed=seed,
        input_sha256=input_sha256,
        people=int(shown.sum()),
        answers=rows.n_votes,
        findings=findings.as_json(),
        steering=_steering(found, findings),
        frame={"middle": drawing.frame.middle.tolist(), "scale": drawing.frame.scale},
        marks=drawing.marks,
    )
    return made, rows, labels


def _hash(votes: VoteRows) -> str:
    """Return the hash of who answered what, under numbers instead of names."""
    columns = np.stack([votes.person, votes.statement, votes.answer]).astype("<i4")
    numbers = votes.statement_numbers.astype("<i4")
    return sha256(columns.tobytes() + numbers.tobytes()).hexdigest()


def _findings(
    votes: VoteRows, rows: opinion.Votes, found: opinion.OpinionMap
) -> Findings:
    counts, stability = found.counts, found.stability
    large = np.flatnonzero(counts.sizes >= FEWEST_IN_GROUP)
    live = np.flatnonzero(~votes.moderated)
    numbers = votes.statement_numbers
    best = opinion.representative_statements(counts, moderated=votes.moderated)
    groups = [
        FoundGroup(
            size=int(counts.sizes[group]),
            centre=_rounded(found.grouping.centres[group]),
            stability=_rounded(stability.groups)[group] if stability else None,
            # The clearest agreement comes along even where the group agrees less than
            # the others do; that does not stand for it.
            represented_by=[
                (int(numbers[one.statement]), one.answer)
                for one in best[group]
                if not one.is_best_agree or one.answer == opinion.AGREE
            ],
        )
        for group in large.tolist()
    ]
    return Findings(
        groups=groups,
        statements=_statements(votes, rows, found, large, live),
        axes=Axes(
            means=_rounded(found.axes.means[live]),
            directions=[_rounded(one[live]) for one in found.axes.directions],
        ),
        n_answered=len(np.unique(votes.statement)),
        stability=None if stability is None else round(stability.mean, DIGITS),
    )


def _steering(found: opinion.OpinionMap, findings: Findings) -> dict[str, object]:
    """Return what choosing the next statement needs, and nothing else."""
    live = ~found.moderated
    plan = opinion.plan_reading(found.counts, live=live)
    rows = [*range(len(findings.groups)), len(plan.chances) - 1]
    return {
        "numbers": [one.number for one in findings.statements],
        "chances": [_rounded(plan.chances[row][live], FINE) for row in rows],
        "centres": [group.centre for group in findings.groups],
        "means": findings.axes.means,
        "directions": findings.axes.directions,
        "n_answered": findings.n_answered,
    }


def _statements(
    votes: VoteRows,
    rows: opinion.Votes,
    found: opinion.OpinionMap,
    large: NDArray[np.int64],
    live: NDArray[np.int64],
) -> list[FoundStatement]:
    counts = found.counts
    shown = opinion.GroupCounts(
        counts.agrees[large],
        counts.passes[large],
        counts.disagrees[large],
        counts.sizes[large],
    )
    shared = _least(opinion.agreement_bounds(shown, opinion.AGREE))
    rejected = _least(opinion.agreement_bounds(shown, opinion.DISAGREE))
    needed = opinion.accounts_needed(shown).tolist()
    needed_to_reject = opinion.accounts_needed(shown, opinion.DISAGREE).tolist()
    division, heard = opinion.divisiveness(shown), opinion.heard(shown).all(axis=0)
    matters = _matters(rows, votes)
    minority = {
        view.statement: (view.group, view.answer)
        for view in opinion.minority_views(shown, moderated=votes.moderated)
    }
    return [
        FoundStatement(
            number=int(votes.statement_numbers[one]),
            agrees=shown.agrees[:, one].tolist(),
            passes=shown.passes[:, one].tolist(),
            disagrees=shown.disagrees[:, one].tolist(),
            shared=shared[one],
            rejected=rejected[one],
            division=round(float(division[one]), DIGITS),
            is_heard=bool(heard[one]) and bool(len(large)),
            minority=minority.get(one, ()),
            matters=matters[one],
            needed=needed[one],
            needed_to_reject=needed_to_reject[one],
        )
        for one in live.tolist()
    ]


def _matters(rows: opinion.Votes, votes: VoteRows) -> list[float]:
    """Return how often statements were said to matter; of few marks none counts."""
    marked = votes.weight == MATTERS
    marks = np.bincount(votes.statement[marked], minlength=votes.n_statements)
    marked &= marks[votes.statement] >= FEWEST_MARKS
    return _rounded(opinion.weigh_matters(rows, marked), 2)


def _least(bounds: NDArray[np.float64]) -> list[float]:
    """Return the bound of the group that shares a statement least."""
    return _rounded(bounds.min(axis=0, initial=1.0))


def _rounded(values: NDArray[np.float64], digits: int = DIGITS) -> list[float]:
    rounded: list[float] = np.round(values, digits).tolist()
    return rounded
