"""``folkmoot plan``: a folder of collectives that exchange."""

import json
import shutil

import pytest
from tests.cli.test_plan import SOLVERS_WORDS, plan

from folkmoot.cli.files.plan.reading import LIBRARY

EXAMPLE = LIBRARY / "three-co-ops"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "ours")
    return tmp_path / "ours"


class TestWords:
    def test_alone_and_together(self, capsys):
        status, out, err = plan(capsys, "three-co-ops")
        assert (status, err) == (0, "")
        assert "Together 94.3 hours of work, each alone 242: 148 less" in out
        assert "   alone 80.2 hours, together 32.1\n   gives 220 piece loaf" in out
        assert [word for word in SOLVERS_WORDS if word in out.lower()] == []

    def test_rounds_as_among_people(self, capsys):
        out = plan(capsys, "three-co-ops", "--rounds", 4)[1]
        assert "3 collectives, 4 rounds of offers." in out
        assert "less" in out

    def test_what_is_short_is_named(self, capsys, folder):
        needs = folder / "garden" / "needs.csv"
        needs.write_text(needs.read_text() + "spare part,100,3,piece\n")
        status, out, _err = plan(capsys, folder)
        assert status == 3
        assert "piece spare part are missing" in out


class TestJson:
    def test_as_much_is_given_as_is_got(self, capsys):
        told = json.loads(plan(capsys, "three-co-ops", "--json")[1])
        assert told["hours_together"] < told["hours_alone"]
        assert told["proven"] > 0.99
        sums = {}
        for one in told["collectives"]:
            assert one["hours_together"] <= one["hours_alone"] * 1.001
            for sign, name in ((1, "gives"), (-1, "gets")):
                for move in one[name]:
                    before = sums.get(move["good"], 0)
                    sums[move["good"]] = before + sign * move["amount"]
        assert sums == pytest.approx(dict.fromkeys(sums, 0), abs=1e-3)
        assert {"loaf", "greens", "mended tool"} == sums.keys()

    def test_every_round_is_told(self, capsys):
        out = plan(capsys, "three-co-ops", "--rounds", 3, "--json")[1]
        rounds = json.loads(out)["rounds"]
        assert len(rounds) == 3
        assert all(one["most"] <= 1 + 1e-6 for one in rounds)
        assert rounds[0]["bound"] is None


class TestRefusals:
    @pytest.mark.parametrize(
        ("table", "line", "said"),
        [
            (
                "exchange.csv",
                "song,piece,0",
                "exchange.csv, line 5: unknown good “song”",
            ),
            ("exchange.csv", "loaf,piece,0", "stands on line 2 already"),
            ("exchange.csv", "flour,g,0", "unit is “g”; it is counted in kg"),
            ("exchange.csv", "flour,kg,-1", "a negative number"),
            ("garden/needs.csv", "song,1,1,kg", "garden/needs.csv, line 5: unknown"),
        ],
    )
    def test_a_line_is_named(self, capsys, folder, table, line, said):
        path = folder / table
        path.write_text(f"{path.read_text()}{line}\n")
        status, _out, err = plan(capsys, folder)
        assert status == 2
        assert said in err

    @pytest.mark.parametrize(
        ("table", "line", "text"),
        [
            ("flows.csv", 2, "bake,out,loaf,1e30,piece"),
            ("flows.csv", 2, "bake,out,loaf,1e20,piece"),
            ("flows.csv", 3, "bake,in,flour,1e20,kg"),
            ("techniques.csv", 2, "bake,1e12"),
            ("needs.csv", 2, "loaf,1e30,1,piece"),
            ("needs.csv", 2, "loaf,1e-30,1,piece"),
        ],
    )
    def test_a_number_that_leaves_no_plan_is_named(
        self, capsys, folder, table, line, text
    ):
        path = folder / "garden" / table
        lines = path.read_text().splitlines()
        path.write_text("\n".join([*lines[: line - 1], text, *lines[line:]]))
        status, out, err = plan(capsys, folder)
        assert (status, out) == (2, "")
        assert f"garden/{table}, line {line}: " in err
        assert "please look for a slip" in err

    def test_no_collective(self, capsys, tmp_path):
        (tmp_path / "exchange.csv").write_text("good\n")
        status, _out, err = plan(capsys, tmp_path)
        assert status == 2
        assert "no folder of tables" in err

    def test_what_is_for_one_alone(self, capsys):
        status, _out, err = plan(capsys, "three-co-ops", "--people", 3)
        assert status == 2
        assert "--people" in err
