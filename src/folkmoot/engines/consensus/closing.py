"""From a draft to a decision: checking, working, last call."""

from datetime import datetime

from folkmoot.engines.consensus.facts import Call, Facts
from folkmoot.engines.consensus.keys import federated_outcome
from folkmoot.engines.consensus.moving import (
    all_heard_at,
    closing_at,
    first,
    in_this_stage,
    move,
    move_when,
    not_before,
    stay,
)
from folkmoot.engines.consensus.outcome import Circumstances, Outcome, Verdict, outcome
from folkmoot.engines.consensus.rules import DAY, signatures_needed
from folkmoot.engines.consensus.stages import Stage
from folkmoot.engines.consensus.state import State, Step

ROUNDS_AT_MOST = 3
RETURNS_AT_MOST = 2
# Three times seven days are enough for a stop to be understood, answered and replied
# to on its own timers, so that a stop raised late is answered and never kills by delay.
LENGTHENINGS_AT_MOST = 3
COMES_BACK_AFTER = 90 * DAY
OFFERS = ("try_by_those_who_want", "trial", "split", "come_back")


def verdict_on(state: State, facts: Facts, *, is_extended: bool) -> Verdict:
    """Return what the positions held now come to.

    Parameters
    ----------
    state : State
        The question, at or after its first check.
    facts : Facts
        Its positions and stops.
    is_extended : bool
        Whether an extension is used up.

    Returns
    -------
    Verdict
        As `outcome` says, or `federated_outcome` where there are groups.
    """
    check = facts.check
    circumstances = Circumstances(
        checks=max(1, state.checks),
        answered=check.unanswered_stops == 0,
        fundamental=check.fundamental,
        cluster=check.cluster,
        extended=is_extended,
    )
    if check.groups is not None:
        return federated_outcome(state.rules, check.groups, circumstances)
    return outcome(state.rules, facts.asking.members, check.tally, circumstances)


def from_checking(state: State, facts: Facts) -> Step | None:
    """Transitions 11, 12, 13 and 15, at the window's end or when all are heard."""
    end = closing_at(state, facts)
    early = _all_agreed_at(state, facts)
    is_early = early is not None and early < end
    at = early if early is not None and is_early else end
    verdict = verdict_on(state, facts, is_extended=state.is_check_extended)
    if verdict.outcome is Outcome.EXTEND:
        data = _told(verdict)
        return stay(state, at, "check_extended", data, is_check_extended=True)
    if verdict.outcome is Outcome.NO_DECISION:
        return no_decision(state, at, "not_agreed", verdict)
    if verdict.outcome.passes and not facts.check.tasks_without_carrier:
        return _to_last_call(state, at, verdict, is_skipped=is_early)
    why = "no_carrier" if verdict.outcome.passes else "work_needed"
    return move(state, Stage.WORKING, at, why, _told(verdict))


def _all_agreed_at(state: State, facts: Facts) -> datetime | None:
    """Return when all had a position and nothing was left open."""
    check = facts.check
    is_open = check.tally.stop or check.tally.need_more or check.unanswered_stops
    if is_open or check.unanswered_worries:
        return None
    return all_heard_at(state, facts)


def _to_last_call(
    state: State, at: datetime, verdict: Verdict, *, is_skipped: bool
) -> Step:
    """Enter last call; where it is skipped it begins and ends in the same instant."""
    # Urgent has one window; only a standing stop is worth a second look at the text.
    is_near = verdict.outcome is Outcome.NEAR_CONSENSUS
    is_plain = state.rules.is_urgent and not state.is_federated and not is_near
    skipped = is_skipped or is_plain
    changes: dict[str, object] = {"outcome": verdict.outcome}
    if skipped:
        changes |= {"closes_at": at, "window": DAY * 0}
    why = "passes_all_heard" if skipped else "passes"
    return move(state, Stage.LAST_CALL, at, why, _told(verdict), **changes)


def from_working(state: State, facts: Facts) -> Step | None:
    """Transitions 14, 15 and 16.

    Notes
    -----
    Nothing waits for one person: a round that ends with an unanswered stop is followed
    by one more if k members ask, else by the next of three with drafters drawn anew;
    when all are used, things stay as they are. A silent owner cannot cause this: the
    stop's own timers bring it to STANDING. Silent drafters can, which costs the draft
    and not the stop.
    """
    end = state.closes_at or state.since
    handed = in_this_stage(state, facts.work.handed_over_at)
    if facts.check.unanswered_stops == 0:
        is_handed = handed is not None and handed <= end
        why = "handed_over" if is_handed else "same_text_by_timer"
        return _after_work(state, facts, min(handed or end, end), why)
    k = signatures_needed(facts.asking.members)
    called = facts.called_at(Call.ONE_MORE_ROUND, k)
    if not state.has_one_more and called is not None and called <= end:
        more = end + state.rules.working
        return stay(state, end, "one_more_round", closes_at=more, has_one_more=True)
    if state.rounds < ROUNDS_AT_MOST:
        why = "drafters_redrawn"
        return move(state, Stage.WORKING, end, why, {"round": state.rounds + 1})
    return no_decision(state, end, "stops_unanswered")


