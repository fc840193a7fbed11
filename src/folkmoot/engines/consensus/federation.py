"""Many collectives, one question: what each leaf says, and the sums over leaves.

A leaf is a collective that answers by itself. Its counts travel up as they are, so
every sum above is a sum of leaves, and whoever sums in another order gets the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Self

from folkmoot.engines.consensus.outcome import (
    NOBODY,
    Tally,
    TallyError,
    Verdict,
    stops_allowed,
    yes_needed,
)
from folkmoot.engines.consensus.rules import DAY, RANGES, Rules

# One position says little of a leaf: this many are heard, or all of a smaller one.
LEAF_HEARD_LEAST = 3
LEAF_HEARD_PERCENT = 10
# Above this share of its heard a leaf objects; sooner where it bears the consequences.
OBJECTS_ABOVE_PERCENT = 25
OBJECTS_ABOVE_PERCENT_AFFECTED = 10


class LeafPosition(StrEnum):
    """What a collective's own counts come to in its federation; nobody chooses it."""

    NOT_HEARD = "not_heard"
    OBJECTS = "objects"
    AGREES = "agrees"
    DIVIDED = "divided"


@dataclass(frozen=True, slots=True)
class FederatedTally:
    """Sums over leaves: their people, and how many leaves hold each position.

    Tallies add up with ``+``, in any order and over any grouping.
    """

    members: int = 0
    people: Tally = NOBODY
    agree: int = 0
    divided: int = 0
    objecting: int = 0
    not_heard: int = 0

    @property
    def heard(self) -> int:
        """Leaves that were heard."""
        return self.agree + self.divided + self.objecting

    @property
    def leaves(self) -> int:
        """All leaves."""
        return self.heard + self.not_heard

    def __add__(self, other: Self) -> "FederatedTally":
        """Return the sums over the leaves of both."""
        pairs = zip(self.people, other.people, strict=True)
        return FederatedTally(
            self.members + other.members,
            Tally(*(mine + theirs for mine, theirs in pairs)),
            self.agree + other.agree,
            self.divided + other.divided,
            self.objecting + other.objecting,
            self.not_heard + other.not_heard,
        )


