"""A copy in which one of several versions was decided holds, and tells if it does not."""

import json
from datetime import datetime

import pytest
from tests.again import once
from tests.cli.verifying import refresh, unpacked, verify, written
from tests.deciding.beside import ASIDE, SideBySide
from tests.deciding.house import MEMBERS, ROOTS, STOP, YES

from folkmoot.people.models import Collective

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@once
def decided() -> tuple[Collective, datetime]:
    """Return where the hedge was decided, past a stop to the pond, and when."""
    house = SideBySide()
    question = house.compared()
    house.accept(question)
    for name in MEMBERS[:5]:
        house.say_to_all(question, name, ASIDE, YES, ASIDE)
    house.say_to_all(question, "Gus", ASIDE, YES, STOP, stop=ROOTS)
    house.later(question, 8)
    assert house.later(question, 4).decisions.get().proposal.label == "hedge"
    return house.elm, house.now


@pytest.fixture
def copy(tmp_path):
    """Return an unpacked copy of what was decided."""
    elm, now = decided()
    file = written(elm, tmp_path / "elm.tar.gz", now)
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
