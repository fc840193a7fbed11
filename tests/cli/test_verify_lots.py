"""Every lot on record is drawn again; another one who was drawn is found."""

import json

import pytest
from tests.cast import DAY, NOW
from tests.cli.verifying import refresh, unpacked, verify, written
from tests.deciding.house import House
from tests.federating.above import Above
from tests.federating.councils import send_pair
from tests.federating.test_cases import too_few_heard
from tests.federating.world import World

from folkmoot.cli.files.verify.entries import Said
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.cli.files.verify.lots import check_recorded
from folkmoot.deciding.operations import ask_panel
from folkmoot.federating.operations import settle_recalls_due
from folkmoot.record.models import Disclosure, Entry

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
