"""Small pieces that all stages build their next step from."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from folkmoot.engines.consensus.facts import Facts
from folkmoot.engines.consensus.rules import DAY
from folkmoot.engines.consensus.stages import Stage
from folkmoot.engines.consensus.state import State, Step, enter

PARKED_BY_TIMER = 30 * DAY
PARKS_AT_MOST = 2


def first(steps: Iterable[Step | None]) -> Step | None:
    """Return the earliest step; of equals, the one named first."""
    return min((step for step in steps if step), key=lambda step: step.at, default=None)


def not_before(state: State, at: datetime) -> datetime:
    """Return the instant, or the last change of the question if that is later."""
    return max(at, state.not_before or state.since)


def in_this_stage(state: State, at: datetime | None) -> datetime | None:
    """Return the instant unless it belongs to an earlier round of the question."""
    return None if at is None or at < state.since else at


def move(
    state: State,
    to: Stage,
    at: datetime,
    why: str,
    data: Mapping[str, object] | None = None,
    **changes: object,
) -> Step:
    """Return the step into a stage; nothing happens before the last change."""
    at = not_before(state, at)
    after = replace(enter(state, to, at), **changes)  # type: ignore[arg-type]
    return Step(to, at, why, after, data or {})


def move_when(
    state: State, to: Stage, at: datetime | None, why: str, **changes: object
) -> Step | None:
    """Return the step if its instant is known.

    `first` then drops what happened after a window had ended: it comes too late.
    """
    if at is None:
        return None
    return move(state, to, at, why, None, **changes)


def stay(
    state: State,
    at: datetime,
    why: str,
    data: Mapping[str, object] | None = None,
    **changes: object,
) -> Step:
    """Return the step that adds one extension to the window and stays in the stage."""
    at = not_before(state, at)
    renewed = {"closes_at": at + state.rules.extension, "not_before": at}
    after = replace(state, **{**renewed, **changes})  # type: ignore[arg-type]
    return Step(state.stage, at, why, after, data or {})


def park(state: State, at: datetime, why: str) -> Step:
    """Return the timer's parking; after two of them the question is withdrawn.

    Without that end a question nobody cares for would sleep and wake for ever. It can
    still be adopted for 14 days.
    """
    if state.parks >= PARKS_AT_MOST:
        return move(state, Stage.WITHDRAWN, at, why)
    until = not_before(state, at) + PARKED_BY_TIMER
    return move(state, Stage.PARKED, at, why, parked_until=until)


def closing_at(state: State, facts: Facts) -> datetime:
    """Return when the window ends: each asked member has its full length."""
    nominal = state.closes_at or state.since
    latest = facts.asking.latest_delivery_at
    if latest is None or latest >= nominal:
        return nominal
    return max(nominal, latest + state.window)


def all_heard_at(state: State, facts: Facts) -> datetime | None:
    """Return when everybody had spoken, unless the class or a member wants the time.

    A federation takes its whole time: the last of very many is no sign to hurry by.
    """
    asking = facts.asking
    if state.is_federated or state.rules.is_grave:
        return None
    if asking.more_time_asked or asking.all_heard_at is None:
        return None
    # Somebody who has spoken was reached, whatever the mail said.
    return not_before(state, asking.all_heard_at)
