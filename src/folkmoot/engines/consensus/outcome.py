"""The outcome function: positions in, one of six outcomes and its reasons out.

Shares are compared as whole numbers (``100 * yes >= percent * heard``), which is the
same as comparing exact fractions and leaves no room for rounding.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from folkmoot.engines.consensus.rules import QuestionClass, Rules


class Outcome(StrEnum):
    """What a check or a last call comes to."""

    CONSENSUS = "consensus"
    NEAR_CONSENSUS = "near_consensus"
    FEW_VOICES = "few_voices"
    EXTEND = "extend"
    WORK = "work"
    NO_DECISION = "no_decision"

    @property
    def passes(self) -> bool:
        """Whether the draft goes on to its last call."""
        return self in _PASSING


_PASSING = frozenset({Outcome.CONSENSUS, Outcome.NEAR_CONSENSUS, Outcome.FEW_VOICES})


class TallyError(ValueError):
    """Counts that cannot be: negative, or more positions than members."""


class Tally(NamedTuple):
    """How many members hold each position on one version of a draft.

    ``yes`` counts consent and consent with a concern.
    """

    yes: int
    aside: int
    stop: int
    need_more: int

    @property
    def heard(self) -> int:
        """All members with a position."""
        return self.yes + self.aside + self.stop + self.need_more


NOBODY = Tally(0, 0, 0, 0)


class Circumstances(NamedTuple):
    """What else the outcome depends on.

    ``checks`` counts this one; ``answered``: every stop is answered; ``fundamental``:
    four of a lot panel of five found the founding agreement broken or a grave harm;
    ``cluster``: half of an affected or language or site group of three or more heard
    say stop; ``extended``: the check was extended before.
    """

    checks: int
    answered: bool
    fundamental: bool = False
    cluster: bool = False
    extended: bool = False


class Reason(NamedTuple):
    """One condition that was met or missed: a code, and its numbers by name."""

    code: str
    numbers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, every condition that led to it, and badges for the result."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    badges: tuple[str, ...] = ()


def stops_allowed(rules: Rules, heard: int) -> int:
    """Return how many answered stops a near-consensus may carry, L(H).

    Parameters
    ----------
    rules : Rules
        Share and small-number rule of the class.
    heard : int, people
        Members with a position.

    Returns
    -------
    int
        0 below ``one_stop_from``, then 1, then the share rounded down.

    Notes
    -----
    For the defaults this equals the published steps (ordinary: 0 under 5 heard, 1
    under 20, then a tenth). The extra bound ``1 + heard - one_stop_from`` matters only
    for numbers a collective chose: it keeps the limit from rising by more than one per
    person heard, without which one more stop could help a draft pass.

    Examples
    --------
    >>> from folkmoot.engines.consensus.rules import DEFAULTS
    >>> [stops_allowed(DEFAULTS[QuestionClass.ORDINARY], h) for h in (4, 5, 19, 20)]
    [0, 1, 1, 2]
    """
    above = heard - rules.one_stop_from
    if above < 0 or rules.stop_percent == 0:
        return 0
    return max(1, min(heard * rules.stop_percent // 100, 1 + above))


def yes_needed(rules: Rules, members: int) -> int:
    """Return the floor: how many must say yes, whatever the share of those heard.

    Parameters
    ----------
    rules : Rules
        Share and least number of the class.
    members : int, people
        Members in the snapshot of the check.

    Returns
    -------
    int
        max(least, ceil(share of members)), at most all members.
    """
    share = -(-members * rules.floor_percent // 100)
    return min(members, max(rules.floor_least, share))


def outcome(
    rules: Rules, members: int, tally: Tally, circumstances: Circumstances
) -> Verdict:
    """Decide what a check comes to; the same input always gives the same verdict.

    Parameters
    ----------
    rules : Rules
        Numbers of the question's class, as frozen when it opened.
    members : int, people
        Members in the snapshot taken when the check opened.
    tally : Tally
        Positions held.
    circumstances : Circumstances
        Checks held, stops answered, panel and group findings, earlier extension.

    Returns
    -------
    Verdict
        Outcome, reasons in the order they were looked at, badges.

    Raises
    ------
    TallyError
        If a count is negative, there are more positions than members, no member, or
        no check; or the class is small, which is decided by notice.

    Notes
    -----
    The formula is the "Outcome function" of the process, version `RULES_VERSION`.
    With nobody heard it extends the check once and then makes no decision.
    """
    if tally.heard > members or min(tally) < 0 or members < 1:
        _refuse_counts(members, tally)
    if circumstances.checks < 1 or rules.question_class is QuestionClass.SMALL:
        _refuse_circumstances(rules, circumstances)
    held_back = _held_back(tally, circumstances)
    if held_back is not None:
        return held_back
    reasons: list[Reason] = []
    supported = is_supported(rules, tally, reasons)
    tolerable = _are_stops_tolerable(rules, tally, circumstances, reasons)
    if supported and tolerable:
        found = _with_enough_yes(rules, members, tally, circumstances, reasons)
    else:
        found = not_agreed(rules, circumstances, reasons)
    # A badge belongs to a result; work and extend are not results yet.
    is_result = found is not Outcome.WORK and found is not Outcome.EXTEND
    if is_result and 2 * tally.heard < members:
        return Verdict(found, tuple(reasons), ("few_voices",))
    return Verdict(found, tuple(reasons))


def _held_back(tally: Tally, circumstances: Circumstances) -> Verdict | None:
    """Return the verdict when it is too early to count."""
    if not circumstances.answered:
        reason = Reason("stop_unanswered", {"stop": tally.stop})
        return Verdict(Outcome.WORK, (reason,))
    settled = tally.yes + tally.aside + tally.stop
    if not circumstances.extended and 10 * tally.need_more > settled:
        numbers = {"need_more": tally.need_more, "others": settled}
        return Verdict(Outcome.EXTEND, (Reason("need_more_above_tenth", numbers),))
    return None


def is_supported(rules: Rules, tally: Tally, reasons: list[Reason]) -> bool:
    """Compare yes with those heard, and write it down among ``reasons``."""
    heard = tally.heard
    numbers = {"yes": tally.yes, "heard": heard, "percent": rules.support_percent}
    supported = 100 * tally.yes >= rules.support_percent * heard
    if heard == 0:
        code = "nobody_heard"
    else:
        code = "support_reached" if supported else "support_below_share"
    reasons.append(Reason(code, numbers))
    return supported


def _are_stops_tolerable(
    rules: Rules,
    tally: Tally,
    circumstances: Circumstances,
    reasons: list[Reason],
) -> bool:
    """Say whether the stops that stand leave room for near-consensus."""
    if tally.stop == 0:
        reasons.append(Reason("no_stop", {}))
        return True
    within = are_stops_within(tally, stops_allowed(rules, tally.heard), reasons)
    return may_stops_stand(rules, circumstances, reasons, "cluster") and within


def are_stops_within(tally: Tally, allowed: int, reasons: list[Reason]) -> bool:
    """Compare the stops with how many are ``allowed``, and write it down."""
    within = tally.stop <= allowed
    code = "stops_within_limit" if within else "stops_above_limit"
    numbers = {"stop": tally.stop, "allowed": allowed, "heard": tally.heard}
    reasons.append(Reason(code, numbers))
    return within


def may_stops_stand(
    rules: Rules, circumstances: Circumstances, reasons: list[Reason], cluster: str
) -> bool:
    """Say whether any stop may stand: after enough checks, and not a grave one.

    ``cluster`` is the code for many stops in one place.
    """
    enough = circumstances.checks >= rules.checks_before_near
    if not enough:
        checks = {"checks": circumstances.checks, "needed": rules.checks_before_near}
        reasons.append(Reason("stops_too_early", checks))
    if circumstances.fundamental:
        reasons.append(Reason("fundamental", {}))
    if circumstances.cluster:
        reasons.append(Reason(cluster, {}))
    return enough and not (circumstances.fundamental or circumstances.cluster)


def not_agreed(
    rules: Rules, circumstances: Circumstances, reasons: list[Reason]
) -> Outcome:
    """Return what follows: work while there are checks left, else no decision."""
    checks = {"checks": circumstances.checks, "most": rules.max_checks}
    more = circumstances.checks < rules.max_checks
    reasons.append(Reason("checks_left" if more else "no_checks_left", checks))
    return Outcome.WORK if more else Outcome.NO_DECISION


def _with_enough_yes(
    rules: Rules,
    members: int,
    tally: Tally,
    circumstances: Circumstances,
    reasons: list[Reason],
) -> Outcome:
    """Decide between the passing outcomes, once shares and stops allow it."""
    floor = yes_needed(rules, members)
    numbers = {"yes": tally.yes, "floor": floor, "members": members}
    if tally.yes >= floor:
        reasons.append(Reason("floor_reached", numbers))
        return Outcome.NEAR_CONSENSUS if tally.stop else Outcome.CONSENSUS
    reasons.append(Reason("floor_missed", numbers))
    if not circumstances.extended:
        return Outcome.EXTEND
    half = max(3, -(-floor // 2))
    if rules.question_class is QuestionClass.ORDINARY and tally.yes >= half:
        reasons.append(Reason("half_floor_reached", {"yes": tally.yes, "half": half}))
        return Outcome.FEW_VOICES
    reasons.append(Reason("extended_before", {}))
    return Outcome.NO_DECISION


def _refuse_counts(members: int, tally: Tally) -> None:
    """Name the count that cannot be."""
    if members < 1:
        message = f"members is {members}; expected at least 1"
        raise TallyError(message)
    for name, count in zip(tally._fields, tally, strict=True):
        if count < 0:
            message = f"{name} is {count}; expected at least 0"
            raise TallyError(message)
    message = (
        f"{tally.heard} positions for {members} members; expected at most one each"
    )
    raise TallyError(message)


def _refuse_circumstances(rules: Rules, circumstances: Circumstances) -> None:
    """Name what keeps a check from having an outcome."""
    if circumstances.checks < 1:
        message = f"checks is {circumstances.checks}; expected at least 1"
        raise TallyError(message)
    message = (
        f"class is {rules.question_class}, decided by notice without a check;"
        " expected ordinary, serious or founding"
    )
    raise TallyError(message)
