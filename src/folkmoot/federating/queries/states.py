"""Between a federated question's row and the engine's `State`."""

from folkmoot.deciding.states import plain_state, read_state
from folkmoot.engines.consensus import State
from folkmoot.federating.models import FederatedQuestion


def state_of(question: FederatedQuestion) -> State:
    """Return the engine's state of a federated question."""
    return read_state(question.state)


def write_state(question: FederatedQuestion, state: State) -> None:
    """Put ``state`` into the row and the columns that repeat it; does not save."""
    question.state = plain_state(state)
    question.stage = state.stage.value
    question.since = state.since
    question.closes_at = state.closes_at
    question.round = state.checks
