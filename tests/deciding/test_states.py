"""A question's state survives its row, whoever leads it."""

import json

import pytest
from tests.cast import NOW

from folkmoot.deciding.models import Question
from folkmoot.deciding.states import state_of, write_state
from folkmoot.engines.consensus import (
    DEFAULTS,
    QuestionClass,
    Stage,
    State,
    led,
    timetable,
)

RULES = timetable(DEFAULTS[QuestionClass.SERIOUS], 3)
FEDERATED = State(Stage.SHAPING, NOW, RULES, is_federated=True)
LED = led(State(Stage.HEARING, NOW, RULES, readings=1, is_federated=True))


@pytest.mark.parametrize("state", [FEDERATED, LED])
def test_is_the_same_after_it_was_written(state):
    question = Question()
    write_state(question, state)
    question.state = json.loads(json.dumps(question.state))

    assert state_of(question) == state


def test_one_written_before_there_were_federations_is_nobodys():
    question = Question()
    write_state(question, State(Stage.IDEA, NOW, RULES))
    del question.state["is_led"], question.state["is_federated"]

    assert not state_of(question).is_led
    assert not state_of(question).is_federated
