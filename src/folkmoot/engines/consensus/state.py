"""What a question is (state) and what comes next (step)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from folkmoot.engines.consensus.outcome import Outcome
from folkmoot.engines.consensus.rules import DAY, HOUR, Rules, lift
from folkmoot.engines.consensus.stages import BEFORE_DECIDED, MOVES, Stage

PANEL_RULES_WITHIN = 72 * HOUR
HARM_PAUSE_AT_MOST = 7 * DAY
PARKED_AT_MOST = 180 * DAY
ADOPTED_WITHIN = 14 * DAY


class MoveError(ValueError):
    """A move that the process does not permit."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A stop of all clocks: a process complaint, or grave harm found by a panel."""

    at: datetime
    until: datetime
    is_harm: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """One question as plain values.

    ``since`` is when the stage began (an extension keeps it), ``closes_at`` the nominal
    end of its window and ``window`` the least time for each member since their own
    delivery. ``came_from`` is the stage a parked or withdrawn question left. The
    counters bound every loop: ``checks``, ``readings`` held, working ``rounds``,
    ``redraws`` of drafters, ``parks``, ``returns`` from last call, ``lengthenings`` of
    it, ``look_backs`` that nobody held. ``not_before`` is the last extension or end of
    a pause: what happened earlier can move the question only from then on.

    ``is_federated``: asked of all leaves of a federation at once. ``is_led``: such a
    question as it stands in one leaf, where it follows the federation's (`led`) until
    that is decided, and is then carried out and looked back on at its own times.
    """

    stage: Stage
    since: datetime
    rules: Rules
    closes_at: datetime | None = None
    window: timedelta = timedelta(0)
    is_home: bool = False
    checks: int = 0
    readings: int = 0
    rounds: int = 0
    redraws: int = 0
    parks: int = 0
    returns: int = 0
    lengthenings: int = 0
    look_backs: int = 0
    is_helped: bool = False
    is_check_extended: bool = False
    has_one_more: bool = False
    hearing_causes: frozenset[str] = frozenset()
    badges: frozenset[str] = frozenset()
    parked_until: datetime | None = None
    came_from: Stage | None = None
    pause: Pause | None = None
    outcome: Outcome | None = None
    decided_at: datetime | None = None
    not_before: datetime | None = None
    is_federated: bool = False
    is_led: bool = False

    @property
    def is_one_page(self) -> bool:
        """Whether hearing and check are one page: at home when ordinary, and urgent."""
        if self.is_federated or self.is_led:
            return False
        return self.rules.is_urgent or (self.is_home and not self.rules.is_grave)


@dataclass(frozen=True, slots=True)
class Step:
    """One move: where to, at which instant, why (a code), numbers, and the new state."""

    to: Stage
    at: datetime
    why: str
    after: State
    data: Mapping[str, object] = field(default_factory=dict)


def window_of(stage: Stage, rules: Rules) -> timedelta:
    """Return how long a stage lasts on its timer.

    Parameters
    ----------
    stage : Stage
        Any stage.
    rules : Rules
        Numbers of the question.

    Returns
    -------
    timedelta
        Zero for stages without a window of their own.
    """
    lengths = {
        Stage.SHAPING: rules.shaping,
        Stage.NOTICE: rules.notice,
        Stage.HEARING: rules.hearing,
        Stage.DRAFTING: rules.drafting,
        Stage.CHECKING: rules.check,
        Stage.WORKING: rules.working,
        Stage.LAST_CALL: rules.last_call,
        Stage.LOOKING_BACK: 14 * DAY,
    }
    return lengths.get(stage, timedelta(0))


def open_window(state: State, stage: Stage, at: datetime) -> State:
    """Return the state with a fresh window of a stage and no counter touched.

    Parameters
    ----------
    state : State
        Before.
    stage : Stage
        The stage to stand in.
    at : datetime
        When it begins.

    Returns
    -------
    State
        In ``stage`` since ``at``, neither paused nor parked.
    """
    window = window_of(stage, state.rules)
    return replace(
        state,
        stage=stage,
        since=at,
        window=window,
        closes_at=at + window if window else None,
        pause=None,
        parked_until=None,
        came_from=None,
        not_before=None,
    )


