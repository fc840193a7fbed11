"""Making the map of a hearing: outside of any lock, written in one short transaction."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from time import perf_counter

import numpy as np
from django.db import DatabaseError, transaction
from django.db.models import F, Max, Q
from numpy.typing import NDArray

from folkmoot.engines import opinion
from folkmoot.listening.findings import (
    LETTERS,
    Axes,
    Findings,
    FoundGroup,
    FoundStatement,
)
from folkmoot.listening.looking import look_closer
from folkmoot.listening.models import Hearing, OpinionMap, Statement
from folkmoot.listening.queries.votes import MATTERS, VoteRows, get_votes
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import rng_of

FEWEST_PEOPLE = 8  # a map of fewer would show who they are
FEWEST_IN_GROUP = 5  # a smaller group is not shown as one
FEWEST_STATEMENTS = 3
PAUSE = timedelta(seconds=20)  # between two maps of a hearing
GIVEN_UP = timedelta(hours=1)  # on a hearing that ended with too few for a map
PART = 20  # making maps takes at most a twentieth of the time
MILLISECOND = timedelta(milliseconds=1)
DIGITS, FINE = 6, 12  # of what is stored; of chances, which may be very small
GROWN = 1.1  # times the answers of the last longer look, before the next one
FEWEST_MARKS = 5  # of what matters, before they count: fewer could tell whose they are
SEED_DIGITS = 12  # hexadecimal digits of the input's hash that are the seed
log = logging.getLogger(__name__)


def make_due_maps(now: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Make the maps of hearings in which something was answered since the last one.

    That of a hearing that is over is made once more. One that fails holds up none of
    the others.
    """
    rows = Hearing.objects.annotate(mapped_at=Max("maps__made_at"))
    is_open = Q(closes_at=None) | Q(closes_at__gt=now)
    is_new = Q(mapped_at=None, closes_at__gt=now - GIVEN_UP)
    rows = rows.filter(is_open | is_new | Q(mapped_at__lt=F("closes_at")))
    made = 0
    for hearing in rows.order_by("id"):
        if not go_on():
            break
        try:
            made += make_map_if_due(hearing=hearing, now=now)
        except (DatabaseError, ArithmeticError, ValueError):
            log.exception("map not made: hearing %s", hearing.id)
    return made


def make_map_if_due(*, hearing: Hearing, now: datetime) -> bool:
    """Make a map unless the last one still holds or is very young."""
    last = hearing.maps.order_by("-made_at").first()
    if last and not (hearing.closes_at and last.made_at < hearing.closes_at <= now):
        pause = max(PAUSE, PART * last.took_ms * MILLISECOND)
        if last.made_at <= now < last.made_at + pause:
            return False
        if last.counted_sha256 == _count(hearing):
            return False
    return make_map(hearing=hearing, now=now) is not None


def make_map(*, hearing: Hearing, now: datetime) -> OpinionMap | None:
    """Make the map of ``hearing`` as it is now; None where too few have answered.

    The answers are read and the map is computed before anything is locked. Of each day
    the last map stays, and the one made after the hearing ended goes to the record.
    """
    began = perf_counter()
    counted = _count(hearing)
    votes = get_votes(hearing)
    live = int((~votes.moderated).sum())
    if votes.n_people < FEWEST_PEOPLE or live < FEWEST_STATEMENTS:
        return None
    made, rows, groups = _compute(hearing, votes)
    made.made_at, made.counted_sha256 = now, counted
    made.is_last = hearing.is_over(now)
    made.took_ms = int((perf_counter() - began) * 1000)
    made.closer = _looked_before(made)
    if not made.closer:
        rng = rng_of(made.seed + 1)  # what it draws does not depend on the groups
        found = look_closer(rows, groups, votes.statement_numbers, rng)
        made.closer = found.as_json()
    return _keep(made=made, now=now)


def _looked_before(made: OpinionMap) -> dict[str, object]:
    """Return the last longer look, while it still holds."""
    last = made.hearing.maps.order_by("-made_at").first()
    if made.is_last or not last or not last.closer:
        return {}
    looked_at, now = last.closer["answers"], made.answers
    is_near = looked_at <= now * GROWN and now <= looked_at * GROWN
    return dict(last.closer) if is_near else {}


@transaction.atomic
def _keep(*, made: OpinionMap, now: datetime) -> OpinionMap | None:
    """Write a map, unless a newer one was written meanwhile. Locks the hearing."""
    hearing = Hearing.objects.select_for_update().get(id=made.hearing_id)
    last = hearing.maps.order_by("-made_at").first()
    if last and last.made_at >= now:
        return None
    if last and last.made_at.date() == now.date():
        last.delete()
    made.save(force_insert=True)
    if made.is_last:
        append_entry(
            collective_id=hearing.collective_id,
            kind="map.made",
            details={
                "hearing": str(hearing.id),
                "people": made.people,
                "input_sha256": made.input_sha256,
                "seed": made.seed,
            },
            now=now,
            about_id=hearing.about_id,
        )
    return made


def _count(hearing: Hearing) -> str:
    """Return a hash of everything that a new answer, a fold or a leaving changes."""
    rows = Statement.objects.filter(hearing=hearing).order_by("number")
    counted = rows.values_list("number", "agreed", "disagreed", "passed", "folded_at")
    gone = Membership.objects.filter(
        collective_id=hearing.collective_id, ended_at__isnull=False
    ).count()
    return sha256(repr((list(counted), gone)).encode()).hexdigest()


def _compute(
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
