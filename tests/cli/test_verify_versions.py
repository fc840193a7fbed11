"""A copy in which one of several versions was decided holds, and tells if it does not."""

import json

import pytest
from tests.cli.verifying import refresh, unpacked, verify, written
from tests.deciding.beside import ASIDE, SideBySide
from tests.deciding.house import MEMBERS, ROOTS, STOP, YES

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(tmp_path):
    """Return an unpacked copy in which the hedge was decided, past a stop to the pond."""
    house = SideBySide()
    question = house.compared()
    house.accept(question)
    for name in MEMBERS[:5]:
        house.say_to_all(question, name, ASIDE, YES, ASIDE)
    house.say_to_all(question, "Gus", ASIDE, YES, STOP, stop=ROOTS)
    house.later(question, 8)
    assert house.later(question, 4).decisions.get().proposal.label == "hedge"
    file = written(house.elm, tmp_path / "elm.tar.gz", house.now)
    (tmp_path / "copy").mkdir()
    return unpacked(file, tmp_path / "copy")


def change(copy, name, edit):
    """Change the rows of one file of a copy."""
    [file] = copy.glob(f"**/{name}.jsonl")
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    for row in rows:
        edit(row)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    refresh(copy)


def test_it_holds(copy):
    _status, said = verify(copy)
    assert said["faults"] == []
    assert said["counts"]["choices of a version computed again"] == 1
    assert said["counts"]["tallies counted again"] == 1


def test_another_version_going_on_is_told(copy):
    def turn(row):
        if row["variant"]:
            row["beside"] = row["label"] != "pond"

    change(copy, "deciding.proposal", turn)
    status, _said = verify(copy)
    assert status != 0


def test_a_position_to_another_version_is_told(copy):
    def turn(row):
        if row["value"] == "stand_aside":
            row["value"] = "consent"

    change(copy, "deciding.position", turn)
    status, _said = verify(copy)
    assert status != 0
