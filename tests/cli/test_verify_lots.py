"""Every lot on record is drawn again; another one who was drawn is found."""

import json

import pytest
from tests.cast import DAY, NOW
from tests.cli.verifying import refresh, unpacked, verify, written
from tests.deciding.house import House
from tests.deciding.test_calling_back import drawn, enter, told_not_right
from tests.federating.above import Above
from tests.federating.councils import send_pair
from tests.federating.test_cases import too_few_heard
from tests.federating.world import World

from folkmoot.cli.files.verify.entries import Said
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.cli.files.verify.lots import check_recorded
from folkmoot.deciding.operations import ask_panel
from folkmoot.deciding.queries.recorders import print_of, recorded_as
from folkmoot.federating.operations import settle_recalls_due
from folkmoot.record.models import Disclosure, Entry
from folkmoot.web.chance import falls_on

pytestmark = pytest.mark.django_db
COUNT = "lots drawn again"


def recorded(kind: str) -> Said:
    """Return the latest entry of a kind with all that it says."""
    entry = Entry.objects.filter(kind=kind).latest("id")
    rows = Disclosure.objects.filter(entry=entry)
    values = {row.name: row.value for row in rows}
    return Said(index=0, kind=kind, at="", about=None, values=values)


def checked(said: Said, **other: object) -> Findings:
    findings = Findings()
    values = {**said.values, **other}
    check_recorded([Said(0, said.kind, "", None, values)], findings)
    assert findings.counts[COUNT] == 1
    return findings


class TestOfAFederation:
    def test_a_case_is_drawn_again_with_its_groups(self):
        world = too_few_heard()
        world.at(world.question.closes_at)
        said = recorded("federated.panel_drawn")
        assert len(said.values["from_leaves"]) == 4
        assert not checked(said).faults
        drawn, people = said.values["drawn"], said.values["candidates"]
        others = [one for one in people if one not in drawn]
        assert checked(said, drawn=[others[0], *drawn[1:]]).faults
        assert checked(said, drawn=drawn[:-1]).faults
        assert checked(said, leaves=said.values["leaves"][::-1]).faults
        assert checked(said, candidates=people[::-1]).faults

    def test_drafters_are_drawn_again(self):
        world = World()
        world.delegates(*world.leaves)
        world.ask()
        world.hear()
        world.at(world.question.closes_at)
        said = recorded("federated.drafters_drawn")
        assert not checked(said).faults
        assert checked(said, drawn=said.values["drawn"][1:]).faults
        # Whoever is worried sits among them, in the last seat.
        people = [f"m{n}" for n in range(9)]
        findings = checked(said, candidates=people, drawn=people[:5], worried=["m8"])
        assert findings.faults

    def test_messengers_are_drawn_again(self):
        world = World()
        send_pair(world, world.leaves[0])
        said = recorded("messengers.drawn")
        assert not checked(said).faults
        assert checked(said, drawn=said.values["drawn"][::-1]).faults

    def test_who_stands_in_is_drawn_again(self):
        above = Above()
        above.ask(0, "Bo")
        above.ask(1, "Di")
        settle_recalls_due(NOW + 3 * DAY)
        said = recorded("recall.stand_in_drawn")
        assert not checked(said).faults
        assert checked(said, drawn=str(above.speaker.member_id)).faults

    def test_its_whole_copy_holds(self, tmp_path):
        world = too_few_heard()
        world.at(world.question.closes_at)
        file = written(world.federation, tmp_path / "all.tar.gz", world.now)
        (tmp_path / "copy").mkdir()
        _status, said = verify(unpacked(file, tmp_path / "copy"))
        assert said["faults"] == []
        assert said["counts"][COUNT] >= 1


class TestOfACallBack:
    """One in ten answers entered for another is called back about."""

    def copied(self, house, question, tmp_path):
        file = written(question.collective, tmp_path / "own.tar.gz", house.now)
        (tmp_path / "copy").mkdir()
        return unpacked(file, tmp_path / "copy")

    def test_its_lot_is_the_entry_itself(self, tmp_path):
        house = House()
        question = house.checked()
        position, found = drawn(house, question)
        told_not_right(position, found)
        _status, said = verify(self.copied(house, question, tmp_path))
        assert said["faults"] == []
        assert said["counts"][COUNT] == 1

    @pytest.mark.tampers
    def test_nobody_can_leave_it_out(self, tmp_path):
        house = House()
        question = house.checked()
        position = enter(house, question)
        while not falls_on(print_of(recorded_as(position)), 10):
            position = enter(house, question)
        Entry.objects.filter(kind="call_back.drawn").update(kind="call_back.answered")
        _status, said = verify(self.copied(house, question, tmp_path))
        assert any("nobody was to call back" in str(one) for one in said["faults"])

    def test_nobody_can_call_back_whom_they_choose(self):
        house = House()
        drawn(house, house.checked())
        said = recorded("call_back.drawn")
        assert not checked(said).faults
        assert checked(said, drawn=[said.values["candidates"][0], "x"]).faults


class TestOfACollective:
    def test_a_panel_is_drawn_again_from_its_rows(self, tmp_path):
        house = House(members=("Ann", "Bo", "Di", "Eve", "Gus", "Hal", "Ida", "Jo"))
        question, stop = house.worked()
        ask_panel(
            member=house.who("Bo"),
            question=question,
            kind="relabel",
            objection=stop,
            reason="It is a worry",
            now=house.now,
        )
        file = written(question.collective, tmp_path / "own.tar.gz", house.now)
        (tmp_path / "copy").mkdir()
        folder = unpacked(file, tmp_path / "copy")
        _status, said = verify(folder)
        assert said["faults"] == []
        assert said["counts"][COUNT] >= 1
        (panels,) = folder.rglob("deciding.panel.jsonl")
        (seats,) = folder.rglob("deciding.panelseat.jsonl")
        rows = [json.loads(line) for line in seats.read_text().splitlines()]
        drawn = {row["member_id"] for row in rows}
        people = json.loads(panels.read_text())["candidates"]
        rows[0]["member_id"] = next(one for one in people if one not in drawn)
        seats.write_text("".join(json.dumps(row) + "\n" for row in rows))
        refresh(folder)
        _status, said = verify(folder)
        assert any("its seed draws" in str(one) for one in said["faults"])