def enter(state: State, to: Stage, at: datetime) -> State:
    """Return the state after entering a stage, with its window open and counted.

    Parameters
    ----------
    state : State
        Before.
    to : Stage
        The stage entered.
    at : datetime
        When.

    Returns
    -------
    State
        Checks, readings and rounds counted; decided questions carry their instant.

    Raises
    ------
    MoveError
        If the process has no such move.
    """
    if to not in MOVES[state.stage]:
        message = f"no move leads from {state.stage} to {to}"
        raise MoveError(message)
    is_talk = to in (Stage.HEARING, Stage.CHECKING)
    rules = lift(state.rules) if is_talk else state.rules
    entered = open_window(replace(state, rules=rules), to, at)
    counted = {
        Stage.CHECKING: {"checks": state.checks + 1},
        Stage.HEARING: {"readings": state.readings + 1},
        Stage.WORKING: {"rounds": state.rounds + 1},
        Stage.DECIDED: {"decided_at": at},
        Stage.PARKED: {"parks": state.parks + 1, "came_from": state.stage},
        Stage.WITHDRAWN: {"came_from": state.came_from or state.stage},
    }
    return replace(entered, **counted.get(to, {}))  # type: ignore[arg-type]


def take(
    state: State,
    to: Stage,
    at: datetime,
    why: str,
    *,
    until: datetime | None = None,
    data: Mapping[str, object] | None = None,
) -> Step:
    """Make a move that a person chose: merge, withdraw, park, adopt, reopen.

    Parameters
    ----------
    state : State
        Before.
    to : Stage
        Where to.
    at : datetime
        When the person chose it.
    why : str
        A code for the record.
    until : datetime, optional
        When a parked question wakes by itself.
    data : Mapping, optional
        What else the record should keep.

    Returns
    -------
    Step
        The move with the state after it.

    Raises
    ------
    MoveError
        If the process has no such move, the question is paused or led, or parking has
        no date within 180 days.
    """
    _refuse_led(state)
    if state.pause is not None:
        message = f"the question is paused until {state.pause.until.isoformat()}"
        raise MoveError(message)
    if to is Stage.PARKED and (until is None or not at < until <= at + PARKED_AT_MOST):
        message = f"parked until {until}; expected a date within 180 days"
        raise MoveError(message)
    if state.stage is Stage.WITHDRAWN:
        # Adopted: it goes on where it was, with fresh time and no check used up.
        if to is not state.came_from or at > state.since + ADOPTED_WITHIN:
            message = (
                f"a withdrawn question can be adopted for 14 days, to {state.came_from}"
            )
            raise MoveError(message)
        return Step(to, at, why, open_window(state, to, at), data or {})
    # Only parking by the timer counts towards its limit.
    after = replace(enter(state, to, at), parked_until=until, parks=state.parks)
    if state.stage is Stage.NO_DECISION:
        # A leaf that takes up again what its federation did not agree on does so alone.
        fresh = State(
            *(to, at, state.rules),
            is_home=state.is_home,
            is_federated=state.is_federated,
        )
        after = open_window(fresh, to, at)
    return Step(to, at, why, after, data or {})


def led(leader: State) -> State:
    """Return the state of a leaf's question that follows its federation's.

    Parameters
    ----------
    leader : State
        The federation's question after its latest step.

    Returns
    -------
    State
        The same stage, windows, rounds and counters, so that what people are asked has
        the same name everywhere; it takes no step of its own before the decision.
    """
    return replace(leader, is_led=True, is_federated=False)


def _refuse_led(state: State) -> None:
    """Refuse a leaf's own move where only its federation's question moves."""
    if state.is_led and state.stage in BEFORE_DECIDED | {Stage.WITHDRAWN, Stage.MERGED}:
        message = f"a led question that is {state.stage} follows its federation's"
        raise MoveError(message)


def pause(state: State, at: datetime, *, is_harm: bool = False) -> State:
    """Stop all clocks for a process complaint (72 h) or grave harm (7 d).

    Parameters
    ----------
    state : State
        An open question.
    at : datetime
        When k members, or the owner of an unanswered stop, complained; or when the
        panel found grave, hard-to-undo harm.
    is_harm : bool
        Whether it is the panel's pause for harm.

    Returns
    -------
    State
        The same with its pause.

    Raises
    ------
    MoveError
        If it is paused already, led, or cannot move at all any more.
    """
    _refuse_led(state)
    if state.pause is not None or state.stage not in MOVES[state.stage]:
        message = f"a question that is {state.stage} or paused cannot be paused"
        raise MoveError(message)
    length = HARM_PAUSE_AT_MOST if is_harm else PANEL_RULES_WITHIN
    return replace(state, pause=Pause(at, at + length, is_harm))
