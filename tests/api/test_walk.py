"""One question through the API alone: from an idea to its look-back and what follows.

Seven people's programs do it, and nothing else touches the database but time.
"""

from datetime import timedelta

import pytest
from tests.api.client import Program
from tests.cast import collective, member

from folkmoot.deciding.models import Question

pytestmark = pytest.mark.long

ALL = ("Ann", "Bo", "Di", "Eva", "Fin", "Gus", "Hal")
ELM = "collectives/elm-street"
QUESTIONS = f"{ELM}/questions"
ONE = f"{QUESTIONS}/1"
YES = {"value": "consent"}


def draft(text: str, carrier: str, **more: str) -> dict[str, object]:
    return {
        "text": text,
        "look_back_date": "2027-09-01",
        "tasks": [
            {"what": "Buy the door", "due_date": "2027-08-01", "carrier_id": carrier}
        ],
        **more,
    }


class House:
    """Seven programs and the question they are on."""

    def __init__(self, clock) -> None:
        elm = collective(preset="local", members=ALL)
        self.clock = clock
        self.by = {name: Program(member(elm, name), days=365) for name in ALL}
        self.ids = {name: str(member(elm, name).id) for name in ALL}

    def __getitem__(self, name: str) -> Program:
        return self.by[name]

    def stage(self, number: int = 1) -> str:
        return self["Ann"].get(f"{QUESTIONS}/{number}")["stage"]

    def wait_for(self, stage: str, *, days: int) -> None:
        """Let time pass, some days at once, until the question is there."""
        for _ in range(20):
            if self.stage() == stage:
                return
            self.clock.move(timedelta(days=days))
        moves = self["Ann"].get(ONE)["moves"]
        pytest.fail(f"never {stage}: {[move['why'] for move in moves]}")


@pytest.fixture
def house(clock, db):
    return House(clock)


def test_from_an_idea_to_what_follows_its_look_back(house):
    _make_clear(house)
    _hear(house)
    _write(house)
    _stop_and_solve(house)
    _agree(house)
    _carry_out(house)
    _look_back(house)


def _make_clear(house):
    ann, bo = house["Ann"], house["Bo"]
    made = ann.post(QUESTIONS, {"title": "A quiet room"})
    # There is room: the idea is taken up at once.
    assert (made["number"], house.stage()) == (1, "shaping")
    boxes = {"short_text": "We make the small room quiet.", "affected": "All of us"}
    shaped = {"title": "A quiet room", "question_class": "ordinary", "shape": boxes}
    ann.put(f"{ONE}/shape", shaped)
    said = bo.post(f"{ONE}/explanations", {"text": "A room without talk?"})
    ann.put(f"{ONE}/explanations/{said['id']}/confirmation")
    assert ann.get(f"{ONE}/clarity")["missing"] == []
    ann.ask("POST", f"{ONE}/sending", status=200)
    assert house.stage() == "hearing"


def _hear(house):
    for program in house.by.values():
        program.put(f"{ONE}/seen")
    bo, hearing = house["Bo"], f"{ONE}/hearing"
    view = bo.post(f"{hearing}/statements", {"text": "I need a place to read."})
    bo.post(f"{hearing}/contributions", {"text": "Children sleep next door."})
    talk = {"kind": "talk", "text": "We like it.\nWho pays?", "people": 3}
    house["Di"].post(f"{hearing}/contributions", talk)
    house["Eva"].post(f"{ONE}/drafters")
    assert house["Eva"].get(f"{hearing}/statements")["statements"][0]["agreed"] is None
    for name in ALL:
        answer = {"answer": "disagree" if name == "Hal" else "agree"}
        house[name].put(f"{hearing}/statements/{view['id']}/response", answer)
    counted = house["Hal"].get(f"{hearing}/statements")["statements"][0]
    assert (counted["agreed"], counted["disagreed"]) == (6, 1)
    # All are heard: it closes at once.
    assert house.stage() == "drafting"


def _write(house):
    eva = house["Eva"]
    (drafter,) = eva.get(f"{ONE}/drafters")["drafters"]
    assert drafter["member"]["name"] == "Eva"
    assert drafter["drawn_at"]
    said = eva.get(f"{ONE}/hearing/contributions")["contributions"]
    for each in said:
        eva.put(f"{ONE}/uses/{each['id']}", {"use": "used"})
    text = "We put a door in the small room and read there."
    eva.post(f"{ONE}/versions", draft(text, house.ids["Fin"]))
    eva.ask("POST", f"{ONE}/submission", status=200)
    assert house.stage() == "checking"


