"""After the decision: carrying out, looking back, and objections that come late."""

from datetime import datetime, timedelta

from folkmoot.engines.consensus.closing import no_decision, verdict_on
from folkmoot.engines.consensus.facts import Call, Facts
from folkmoot.engines.consensus.moving import (
    first,
    in_this_stage,
    move,
    move_when,
    not_before,
)
from folkmoot.engines.consensus.outcome import Outcome
from folkmoot.engines.consensus.rules import (
    DAY,
    URGENT_EXPIRES_AFTER,
    signatures_needed,
)
from folkmoot.engines.consensus.stages import Stage
from folkmoot.engines.consensus.state import State, Step

REPEATS_AFTER = 30 * DAY
# About a year of asking every month, so that this loop has an end like every other.
LOOK_BACKS_AT_MOST = 12
YEARLY = 365 * DAY
EARLY_LOOK_BACK = {
    Outcome.FEW_VOICES: 30 * DAY,
    Outcome.NEAR_CONSENSUS: 60 * DAY,
}


def from_decided(state: State, facts: Facts) -> Step:
    """Transition 19: at once, or on the start date; a legal vote comes before it."""
    starts_at, vote = facts.doing.starts_at or state.since, facts.doing.vote
    if vote is None:
        return move(state, Stage.CARRYING, starts_at, "begins")
    if vote.is_carried:
        return move(state, Stage.CARRYING, max(starts_at, vote.at), "begins")
    why = "vote_not_held" if vote.is_carried is None else "vote_not_carried"
    return no_decision(state, vote.at, why)


def look_back_due(state: State, facts: Facts) -> datetime:
    """Return when the look-back opens by itself.

    Parameters
    ----------
    state : State
        A decided question.
    facts : Facts
        With the date in the draft, if it has one.

    Returns
    -------
    datetime
        The draft's date or the class's; a result with few voices or standing stops is
        looked at no later than 30 or 60 days after the decision.
    """
    decided_at = state.decided_at or state.since
    usual = facts.doing.look_back_at or decided_at + state.rules.look_back
    early = EARLY_LOOK_BACK.get(state.outcome) if state.outcome else None
    return usual if early is None else min(usual, decided_at + early)


def from_carrying(state: State, facts: Facts) -> Step | None:
    """Transition 21, and the end of an urgent decision that nobody confirmed."""
    doing = facts.doing
    k = signatures_needed(facts.asking.members)
    called = facts.called_at(Call.LOOK_BACK, k)
    due = look_back_due(state, facts)
    to = Stage.LOOKING_BACK
    return first(
        [
            _expiry(state, facts),
            move(state, to, due, "look_back_due"),
            move_when(state, to, doing.finished_at, "tasks_finished"),
            move_when(state, to, doing.fails_at, "does_not_work"),
            move_when(state, to, called, "called"),
        ]
    )


def _expiry(state: State, facts: Facts) -> Step | None:
    """End an urgent decision after 30 days, unless the full path confirmed it."""
    if not state.rules.is_urgent:
        return None
    at = (state.decided_at or state.since) + URGENT_EXPIRES_AFTER
    confirmed = facts.doing.confirmed_at
    if confirmed is not None and confirmed <= at:
        return None
    badges = state.badges | {"expired"}
    return move(state, Stage.LOOKING_BACK, at, "urgent_expired", badges=badges)


def from_looking_back(state: State, facts: Facts) -> Step | None:
    """Transition 22: a conclusion or a report closes it, silence asks again."""
    doing = facts.doing
    end = state.closes_at or state.since
    if doing.has_report:
        timer = _close(state, facts, end, "report")
    elif state.look_backs < LOOK_BACKS_AT_MOST:
        again = {
            "look_backs": state.look_backs + 1,
            "closes_at": end + REPEATS_AFTER,
            "badges": state.badges | {"not_looked_at"},
        }
        timer = move(state, Stage.LOOKING_BACK, end, "not_looked_at", None, **again)
    else:
        timer = _close(state, facts, end, "not_looked_at")
    # A look-back reopened later must not be closed by an earlier conclusion.
    concluded = in_this_stage(state, doing.concluded_at)
    if concluded is None:
        return timer
    return first([_close(state, facts, concluded, "concluded"), timer])


def _close(state: State, facts: Facts, at: datetime, why: str) -> Step:
    """Close; what is kept is looked at again every year."""
    at = not_before(state, at)
    conclusion = facts.doing.conclusion or "keep"
    badges = state.badges
    if why != "not_looked_at":
        badges -= {"not_looked_at"}
    if state.rules.is_urgent and facts.doing.confirmed_at is None:
        # Looking back early does not confirm what was decided in a hurry.
        badges |= {"expired"}
    data = {"conclusion": conclusion}
    if conclusion == "keep" and "expired" not in badges:
        data["next_look_back_at"] = (at + YEARLY).isoformat()
    return move(state, Stage.CLOSED, at, why, data, badges=badges)


def takes_late_objection(state: State, raised_at: datetime, *, was_heard: bool) -> bool:
    """Say whether a member may still object to a decision (transition 20).

    Parameters
    ----------
    state : State
        The question.
    raised_at : datetime
        When the member objects.
    was_heard : bool
        Whether the member had a position in any check of this question.

    Returns
    -------
    bool
        True within the late-objection time for members who were not heard.
    """
    is_decided = state.stage in (Stage.DECIDED, Stage.CARRYING)
    if not is_decided or state.decided_at is None or was_heard:
        return False
    return timedelta(0) <= raised_at - state.decided_at <= state.rules.late_objection


def settle_late_objection(
    state: State, facts: Facts, raised_at: datetime, answered_at: datetime | None = None
) -> Step | None:
    """Return what a late objection comes to, when answered or 14 days after it.

    Parameters
    ----------
    state : State
        A decided question that is being carried out.
    facts : Facts
        With the late stop counted in the tally.
    raised_at : datetime
        When it was raised.
    answered_at : datetime, optional
        When it had lived its life, if before the 14 days were over.

    Returns
    -------
    Step or None
        The same stage with the stop printed if the outcome still passes; else CHECKING
        on the same text. None once the question is neither decided nor carried out,
        and for a led question that its federation has to check again.
    """
    if state.stage not in (Stage.DECIDED, Stage.CARRYING):
        return None
    limit = raised_at + state.rules.late_objection
    at = limit if answered_at is None else min(answered_at, limit)
    verdict = verdict_on(state, facts, is_extended=True)
    numbers = {"stop": facts.check.tally.stop, "heard": facts.check.tally.heard}
    if verdict.outcome.passes:
        return Step(state.stage, at, "late_objection_printed", state, numbers)
    if state.is_led:
        return None
    undone: dict[str, object] = {"outcome": None, "decided_at": None}
    return move(state, Stage.CHECKING, at, "late_objection", numbers, **undone)
