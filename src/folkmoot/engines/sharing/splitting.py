"""Splitting what is short: nobody's need is met less than it must be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from heapq import heappop, heappush

from folkmoot.engines.sharing.flows import Flow

type Amount = int | Fraction


class SplitError(ValueError):
    """What was given cannot be split; the message says what and why."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one person, household, depot or collective needs.

    Parameters
    ----------
    id : str
        Its name.
    stated : int or Fraction
        How much it says it needs, in the good's own unit; at least 0.
    ceiling : int or Fraction or None
        How much of it counts at most, as the members decided for all of its kind. Where
        nothing limits what counts, whoever overstates gets more.
    had : int or Fraction
        How much it already got towards it, for instance in earlier weeks.
    takes : mapping of str to (int or Fraction or None), or None
        From which stores, and how much at most from each; None for as much as there is.
        None instead of a mapping: from all.
    """

    id: str
    stated: Amount
    ceiling: Amount | None = None
    had: Amount = 0
    takes: Mapping[str, Amount | None] | None = None

    @property
    def counted(self) -> Fraction:
        """How much of it counts."""
        most = self.stated if self.ceiling is None else self.ceiling
        return Fraction(min(self.stated, most))


@dataclass(frozen=True, slots=True)
class Part:
    """What one claim gets.

    Parameters
    ----------
    claim : str
        Whose.
    given : Fraction
        How much.
    of : mapping of str to Fraction
        How much from each store it gets something from.
    met : Fraction
        Which part of what counts is met with what it had before: 0 to 1.
    is_by_lot : bool
        Whether an equal claim got another number of pieces: then the lot decided.
    """

    claim: str
    given: Fraction
    of: Mapping[str, Fraction]
    met: Fraction
    is_by_lot: bool


@dataclass(frozen=True, slots=True)
class Split:
    """What everybody gets.

    Parameters
    ----------
    parts : tuple of Part
        By claim.
    left : mapping of str to Fraction
        What stays in each store.
    """

    parts: tuple[Part, ...]
    left: Mapping[str, Fraction]


def split(
    stores: Mapping[str, Amount],
    claims: Sequence[Claim],
    *,
    piece: Amount | None = None,
    seed: str = "",
) -> Split:
    """Split so that the least met need is met as far as it can be, then the next.

    Parameters
    ----------
    stores : mapping of str to (int or Fraction)
        How much there is, by name: one store, depots, weeks, or depots by weeks.
    claims : sequence of Claim
        Who needs how much. Their order changes nothing.
    piece : int or Fraction, optional
        The size of what cannot be divided; without it everything can be. With it, a
        claim may get a piece of which it needs a part.
    seed : str
        Published beforehand; draws the lot between equal claims to the last pieces.

    Returns
    -------
    Split
        Exact. No other split has a least met need that is met better; nor, with that
        one as it is, a next one; and so on.

    Raises
    ------
    SplitError
        If a name comes twice, an amount is below 0, a store is not there, or a piece
        is not above 0.

    Notes
    -----
    What counts as met is ``(had + given) / min(stated, ceiling)``. Divisible: the level
    up to which all can be raised together is found by discrete Newton steps on minimum
    cuts; whom the cut holds stays there, the others rise on (Megiddo, Optimal flows in
    networks with multiple sources and sinks, 1974). In pieces: each goes to the least
    met need that can still get one, of equal ones to the one that it helps more, then
    by lot; what stores allow is a polymatroid, on which this is best (Federgruen and
    Groenevelt, The greedy procedure for resource allocation problems, 1986).

    Examples
    --------
    >>> claims = [Claim("north", 30), Claim("south", 10), Claim("mill", 2, had=2)]
    >>> [(part.claim, str(part.given)) for part in split({"": 10}, claims).parts]
    [('mill', '0'), ('north', '15/2'), ('south', '5/2')]
    >>> [(part.claim, str(part.given)) for part in split({"": 10}, claims, piece=1).parts]
    [('mill', '0'), ('north', '7'), ('south', '3')]
    """
    _look_at(stores, claims, piece)
    unit = Fraction(piece or 1)
    exact = {name: Fraction(amount) / unit for name, amount in stores.items()}
    if piece is not None:
        exact = {name: Fraction(int(amount)) for name, amount in exact.items()}
    ordered = sorted(claims, key=lambda one: one.id)
    flow = Flow(exact, [_limits(one, exact, unit, piece) for one in ordered])
    needs = [one.counted / unit for one in ordered]
    had = [Fraction(one.had) / unit for one in ordered]
    if piece is None:
        _fill_evenly(flow, needs, had)
    else:
        lot = [sha256(f"{seed}\n{one.id}".encode()).digest() for one in ordered]
        _give_pieces(flow, needs, had, lot)
    return _told(ordered, flow, unit, stores)


def _limits(
    claim: Claim, stores: Mapping[str, Fraction], unit: Fraction, piece: Amount | None
) -> dict[str, Fraction]:
    takes = dict.fromkeys(stores) if claim.takes is None else claim.takes
    found = {}
    for name in sorted(takes):
        most = takes[name]
        limit = stores[name] if most is None else Fraction(most) / unit
        found[name] = Fraction(int(limit)) if piece is not None else limit
    return found


def _give_pieces(
    flow: Flow, needs: list[Fraction], had: list[Fraction], lot: list[bytes]
) -> None:
    """Give piece by piece to the least met need."""
    queue: list[tuple[Fraction, Fraction, bytes, int]] = []

    def wait(claim: int, given: Fraction) -> None:
        if had[claim] + given < needs[claim]:
            met = (had[claim] + given) / needs[claim]
            heappush(queue, (met, -1 / needs[claim], lot[claim], claim))

    for claim in range(len(needs)):
        wait(claim, Fraction(0))
    while queue:
        claim = heappop(queue)[-1]
        given = flow.total(claim) + 1
        if flow.raise_to(claim, given):
            wait(claim, given)


def _fill_evenly(flow: Flow, needs: list[Fraction], had: list[Fraction]) -> None:
    """Raise all together, leaving behind whom nothing more can reach."""
    rising = [n for n, need in enumerate(needs) if need > had[n]]
    targets = [Fraction(0)] * len(needs)
    while rising:
        trial, held = flow, set(rising)
        level, is_reached = Fraction(1), False
        while not is_reached:
            for claim in rising:
                targets[claim] = max(Fraction(0), level * needs[claim] - had[claim])
            trial = Flow(flow.stores, flow.limits)
            missed = [n for n, one in enumerate(targets) if not trial.raise_to(n, one)]
            is_reached = not missed
            if missed:
                held = trial.reach(missed)
                done = [targets[n] for n in held if n not in rising]
                inside = sum(map(trial.total, held), Fraction(0)) - sum(done)
                among = [n for n in rising if n in held]
                level = _level(among, needs, had, inside)
        flow.left, flow.given = trial.left, trial.given
        rising = [claim for claim in rising if claim not in held]


def _level(
    claims: list[int], needs: list[Fraction], had: list[Fraction], amount: Fraction
) -> Fraction:
    """Return how far an amount raises claims that stand at different levels."""
    order = sorted(claims, key=lambda one: had[one] / needs[one])
    need = raised = Fraction(0)
    level = Fraction(0)
    for place, claim in enumerate(order):
        need, raised = need + needs[claim], raised + had[claim]
        level = (amount + raised) / need
        following = order[place + 1 : place + 2]
        if all(level <= had[one] / needs[one] for one in following):
            break
    return level


def _told(
    claims: list[Claim], flow: Flow, unit: Fraction, stores: Mapping[str, Amount]
) -> Split:
    equal: dict[tuple[Fraction, Amount], set[Fraction]] = {}
    for number, claim in enumerate(claims):
        kind = (claim.counted, claim.had)
        equal.setdefault(kind, set()).add(flow.total(number))
    parts, left = [], {name: Fraction(amount) for name, amount in stores.items()}
    for number, claim in enumerate(claims):
        of = {name: one * unit for name, one in flow.given[number].items() if one}
        for name, one in of.items():
            left[name] -= one
        given = sum(of.values(), Fraction(0))
        met = (claim.had + given) / claim.counted if claim.counted else Fraction(1)
        is_by_lot = len(equal[claim.counted, claim.had]) > 1 and claim.takes is None
        parts.append(Part(claim.id, given, of, min(met, Fraction(1)), is_by_lot))
    return Split(tuple(parts), left)


def _look_at(
    stores: Mapping[str, Amount], claims: Sequence[Claim], piece: Amount | None
) -> None:
    for name, amount in stores.items():
        _refuse_below_zero(f"store {name!r}", amount)
    seen: set[str] = set()
    for claim in claims:
        if claim.id in seen:
            message = f"claim {claim.id!r} is given twice"
            raise SplitError(message)
        seen.add(claim.id)
        _look_at_claim(claim, stores)
    if piece is not None and piece <= 0:
        message = f"piece is {piece}; expected above 0"
        raise SplitError(message)


def _look_at_claim(claim: Claim, stores: Mapping[str, Amount]) -> None:
    _refuse_below_zero(f"stated of {claim.id!r}", claim.stated)
    _refuse_below_zero(f"ceiling of {claim.id!r}", claim.ceiling)
    _refuse_below_zero(f"had of {claim.id!r}", claim.had)
    for name, most in (claim.takes or {}).items():
        _refuse_below_zero(f"what {claim.id!r} takes of {name!r}", most)
        if name not in stores:
            message = f"claim {claim.id!r} takes of {name!r}; there is no such store"
            raise SplitError(message)


def _refuse_below_zero(what: str, amount: Amount | None) -> None:
    if amount is not None and amount < 0:
        message = f"{what} is {amount}; expected at least 0"
        raise SplitError(message)
