"""Between a question's row and the engine's `State`, without loss."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from folkmoot.deciding.models.questions import Matter
from folkmoot.engines.consensus import (
    Outcome,
    Pause,
    Rules,
    Stage,
    State,
    rules_from_dict,
    rules_to_dict,
)


def state_of(question: Matter) -> State:
    """Return the engine's state of ``question``."""
    return read_state(question.state)


def read_state(plain: Mapping[str, Any]) -> State:
    """Return the state that `plain_state` wrote."""
    return State(**{name: _read(name, value) for name, value in plain.items()})


def plain_state(state: State) -> dict[str, Any]:
    """Return a state as plain values for a column."""
    return {field.name: _plain(getattr(state, field.name)) for field in fields(State)}


def write_state(question: Matter, state: State) -> None:
    """Put ``state`` into the row and the columns that repeat it; does not save."""
    question.state = plain_state(state)
    question.stage = state.stage.value
    question.since = state.since
    question.closes_at = state.closes_at
    question.round = state.checks


_WRITERS: dict[type, Any] = {
    Rules: rules_to_dict,
    Pause: lambda pause: [
        pause.at.isoformat(),
        pause.until.isoformat(),
        pause.is_harm,
    ],
    datetime: datetime.isoformat,
    timedelta: timedelta.total_seconds,
    frozenset: sorted,
}


def _plain(value: Any) -> Any:
    writer = _WRITERS.get(type(value))
    return writer(value) if writer else value


_READERS: dict[str, Any] = {
    "rules": rules_from_dict,
    "stage": Stage,
    "came_from": Stage,
    "outcome": Outcome,
    "window": lambda seconds: timedelta(seconds=seconds),
    "since": datetime.fromisoformat,
    "closes_at": datetime.fromisoformat,
    "parked_until": datetime.fromisoformat,
    "decided_at": datetime.fromisoformat,
    "not_before": datetime.fromisoformat,
    "hearing_causes": frozenset,
    "badges": frozenset,
    "pause": lambda v: Pause(
        datetime.fromisoformat(v[0]), datetime.fromisoformat(v[1]), v[2]
    ),
}


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    reader = _READERS.get(name)
    return reader(value) if reader else value