def leaf_position(
    rules: Rules, members: int, tally: Tally, *, is_affected: bool = False
) -> LeafPosition:
    """Return what a leaf's counts come to in its federation.

    Parameters
    ----------
    rules : Rules
        Numbers of the federated question.
    members : int, people
        Members of the leaf in the snapshot of the check.
    tally : Tally
        Their positions.
    is_affected : bool
        Whether the leaf is on the list of those affected.

    Returns
    -------
    LeafPosition
        Not heard below min(members, max(3, a tenth)); else objecting above a quarter
        of stops, a tenth if affected; else agreeing if yes, stops and floor are as
        `outcome` asks; else divided. A leaf without members is not heard.

    Raises
    ------
    TallyError
        If a count is negative or there are more positions than members.

    Examples
    --------
    >>> from folkmoot.engines.consensus.rules import DEFAULTS, QuestionClass
    >>> leaf_position(DEFAULTS[QuestionClass.SERIOUS], 12, Tally(3, 2, 4, 0))
    <LeafPosition.OBJECTS: 'objects'>
    """
    heard = tally.heard
    if min(tally) < 0 or heard > members:
        message = f"{tuple(tally)} for {members} members; expected at most one each"
        raise TallyError(message)
    tenth = -(-members * LEAF_HEARD_PERCENT // 100)
    if members < 1 or heard < min(members, max(LEAF_HEARD_LEAST, tenth)):
        return LeafPosition.NOT_HEARD
    limit = OBJECTS_ABOVE_PERCENT_AFFECTED if is_affected else OBJECTS_ABOVE_PERCENT
    if 100 * tally.stop > limit * heard:
        return LeafPosition.OBJECTS
    agrees = (
        100 * tally.yes >= rules.support_percent * heard
        and tally.stop <= stops_allowed(rules, heard)
        and tally.yes >= yes_needed(rules, members)
    )
    return LeafPosition.AGREES if agrees else LeafPosition.DIVIDED


def leaf_tally(
    rules: Rules, members: int, tally: Tally, *, is_affected: bool = False
) -> FederatedTally:
    """Return the sums over one leaf, to be added to those of others.

    Parameters
    ----------
    rules : Rules
        Numbers of the federated question.
    members : int, people
        Members of the leaf.
    tally : Tally
        Their positions.
    is_affected : bool
        Whether the leaf is on the list of those affected.

    Returns
    -------
    FederatedTally
        One leaf with its `leaf_position`.
    """
    position = leaf_position(rules, members, tally, is_affected=is_affected)
    return FederatedTally(
        members,
        tally,
        agree=int(position is LeafPosition.AGREES),
        divided=int(position is LeafPosition.DIVIDED),
        objecting=int(position is LeafPosition.OBJECTS),
        not_heard=int(position is LeafPosition.NOT_HEARD),
    )


def is_cluster(heard: int, objecting: int) -> bool:
    """Say whether a region or an affected group may not be passed over.

    Parameters
    ----------
    heard : int, leaves
        Leaves of the group that were heard.
    objecting : int, leaves
        Those of them that object.

    Returns
    -------
    bool
        True for two heard leaves or more of which half or more object.
    """
    return heard >= 2 and 2 * objecting >= heard  # noqa: PLR2004 # a pair is a group


def timetable(rules: Rules, levels: int) -> Rules:
    """Return the numbers of a class with the windows of a federated question.

    Parameters
    ----------
    rules : Rules
        Numbers of the question's class.
    levels : int
        Levels of councils above the leaves.

    Returns
    -------
    Rules
        The same with time for each council between leaves and top to group what came
        in; never shorter than the class's own windows and never beyond what `validate`
        allows. Urgent numbers stay as they are.

    Raises
    ------
    ValueError
        If there is no level.
    """
    if levels < 1:
        message = f"levels is {levels}; expected at least 1"
        raise ValueError(message)
    if rules.is_urgent:
        return rules
    middle = levels - 1
    return replace(
        rules,
        hearing=_longer(rules, "hearing", rules.hearing, (14 + 3 * middle) * DAY),
        check=_longer(rules, "check", rules.check, (10 + 2 * middle) * DAY),
        last_call=_longer(rules, "last_call", rules.last_call, (7 + middle) * DAY),
    )


def _longer(rules: Rules, name: str, own: timedelta, window: timedelta) -> timedelta:
    """Return the longer of two windows, within what the class may have."""
    _least, most = RANGES[rules.question_class][name]
    return max(own, window if isinstance(most, int) else min(window, most))


def must_be_variant(backing: int, heard: int) -> bool:
    """Say whether an amendment must stand in the next check as a variant.

    Parameters
    ----------
    backing : int, leaves
        Leaves that back it.
    heard : int, leaves
        Leaves that were heard.

    Returns
    -------
    bool
        True for two leaves or more that are a tenth or more of those heard.
    """
    return backing >= 2 and 10 * backing >= heard  # noqa: PLR2004 # as written


def choose_variant(variants: Sequence[tuple[Verdict, Tally]]) -> int | None:
    """Return which of several variants goes on.

    Parameters
    ----------
    variants : sequence of (Verdict, Tally), oldest first
        What each came to, and the positions of all people on it.

    Returns
    -------
    int or None
        Place of the passing variant with the fewest stops, then the most yes, then the
        oldest; None if none passes.
    """
    places = [
        (tally.stop, -tally.yes, place)
        for place, (verdict, tally) in enumerate(variants)
        if verdict.outcome.passes
    ]
    return min(places)[2] if places else None


def leading_variant(variants: Sequence[tuple[Verdict, Tally]]) -> int:
    """Return which of several variants is read as the text that all were asked about.

    Parameters
    ----------
    variants : sequence of (Verdict, Tally), oldest first
        What each came to, and the positions of all people on it.

    Returns
    -------
    int
        Place that `choose_variant` returns; if none passes, the place with the fewest
        stops, then the most yes, then the oldest.

    Raises
    ------
    ValueError
        If there is no variant.

    Examples
    --------
    >>> from folkmoot.engines.consensus.outcome import Outcome
    >>> work = Verdict(Outcome.WORK, ())
    >>> leading_variant([(work, Tally(5, 0, 2, 0)), (work, Tally(4, 1, 1, 0))])
    1
    """
    if not variants:
        message = "variants is empty; expected at least one"
        raise ValueError(message)
    passing = choose_variant(variants)
    if passing is not None:
        return passing
    places = enumerate(variants)
    return min((tally.stop, -tally.yes, place) for place, (_, tally) in places)[2]
