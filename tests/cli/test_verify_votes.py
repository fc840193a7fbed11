"""A copy with a legal vote holds, and tells if its count was changed."""

from datetime import datetime

import pytest
from tests.again import once
from tests.cli.test_verify_versions import change
from tests.cli.verifying import unpacked, verify, written
from tests.deciding.test_legal_vote import Depot

from folkmoot.people.models import Collective

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@once
def counted() -> tuple[Collective, datetime]:
    """Return a collective in which three of five said yes, one on paper, and when."""
    depot = Depot()
    _question, vote = depot.opened()
    for name, answer in (("Ann", "yes"), ("Bo", "yes"), ("Di", "no")):
        depot.cast(vote, name, answer)
    depot.paper(vote)
    depot.now = vote.closes_at
    depot.count(vote, (1, 0, 0, 0), (1, 0, 0, 0))
    return depot.elm, depot.now


@pytest.fixture
def copy(tmp_path):
    """Return an unpacked copy of what was counted."""
    elm, now = counted()
    file = written(elm, tmp_path / "elm.tar.gz", now)
    (tmp_path / "copy").mkdir()
    return unpacked(file, tmp_path / "copy")


def test_it_holds(copy):
    _status, said = verify(copy)
    assert said["faults"] == []
    assert said["counts"]["legal votes computed again"] == 1


def test_how_anybody_answered_is_not_in_it(copy):
    [file] = copy.glob("**/deciding.voter.jsonl")
    assert '"way"' not in file.read_text()
    [file] = copy.glob("**/deciding.legalvote.jsonl")
    assert "page_yes" not in file.read_text()


@pytest.mark.sweep
@pytest.mark.parametrize(
    "edit",
    [
        lambda row: row.update(yes=4, no=0),
        lambda row: row.update(state="not_carried"),
        lambda row: row.update(roll=4),
        lambda row: row["rule"].update(yes=1, of=2),
        lambda row: row.update(counted_at=None),
    ],
    ids=("count", "result", "roll", "rule", "gone"),
)
def test_another_count_is_told(copy, edit):
    change(copy, "deciding.legalvote", edit)
    status, _said = verify(copy)
    assert status == 1