def _stop_and_solve(house):
    harm = {"harm": "No way out in a fire", "to_whom": "Whoever reads there"}
    ann, hal, bo = house["Ann"], house["Hal"], house["Bo"]
    assert ann.get(f"{ONE}/positions")["tally"] is None
    hal.put(f"{ONE}/position", {"value": "object", "stop": harm})
    bo.put(f"{ONE}/position", {"value": "concern", "text": "The price"})
    said = {**YES, "is_said": True}
    ann.put(f"{ONE}/helped/{house.ids['Gus']}/position", said)
    for name in ("Ann", "Di", "Eva", "Fin"):
        house[name].put(f"{ONE}/position", YES)
    house.wait_for("working", days=8)
    shown = ann.get(f"{ONE}/positions")
    assert (shown["heard"], shown["members"]) == (7, 7)
    (worry,) = shown["worries"]
    ann.put(f"{ONE}/worries/{worry['id']}/answer", {"text": "Gus has an old one."})
    stop = f"{ONE}/stops/1"
    bo.put(f"{stop}/restatement", {"text": "A fire blocks the only door?"})
    hal.put(f"{stop}/restatement/answer", {"is_right": True})
    bo.post(f"{stop}/talk", {"text": "The window opens."})
    assert bo.get(f"{stop}/talk")["lines"][0]["name"] == "Bo"
    answer = {"kind": "changed", "text": "A second door to the yard."}
    bo.put(f"{stop}/answer", answer)
    ann.put(f"{stop}/answer/second-name")
    assert hal.put(f"{stop}/reply", {"is_solved": True})["state"] == "resolved"
    text = "We put two doors in the small room and read there."
    sent = draft(text, house.ids["Fin"], what_changed="A second door.")
    house["Eva"].post(f"{ONE}/versions", sent)
    house["Eva"].ask("POST", f"{ONE}/submission", status=200)
    assert house.stage() == "checking"
    changes = bo.get(f"{ONE}/versions/2")["changes"]
    assert "two doors" in "".join(c["text"] for c in changes if c["kind"] == "added")


def _agree(house):
    fin = house["Fin"]
    (task,) = fin.get(f"{ELM}/tasks?state=offered")["tasks"]
    assert any(each["about"] for each in fin.get("me/waiting")["waiting"])
    fin.put(f"{ELM}/tasks/{task['id']}/acceptance")
    for program in house.by.values():
        program.put(f"{ONE}/position", YES)
    house.wait_for("carrying", days=4)
    ann = house["Ann"]
    (decision,) = ann.get(f"{ELM}/decisions?state=in_force")["decisions"]
    assert decision["outcome"] == "consensus"
    assert decision["inputs"]["yes"] == 7
    path = f"{ELM}/decisions/{decision['id']}/computation"
    assert house["Hal"].get(path)["agrees"] is True


def _carry_out(house):
    fin = house["Fin"]
    (task,) = fin.get(f"{ELM}/tasks?state=accepted")["tasks"]
    path = f"{ELM}/tasks/{task['id']}"
    fin.post(f"{path}/progress", {"text": "It is ordered."})
    (line,) = fin.get(f"{path}/progress")["progress"]
    assert line["text"] == "It is ordered."
    assert fin.put(f"{path}/completion")["state"] == "done"
    house.wait_for("looking_back", days=14)


def _look_back(house):
    bo = house["Bo"]
    said = {"conclusion": "change", "happened": "It is too warm."}
    shown = bo.put(f"{ONE}/review/answer", said)
    assert [each["happened"] for each in shown["answers"]] == ["It is too warm."]
    assert house["Di"].get(f"{ONE}/review")["answers"] == []
    house["Ann"].put(f"{ONE}/review/answer", said)
    house.wait_for("closed", days=7)
    assert house["Di"].get(f"{ONE}/review")["conclusion"] == "change"
    following = bo.get(f"{QUESTIONS}/2")
    assert following["from_question"] == bo.get(ONE)["id"]
    assert bo.get(f"{ELM}/record/check")["holds"] is True
    kinds = {each["kind"] for each in bo.get(f"{ELM}/record?limit=100")["entries"]}
    assert {"position.taken", "decision.made"} & kinds
    assert Question.objects.count() == 2
