"""``folkmoot plan``: from a folder, a packed one or an example, told or as JSON."""

import json
from zipfile import ZipFile

import pytest
from tests.engines.provision.files import BAKERY

from folkmoot.cli import main
from folkmoot.cli.files.plan.reading import LIBRARY, examples
from folkmoot.engines.provision import check_plan, make_plans, read_situation

SOLVERS_WORDS = ["optimal", "constraint", "linear", "dual", "infeasible", "objective"]


def plan(capsys, *words):
    status = main(["plan", *map(str, words)])
    told = capsys.readouterr()
    return status, told.out, told.err


def write(folder, **changed):
    for name, text in BAKERY.items():
        (folder / name).write_text(changed.get(name.removesuffix(".csv"), text))
    return folder


class TestWords:
    def test_all_needs_can_be_met(self, capsys):
        status, out, err = plan(capsys, "bread-for-30", "--people", 30)
        assert (status, err) == (0, "")
        assert "All needs can be met." in out
        assert "1. Least work" in out
        assert "loaf: " in out

    def test_what_is_short_is_named_with_its_reason(self, capsys):
        status, out, _err = plan(capsys, "repair-workshop")
        assert status == 3
        assert "What is short, whatever is done" in out
        assert "course (class 3, period 1)" in out
        assert "Because there are only 40 of h electricity" in out

    def test_no_word_of_a_solver(self, capsys):
        out = plan(capsys, "vegetable-garden")[1].lower()
        assert [word for word in SOLVERS_WORDS if word in out] == []


class TestJson:
    def test_has_each_plan_with_its_figures(self, capsys):
        status, out, _err = plan(capsys, "repair-workshop", "--json")
        told = json.loads(out)
        assert status == 3
        first = told["alternatives"][0]
        assert first["aim"] == "least work"
        assert {one["class"] for one in first["met"]} == {1, 2, 3}
        assert len(first["makes"]) == told["periods"]
        assert told["shortages"][0]["reasons"][0]["gain"] > 0


class TestRefusals:
    def test_a_line_is_named(self, capsys, tmp_path):
        text = BAKERY["flows.csv"].replace("bake,in,flour", "bake,in,flower")
        status, _out, err = plan(capsys, write(tmp_path, flows=text))
        assert status == 2
        assert "flows.csv, line 3: unknown good “flower”" in err

    def test_what_is_not_utf8(self, capsys, tmp_path):
        folder = write(tmp_path)
        (folder / "goods.csv").write_bytes(b"good,unit\nm\xfcsli,kg\n")
        status, _out, err = plan(capsys, folder)
        assert status == 2
        assert "goods.csv, line 1: not in UTF-8" in err

    @pytest.mark.parametrize("name", ["no-such-thing", "."])
    def test_no_folder_of_tables(self, capsys, tmp_path, monkeypatch, name):
        monkeypatch.chdir(tmp_path)
        status, _out, err = plan(capsys, name)
        assert status == 2
        assert name in err


def test_a_packed_folder_gives_the_same(capsys, tmp_path):
    folder = write(tmp_path)
    packed = tmp_path / "bakery.zip"
    with ZipFile(packed, "w") as file:
        for name in BAKERY:
            file.write(folder / name, f"bakery/{name}")
    assert plan(capsys, packed, "--json") == plan(capsys, folder, "--json")


@pytest.mark.parametrize(
    ("place", "number", "said"),
    [  # where in the file's own header, and what stands there then
        (6, 1, "bakery.zip cannot be unpacked: "),  # it asks for a password
        (8, 99, "bakery.zip cannot be unpacked: "),  # it is packed in an unknown way
        (60, 255, "goods.csv, line 1: cannot be unpacked any further: "),
    ],
)
def test_a_packed_folder_that_cannot_be_unpacked(capsys, tmp_path, place, number, said):
    packed = tmp_path / "bakery.zip"
    with ZipFile(packed, "w") as file:
        for name, text in BAKERY.items():
            file.writestr(name, text)
    spoilt = bytearray(packed.read_bytes())
    spoilt[place] = number
    in_list = spoilt.index(b"PK\x01\x02") + 2 + place
    if place < 10:
        spoilt[in_list] = number
    packed.write_bytes(spoilt)
    status, out, err = plan(capsys, packed)
    assert (status, out) == (2, "")
    assert said in err


def test_others_can_solve_the_rows_and_columns(capsys, tmp_path):
    import highspy

    file = tmp_path / "plan.mps"
    told = json.loads(plan(capsys, "vegetable-garden", "--json", "--mps", file)[1])
    other = highspy.Highs()
    other.silent()
    other.readModel(str(file))
    other.run()
    hours = told["alternatives"][0]["hours"]
    found = other.getInfo().objective_function_value
    assert found == pytest.approx(hours, rel=1e-3)


@pytest.mark.parametrize(
    "name", [one for one in examples() if (LIBRARY / one / "goods.csv").is_file()]
)
def test_each_example_is_told_and_holds(name):
    folder = LIBRARY / name
    assert (folder / "about.md").read_text().startswith("# ")
    tables = {file.name: file.read_text().splitlines() for file in folder.glob("*.csv")}
    situation = read_situation(tables)
    for one in make_plans(situation, is_tested=False).alternatives:
        assert check_plan(situation, one.plan) == ()
