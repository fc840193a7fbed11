"""Every reason for a move has its sentence; every signature has its words."""

import ast
import string

import pytest
from tests.cast import NOW
from tests.house_rules.source import PACKAGE, called_name, calls_in, tree_of

from folkmoot.deciding.models import Call, Question, Transition
from folkmoot.deciding.words import calls, classes, history
from folkmoot.deciding.words.stages import LABELS
from folkmoot.engines.consensus import Stage
from folkmoot.people.models import Membership

ENGINE = PACKAGE / "engines" / "consensus"
OPERATIONS = PACKAGE / "deciding" / "operations"
MOVING = {
    *("move", "move_when", "stay", "park", "take", "Step", "create_question"),
    *("_go_forward", "_no_decision", "_close", "_take", "_move"),
}
# Reasons in the life of a stop, which has its own words.
OF_STOPS = ENGINE / "objections.py"


def reasons_in(tree):
    """Return the codes handed to what makes a step, or kept in `why` on the way."""
    found = set()
    for call in calls_in(tree):
        if called_name(call) in MOVING:
            given = [*call.args, *(k.value for k in call.keywords if k.arg == "why")]
            found |= {a.value for a in given if isinstance(a, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in (
            "why",
            "reasons",
        ):
            found |= {n.value for n in ast.walk(node) if isinstance(n, ast.Constant)}
    return {code for code in found if isinstance(code, str)}


def every_reason():
    files = [f for f in ENGINE.glob("*.py") if f != OF_STOPS]
    files += OPERATIONS.glob("*.py")
    codes = set().union(*(reasons_in(tree_of(file)) for file in files))
    return sorted(code for code in codes if code.replace("_", "").isalpha())


def test_the_reasons_of_the_engine_are_found():
    assert {"place_reached", "hearing_over", "new_stop", "passes"} <= set(
        every_reason()
    )


@pytest.mark.parametrize("code", every_reason())
def test_every_reason_has_its_sentence(code):
    assert code in history.SENTENCES


def test_sentences_name_nothing_but_who():
    for sentence in history.SENTENCES.values():
        assert set(string.Formatter().parse(str(sentence)))
        assert str(sentence) % {"who": "Ann"}
        assert str(sentence).endswith(".")


def test_a_move_is_told_with_who_and_where_to_and_why():
    move = Transition(
        member=Membership(name="Ann"),
        from_stage="hearing",
        to_stage="parked",
        why="parked",
        reason="After the harvest",
        at=NOW,
    )
    told = history.describe(move).replace("\u2068", "").replace("\u2069", "")
    assert told == ("Ann put the question aside. Now: Put aside. “After the harvest”")


def test_a_stage_that_is_a_question_ends_once():
    move = Transition(
        from_stage="drafting", to_stage="checking", why="parked_time_over", at=NOW
    )
    assert history.describe(move).endswith("Now: Can we agree?")


def test_every_stage_class_and_signature_has_its_words():
    assert set(LABELS) == set(Stage)
    assert set(classes.WORDS) == set(Question.Class) == set(classes.MEANINGS)
    assert set(calls.WORDS) == set(Call.Kind)
