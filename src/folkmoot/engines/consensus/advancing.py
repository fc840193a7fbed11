"""The one function that moves a question: time and facts in, the next step out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from folkmoot.engines.consensus.carrying import (
    from_carrying,
    from_decided,
    from_looking_back,
)
from folkmoot.engines.consensus.closing import (
    from_checking,
    from_last_call,
    from_working,
)
from folkmoot.engines.consensus.facts import Call, Facts
from folkmoot.engines.consensus.opening import (
    from_drafting,
    from_hearing,
    from_idea,
    from_notice,
    from_shaping,
)
from folkmoot.engines.consensus.stages import BEFORE_DECIDED, Stage
from folkmoot.engines.consensus.state import Pause, State, Step, enter, open_window


def advance(state: State, facts: Facts, now: datetime) -> Step | None:
    """Return the next move that time or facts force, None if there is none yet.

    Parameters
    ----------
    state : State
        The question.
    facts : Facts
        What happened to it, for its present stage.
    now : datetime
        The present instant.

    Returns
    -------
    Step or None
        The move with the exact instant at which it fell due, which may be long before
        ``now``, and the state after it. Call again with that state and fresh facts
        until the answer is None.

    Notes
    -----
    ``now`` only decides whether the upcoming step is due. So a question looked at
    after a week of silence takes the same steps at the same instants as one that was
    looked at every second.
    """
    step = upcoming(state, facts)
    return step if step is not None and step.at <= now else None


def next_look(state: State, facts: Facts, now: datetime) -> datetime | None:
    """Return when to ask `advance` again if nothing else happens.

    Parameters
    ----------
    state : State
        The question.
    facts : Facts
        What happened to it.
    now : datetime
        The present instant.

    Returns
    -------
    datetime or None
        Not before ``now``; ``now`` itself if a step is due; None if time alone changes
        nothing any more.
    """
    step = upcoming(state, facts)
    return None if step is None else max(step.at, now)


def upcoming(state: State, facts: Facts) -> Step | None:
    """Return the step that comes next if nothing more happens, for "what comes next".

    Parameters
    ----------
    state : State
        The question.
    facts : Facts
        What happened to it so far, future dates included.

    Returns
    -------
    Step or None
        None for an ended question, and for a led one until its federation decided.
    """
    if state.is_led and state.stage in BEFORE_DECIDED:
        return None
    if state.pause is not None:
        return _after_pause(state, state.pause, facts)
    choose = _FROM.get(state.stage)
    return None if choose is None else choose(state, facts)


def _from_parked(state: State, facts: Facts) -> Step:
    """Transition 24: wake by itself, or when any member wakes it; with fresh time."""
    called = facts.called_at(Call.WAKE, 1)
    until = state.parked_until or state.since
    # A signature from before this sleep does not end it.
    is_woken = called is not None and state.since <= called < until
    at = called if called is not None and is_woken else until
    to = state.came_from or Stage.IDEA
    why = "woken" if is_woken else "parked_time_over"
    return Step(to, at, why, open_window(state, to, at))


def _after_pause(state: State, pause: Pause, facts: Facts) -> Step:
    """Transition 25: a rejected complaint gives the time back, else the step repeats."""
    ruling = facts.ruling
    if ruling is not None and pause.at <= ruling[0] <= pause.until:
        at, is_upheld = ruling
    else:
        at, is_upheld = pause.until, not pause.is_harm
    if is_upheld:
        return _repeat(state, at)
    lost = at - pause.at
    closes_at = state.closes_at + lost if state.closes_at else None
    until = state.parked_until + lost if state.parked_until else None
    resumed = replace(
        state, pause=None, closes_at=closes_at, parked_until=until, not_before=at
    )
    return Step(state.stage, at, "pause_over", resumed)


def _repeat(state: State, at: datetime) -> Step:
    """Give the stage its full window again without using up a check or a round."""
    why = "complaint_upheld"
    # A led question has no check of its own to repeat.
    if not state.is_led and state.stage in (Stage.DECIDED, Stage.CARRYING):
        # What there is to repeat after a decision is the check that led to it.
        unpaused = replace(state, pause=None, decided_at=None, outcome=None)
        return Step(Stage.CHECKING, at, why, enter(unpaused, Stage.CHECKING, at))
    repeated = open_window(state, state.stage, at)
    return Step(state.stage, at, why, repeated)


_FROM: Mapping[Stage, Callable[[State, Facts], Step | None]] = {
    Stage.IDEA: from_idea,
    Stage.SHAPING: from_shaping,
    Stage.NOTICE: from_notice,
    Stage.HEARING: from_hearing,
    Stage.DRAFTING: from_drafting,
    Stage.CHECKING: from_checking,
    Stage.WORKING: from_working,
    Stage.LAST_CALL: from_last_call,
    Stage.DECIDED: from_decided,
    Stage.CARRYING: from_carrying,
    Stage.LOOKING_BACK: from_looking_back,
    Stage.PARKED: _from_parked,
}