def _after_work(state: State, facts: Facts, at: datetime, why: str) -> Step:
    """Check again, or after the last check count once more without a new one."""
    if state.checks < state.rules.max_checks:
        return move(state, Stage.CHECKING, at, why)
    verdict = verdict_on(state, facts, is_extended=True)
    if not verdict.outcome.passes:
        return no_decision(state, at, "not_agreed", verdict)
    if facts.check.tasks_without_carrier:
        return no_decision(state, at, "no_carrier", verdict)
    return _to_last_call(state, at, verdict, is_skipped=False)


def from_last_call(state: State, facts: Facts) -> Step | None:
    """Transitions 17 and 18: decide, go back at most twice, or answer in here."""
    call = facts.last_call
    timer = _at_last_call_end(state, facts, closing_at(state, facts))
    steps: list[Step | None] = [timer]
    if state.returns < RETURNS_AT_MOST:
        back = {"returns": state.returns + 1, "outcome": None}
        reasons = (
            ("new_stop", call.new_stop_at),
            ("carrier_left", call.carrier_left_at),
        )
        steps += [
            move_when(state, Stage.WORKING, in_this_stage(state, at), why, **back)
            for why, at in reasons
        ]
    return first(steps)


def _at_last_call_end(state: State, facts: Facts, end: datetime) -> Step:
    """Decide on the frozen text; an unanswered stop is answered in a longer call."""
    if facts.check.unanswered_stops or facts.check.tasks_without_carrier:
        return _lengthen(state, end)
    # No further extension here: the text has been frozen and asked about.
    verdict = verdict_on(state, facts, is_extended=True)
    if verdict.outcome.passes:
        badges = state.badges | set(verdict.badges)
        changes = {"outcome": verdict.outcome, "badges": badges}
        return move(state, Stage.DECIDED, end, "decided", _told(verdict), **changes)
    if verdict.outcome is Outcome.WORK and state.returns < RETURNS_AT_MOST:
        back = {"returns": state.returns + 1, "outcome": None}
        told = _told(verdict)
        return move(state, Stage.WORKING, end, "work_needed", told, **back)
    return no_decision(state, end, "not_agreed", verdict)


def _lengthen(state: State, end: datetime) -> Step:
    """Give the open stop or the search for a carrier more time, within a limit."""
    if state.lengthenings >= LENGTHENINGS_AT_MOST:
        return no_decision(state, end, "stops_unanswered_or_no_carrier")
    count = state.lengthenings + 1
    return stay(state, end, "last_call_lengthened", lengthenings=count)


def no_decision(
    state: State, at: datetime, why: str, verdict: Verdict | None = None
) -> Step:
    """Things stay as they are; four offers go with it."""
    data = {
        **(_told(verdict) if verdict else {}),
        "offers": list(OFFERS),
        "come_back_at": (not_before(state, at) + COMES_BACK_AFTER).isoformat(),
    }
    result = {"outcome": Outcome.NO_DECISION}
    return move(state, Stage.NO_DECISION, at, why, data, **result)


def may_reopen(
    state: State, facts: Facts, now: datetime, signatures: int, *, has_new: bool
) -> bool:
    """Say whether a question without a decision may be shaped again (transition 26).

    Parameters
    ----------
    state : State
        The question.
    facts : Facts
        With the number of members.
    now : datetime
        The present instant.
    signatures : int, people
        Members who ask for it.
    has_new : bool
        Whether there is a new fact or a new text.

    Returns
    -------
    bool
        True if k members ask and there is something new or 90 days have passed.
    """
    is_ripe = has_new or now >= state.since + COMES_BACK_AFTER
    is_asked = signatures >= signatures_needed(facts.asking.members)
    return state.stage is Stage.NO_DECISION and is_asked and is_ripe


def _told(verdict: Verdict) -> dict[str, object]:
    """Return a verdict as plain values for the record."""
    reasons = [[reason.code, dict(reason.numbers)] for reason in verdict.reasons]
    return {
        "outcome": verdict.outcome.value,
        "reasons": reasons,
        "badges": list(verdict.badges),
    }
