"""What hangs on one's standing and on one's own answer, through the API."""

from datetime import date

import pytest
from tests.api.client import Program
from tests.cast import NOW, collective, member

from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.operations import (
    DraftText,
    StopText,
    raise_question,
    take_position,
)
from folkmoot.doing.operations import Task

ELM = "collectives/elm-street"
ONE = f"{ELM}/questions/1"
HARM = {"harm": "It is loud at night", "to_whom": "The second floor"}


def draft(carrier):
    task = Task("Hang it up", date(2027, 4, 1), carrier.id)
    return DraftText(text="A bell", look_back_date=date(2027, 6, 1), tasks=[task])


@pytest.fixture
def asked(db):
    """Return a question in its check; Bo said stop, by name."""
    elm = collective(friends=("Fay",))
    ann, bo = member(elm), member(elm, "Bo")
    question = raise_question(member=ann, title="A bell", draft=draft(ann), now=NOW)
    stop = StopText(**HARM)
    take_position(member=bo, question=question, value="object", stop=stop, now=NOW)
    return elm


def texts(program: Program, *paths: str) -> str:
    """Return all that is answered there."""
    return " ".join(
        str(program.ask("GET", f"{ONE}/{path}".rstrip("/"))) for path in paths
    )


ANSWERS = ("", "positions", "positions/named", "stops", "stops/1", "panels")


@pytest.mark.django_db
def test_no_answer_is_told_before_ones_own(asked):
    ann = Program(member(asked))
    before = texts(ann, *ANSWERS)
    assert HARM["harm"] not in before
    assert "object" not in texts(ann, "positions", "positions/named")
    ann.put(f"{ONE}/position", {"value": "consent"})
    assert HARM["harm"] in texts(ann, "stops")
    assert HARM["harm"] in texts(ann, "stops/1")


@pytest.mark.django_db
def test_a_case_about_an_unseen_stop_is_unseen(asked):
    bo, ann = Program(member(asked, "Bo")), Program(member(asked))
    case = {"kind": "complaint", "reason": "Nobody said it back", "stop": 1}
    panel = bo.post(f"{ONE}/panels", case)
    assert [each["id"] for each in bo.get(f"{ONE}/panels")["panels"]] == [panel["id"]]
    drawn = {each["member"]["name"] for each in panel["seats"]}
    if "Ann" not in drawn:
        ann.get(f"{ONE}/panels/{panel['id']}", status=404)
        assert ann.get(f"{ONE}/panels")["panels"] == []
    ann.put(f"{ONE}/position", {"value": "consent"})
    ann.get(f"{ONE}/panels/{panel['id']}")


@pytest.mark.django_db
def test_a_friend_is_not_told_whose_stop_it_is(asked):
    Question.objects.update(stage=Question.Stage.WORKING)
    fay, di = Program(member(asked, "Fay")), Program(member(asked, "Di"))
    (seen,) = fay.get(f"{ONE}/stops")["stops"]
    assert (seen["harm"], seen["owner"]) == (HARM["harm"], "")
    assert fay.get(f"{ONE}/stops/1")["owner"] == ""
    di.put(f"{ONE}/position", {"value": "consent"})
    assert di.get(f"{ONE}/stops/1")["owner"] == "Bo"
    assert fay.get(f"{ONE}/positions/named")["answers"] == []
    assert fay.get(f"{ONE}/positions")["answers"] == []


@pytest.mark.django_db
def test_a_stop_without_a_name_keeps_it_everywhere(asked):
    asked_by = member(asked, "Di")
    stop = StopText(harm="Rain", to_whom="Me", nameless=True)
    question = Question.objects.get()
    take_position(
        member=asked_by, question=question, value="object", stop=stop, now=NOW
    )
    ann = Program(member(asked))
    ann.put(f"{ONE}/position", {"value": "consent"})
    shown = ann.get(f"{ONE}/stops/2")
    assert (shown["owner"], shown["is_own"]) == ("", False)
    # The one name that is missing would be the owner's: no answer bears one.
    assert ann.get(f"{ONE}/positions/named")["answers"] == []
    assert ann.get(f"{ONE}/positions")["answers"] == []
    for entry in ann.get(f"{ELM}/record?limit=100")["entries"]:
        told = {each["name"]: each["value"] for each in entry["disclosures"]}
        if told.get("value") == Position.Value.OBJECT:
            assert told.get("actor") != str(asked_by.id), entry["sentence"]
