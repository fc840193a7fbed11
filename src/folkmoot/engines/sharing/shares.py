"""A fair-share draft: the method of equal shares, with its whole working.

Everybody who marked gets the same share of what there is. An idea is carried by those
who marked it, out of their own shares: each pays the same, and who has less left than
that pays the rest of their share. First comes the idea that costs its carriers least
for each unit of its cost, which is the idea with the most carriers who still can pay.
So a group of any size disposes of its part, and no majority of the whole.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import Any


class SharesError(ValueError):
    """Costs, marks or the sum are not what the method is defined for."""


class LeftOutBecause(StrEnum):
    """Why an idea is not in the draft."""

    TOO_DEAR = "too_dear"  # it costs more than there is
    NOBODY_MARKED = "nobody_marked"
    NO_ROOM = "no_room"  # its people's shares, and then the rest, did not reach


@dataclass(frozen=True)
class Round:
    """One idea that is carried, and what each of its carriers pays.

    Attributes
    ----------
    idea : str
        Its name.
    cost : int
        In the smallest unit.
    each : Fraction
        What a carrier pays whose share reached; nobody pays more.
    pays : dict of str to Fraction
        What each carrier pays, by person in the order of names; the sum is the cost.
    """

    idea: str
    cost: int
    each: Fraction
    pays: Mapping[str, Fraction]


@dataclass(frozen=True)
class Completion:
    """An idea paid out of what the shares left over."""

    idea: str
    cost: int
    marks: int
    shares_had: Fraction  # what the shares of those who marked it still held


@dataclass(frozen=True)
class LeftOut:
    """An idea that is not in the draft, and why."""

    idea: str
    cost: int
    marks: int
    because: LeftOutBecause
    shares_had: Fraction  # what the shares of those who marked it still held


@dataclass(frozen=True)
class SharesDraft:
    """What is carried by whom, with everything it was computed from.

    Attributes
    ----------
    total : int
        What there was to share, in the smallest unit.
    people : int
        How many handed in marks; each has the same share.
    share : Fraction
        ``total / people``; 0 where nobody did.
    rounds : tuple of Round
        In the order in which they were chosen.
    completions : tuple of Completion
        Paid out of the rest, in order.
    left_out : tuple of LeftOut
        The dearest first.
    rest : int
        What nothing was found for; never below 0.
    lot : tuple of str
        The ideas in the order that decided ties, drawn with ``seed``.
    seed : str
        Published, so that anybody can draw the same.
    """

    total: int
    people: int
    share: Fraction
    rounds: tuple[Round, ...]
    completions: tuple[Completion, ...]
    left_out: tuple[LeftOut, ...]
    rest: int
    lot: tuple[str, ...]
    seed: str

    @property
    def carried(self) -> tuple[str, ...]:
        """The ideas in the draft, in the order in which they were chosen."""
        equal = tuple(one.idea for one in self.rounds)
        return equal + tuple(one.idea for one in self.completions)

    def paid_by(self, person: str) -> dict[str, Fraction]:
        """Return what the share of one person paid for, by idea."""
        return {one.idea: one.pays[person] for one in self.rounds if person in one.pays}


def equal_shares(
    costs: Mapping[str, int],
    marks: Mapping[str, Collection[str]],
    total: int,
    *,
    seed: str,
) -> SharesDraft:
    """Share ``total`` out among ideas by the method of equal shares.

    Parameters
    ----------
    costs : mapping of str to int
        Each idea and its cost in the smallest unit, 1 or more.
    marks : mapping of str to collection of str
        Each person who handed in marks, and the ideas they find worth funding. Nothing
        marked is an answer too: that person's share counts and carries nothing.
    total : int
        What there is, in the smallest unit, 0 or more.
    seed : str
        Draws the lot that decides between ideas with equal support.

    Returns
    -------
    SharesDraft
        What is carried, by whom, and what is left out; the costs of what is carried
        and the rest add up to ``total``.

    Raises
    ------
    SharesError
        If a cost is below 1, the total below 0, or a mark names no idea.

    Notes
    -----
    With satisfaction by cost, an idea p whose remaining supporters S can pay is
    ``rho``-affordable for the smallest rho with
    ``sum over i in S of min(left_i, rho * cost_p) = cost_p``; the smallest rho comes
    first, and each pays ``min(left_i, rho * cost_p)``. All sums are exact fractions.
    The outcome of these rounds is priceable and has extended justified representation
    up to one idea.

    Completion: what the shares leave over goes, in the order of the number of marks,
    to ideas that still fit; equal numbers are decided by the lot. It takes nothing
    from anybody's idea, so what the rounds guarantee stays true. Where nothing fits,
    the rest is kept.

    The lot orders ideas by the SHA-256 of ``seed``, a colon and the idea's name.

    References
    ----------
    D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with
    Additive Utilities", NeurIPS 2021, section 3. S. Rey, J. Maly, "The (Computational)
    Social Choice Take on Indivisible Participatory Budgeting", 2023, section 4.
    Computed with pabutools 1.2.0.

    Examples
    --------
    >>> draft = equal_shares(
    ...     {"roof": 60, "trees": 30, "lamps": 40},
    ...     {"Ann": ["roof"], "Bo": ["roof", "lamps"], "Di": ["trees"]},
    ...     90,
    ...     seed="1",
    ... )
    >>> draft.carried, draft.rest
    (('roof', 'trees'), 0)
    >>> draft.paid_by("Di")
    {'trees': Fraction(30, 1)}
    """
    _check(costs, marks, total)
    lot = _draw(costs, seed)
    people = sorted(marks)
    fitting = [idea for idea in lot if costs[idea] <= total]
    rounds = _rounds(costs, marks, people, fitting, lot, total)
    share = Fraction(total, len(people)) if people else Fraction(0)
    left = dict.fromkeys(people, share)
    for one in rounds:
        for person, paid in one.pays.items():
            left[person] -= paid
    supporters = {idea: [p for p in people if idea in marks[p]] for idea in costs}
    had = {idea: sum((left[p] for p in supporters[idea]), Fraction(0)) for idea in lot}
    carried = {one.idea for one in rounds}
    rest = total - sum(costs[idea] for idea in carried)
    completions: list[Completion] = []
    for idea in sorted(
        fitting, key=lambda one: (-len(supporters[one]), lot.index(one))
    ):
        if idea not in carried and supporters[idea] and costs[idea] <= rest:
            n_marks = len(supporters[idea])
            completions.append(Completion(idea, costs[idea], n_marks, had[idea]))
            rest -= costs[idea]
    carried |= {one.idea for one in completions}
    left_out = [
        LeftOut(
            idea,
            costs[idea],
            len(supporters[idea]),
            _why(costs[idea], len(supporters[idea]), total),
            had[idea],
        )
        for idea in sorted(lot, key=lambda one: (-costs[one], lot.index(one)))
        if idea not in carried
    ]
    return SharesDraft(
        total,
        len(people),
        share,
        tuple(rounds),
        tuple(completions),
        tuple(left_out),
        rest,
        lot,
        seed,
    )


def _check(
    costs: Mapping[str, int], marks: Mapping[str, Collection[str]], total: int
) -> None:
    if total < 0:
        message = f"total is {total}; expected 0 or more"
        raise SharesError(message)
    for idea, cost in costs.items():
        if cost < 1:
            message = f"the cost of {idea!r} is {cost}; expected 1 or more"
            raise SharesError(message)
    for person, marked in marks.items():
        for idea in marked:
            if idea not in costs:
                message = f"{person!r} marked {idea!r}, which is none of the ideas"
                raise SharesError(message)


def _draw(ideas: Collection[str], seed: str) -> tuple[str, ...]:
    """Return the ideas in an order that only the seed and their names decide."""
    return tuple(
        sorted(ideas, key=lambda idea: sha256(f"{seed}:{idea}".encode()).digest())
    )


def _rounds(
    costs: Mapping[str, int],
    marks: Mapping[str, Collection[str]],
    people: Sequence[str],
    fitting: Sequence[str],
    lot: Sequence[str],
    total: int,
) -> list[Round]:
    """Run the method on the ideas that can be paid at all."""
    if not people or not fitting:
        return []
    # It takes over a second to load, and few pages need it.
    from pabutools.election import (
        ApprovalBallot,
        ApprovalProfile,
        Cost_Sat,
        Instance,
        Project,
    )
    from pabutools.rules import method_of_equal_shares
    from pabutools.tiebreaking import TieBreakingRule

    # Its fractions are made of what it is given: plain whole numbers.
    projects = {idea: Project(idea, cost=costs[idea]) for idea in fitting}
    place = {idea: number for number, idea in enumerate(lot)}
    ballots = [
        ApprovalBallot(projects[idea] for idea in marks[person] if idea in projects)
        for person in people
    ]
    outcome = method_of_equal_shares(
        Instance(projects.values(), budget_limit=total),
        ApprovalProfile(ballots),
        sat_class=Cost_Sat,
        tie_breaking=TieBreakingRule(lambda _all, _ballots, one: place[one.name]),
        analytics=True,
    )
    steps = [one for one in outcome.details.iterations if one.selected_project]
    return [_round_of(step, costs, people) for step in steps]


def _round_of(step: Any, costs: Mapping[str, int], people: Sequence[str]) -> Round:
    """Return a round from what everybody had before and after it."""
    before, after = step.voters_budget, step.voters_budget_after_selection
    pays = {
        person: _exact(before[number]) - _exact(after[number])
        for number, person in enumerate(people)
        if before[number] != after[number]
    }
    idea = step.selected_project.name
    return Round(idea, costs[idea], max(pays.values()), pays)


def _exact(value: Any) -> Fraction:
    """Return a number of gmpy2 as one of the standard library."""
    return Fraction(int(value.numerator), int(value.denominator))


def _why(cost: int, n_marks: int, total: int) -> LeftOutBecause:
    if cost > total:
        return LeftOutBecause.TOO_DEAR
    if n_marks == 0:
        return LeftOutBecause.NOBODY_MARKED
    return LeftOutBecause.NO_ROOM
