"""``folkmoot simulate``: sums that add up, the same again, and who may not be passed."""

import csv
import json

import numpy as np
import pytest
from tests.driving.forks import folkmoot

from folkmoot.cli import main
from folkmoot.cli.files.simulate.asking import COLUMNS
from folkmoot.cli.files.simulate.crowd import make_crowd
from folkmoot.cli.files.simulate.shape import make_shape
from folkmoot.site.demo_data import unpack_conversation

COST = {"seconds", "peak_memory_mb"}


def simulate(capsys, *words):
    status = main(["simulate", "--engine-only", *map(str, words)])
    return status, capsys.readouterr()


def told_of(capsys, *words):
    status, told = simulate(capsys, *words, "--json")
    assert status == 0
    return json.loads(told.out)


def write_votes(path, answers):
    with path.open("w", newline="") as file:
        rows = [["participant", "statement", "answer"], *answers]
        csv.writer(file).writerows(rows)
    return path


class TestSimulate:
    def test_sums_of_every_level_are_those_of_the_leaves(self, capsys):
        told = told_of(capsys, "--people", 4_030, "--fan-in", 5)
        levels = told["levels"]
        assert [level["nodes"] for level in levels] == [161, 33, 7, 1]
        for level in levels:
            assert [level[name] for name in COLUMNS] == [
                levels[0][name] for name in COLUMNS
            ]
        leaves = ("agree", "divided", "objecting", "not_heard")
        assert sum(levels[0][name] for name in leaves) == 161
        assert levels[0]["members"] == 4_030

    def test_the_same_words_give_the_same_result(self, capsys):
        words = ("--people", 2_000, "--hostile", "0.01")
        once, again = told_of(capsys, *words), told_of(capsys, *words)
        others = told_of(capsys, *words, "--seed", 2)
        assert {k: v for k, v in once.items() if k not in COST} == {
            k: v for k, v in again.items() if k not in COST
        }
        assert others["levels"] != once["levels"]

    def test_passes_with_few_stops_and_says_on_which_way(self, capsys):
        told = told_of(capsys, "--people", 10_000)
        assert told["outcome"] == "near_consensus"
        stages = [step["to"] for step in told["steps"]]
        assert stages[:3] == ["hearing", "drafting", "checking"]
        assert stages[-2:] == ["last_call", "decided"]
        checks = stages.count("checking")
        assert told["minutes_asked"] == 10 + 5 * checks + 2
        assert told["days"] == told["steps"][-1]["day"]
        assert told["rows"] == 0

    def test_prints_a_line_for_each_level(self, capsys):
        status, told = simulate(capsys, "--people", 2_500)
        assert status == 0
        lines = told.out.splitlines()
        assert sum(line.startswith(("councils", "collectives")) for line in lines) == 3
        for word in ("outcome", "days", "minutes asked", "rows", "peak memory"):
            assert any(line.startswith(word) for line in lines), word

    def test_too_many_stops_in_bad_faith_leave_things_as_they_are(self, capsys):
        told = told_of(capsys, "--hostile", "stops:0.1")
        assert told["outcome"] == "no_decision"
        assert told["levels"][0]["stop"] >= 1_000

    def test_those_who_are_away_are_not_counted_as_yes(self, capsys):
        told = told_of(capsys, "--absent", "0.9")
        assert told["outcome"] == "no_decision"
        assert any("of 10000 members say yes" in text for text in told["reasons"])

    def test_copies_what_people_answered(self, capsys, tmp_path):
        yes = write_votes(
            tmp_path / "yes.csv", [[who, 1, "agree"] for who in range(20)]
        )
        told = told_of(capsys, "--opinions", yes)
        # In the first checks a few of the copied still differ; nearly all say yes.
        whole = told["levels"][0]
        assert whole["yes"] > 0.98 * whole["heard"]

    def test_made_up_members_in_one_collective_do_not_turn_the_groups_key(
        self, capsys, tmp_path
    ):
        answers = [[who, 1, "pass" if who % 5 else "disagree"] for who in range(20)]
        no = write_votes(tmp_path / "no.csv", answers)
        told = told_of(capsys, "--opinions", no, "--hostile", "fake-yes:1")
        assert told["outcome"] == "no_decision"
        people = told["levels"][0]
        assert people["members"] == 20_000
        assert people["yes"] >= 10_000
        assert any(
            text.startswith("only") and "groups" in text for text in told["reasons"]
        )

    def test_made_up_members_with_stops_are_one_group_and_many_people(self, capsys):
        """They cannot turn the groups' key; the people's key they can hold shut."""
        few = told_of(capsys, "--hostile", "fake-stops:0.01")
        assert few["outcome"] == "near_consensus"
        many = told_of(capsys, "--hostile", "fake-stops:0.1")
        whole = many["levels"][0]
        assert many["outcome"] == "no_decision"
        assert (whole["objecting"], whole["stop"] >= 1_000) == (1, True)
        assert whole["agree"] >= 0.8 * (400 - whole["not_heard"])

    def test_copies_people_of_a_real_conversation(self, capsys):
        with unpack_conversation("vtaiwan.uberx") as folder:
            told = told_of(capsys, "--people", 5_000, "--opinions", folder)
        whole = told["levels"][0]
        assert 0.5 * whole["heard"] < whole["yes"] < whole["heard"]
        assert told["outcome"] in ("consensus", "near_consensus", "no_decision")

    def test_help_tells_what_is_taken_where_nothing_is_said(self, capsys):
        with pytest.raises(SystemExit):
            simulate(capsys, "--help")
        told = " ".join(capsys.readouterr().out.split())
        options = told.partition("options:")[2]
        for one in options.split(" --")[1:]:
            if not one.startswith(("help", "engine-only", "json")):
                assert "(default:" in one, one

    @pytest.mark.parametrize(
        "words",
        [
            ("--people", "0"),
            ("--fan-in", "1"),
            ("--rounds", "1"),
            ("--absent", "2"),
            ("--hostile", "ghosts:0.1"),
            ("--seed", "-1"),
        ],
    )
    def test_refuses_words_it_does_not_know(self, capsys, words):
        with pytest.raises(SystemExit) as left:
            simulate(capsys, *words)
        assert left.value.code == 2

    def test_names_what_is_wrong_in_a_file(self, capsys, tmp_path):
        status, told = simulate(capsys, "--opinions", tmp_path / "none.csv")
        assert status == 1
        assert "none.csv" in told.err


class TestShape:
    @pytest.mark.parametrize(
        ("people", "levels"),
        [(25, 1), (250, 1), (2_500, 2), (20_000, 3), (25_000, 3), (300_000, 4)],
    )
    def test_is_as_deep_as_the_process_says(self, people, levels):
        shape = make_shape(people, 25, 10)
        assert shape.n_levels == levels
        assert shape.sizes.sum() == people
        assert set(shape.sizes) <= {25}

    def test_no_council_is_empty_or_much_larger_than_the_others(self):
        for people in (7, 26, 999, 12_345):
            shape = make_shape(people, 25, 10)
            nodes = np.ones((1, len(shape.sizes)), dtype=np.int64)
            for below, above in zip(
                shape.sum_up(nodes), shape.sum_up(nodes)[1:], strict=False
            ):
                assert below.sum() == above.sum() == len(shape.sizes)
            for first in shape.children:
                assert (np.diff(first) <= 10).all()

    def test_counts_each_answer_once(self):
        rng = np.random.default_rng(3)
        crowd = make_crowd(make_shape(1_003, 25, 10), None, 0.3, ("stops", 0.05), rng)
        crowd.ask(rng)
        answers, counts = crowd.answers(), crowd.count()
        assert counts.sum() == (answers < 4).sum() == crowd.heard.sum()
        leaf = np.repeat(np.arange(len(crowd.shape.sizes)), crowd.shape.sizes)
        for place, code in enumerate((0, 1, 3, 2)):  # yes, aside, stop, need more
            expected = np.bincount(leaf[answers == code], minlength=counts.shape[1])
            assert (counts[place] == expected).all()


@pytest.mark.server
@pytest.mark.parametrize("is_postgres", [False, True], ids=["sqlite", "postgresql"])
def test_on_the_real_operations_and_a_database_of_its_own(
    is_postgres, request, tmp_path
):
    words = ["--people", "60", "--leaf-size", "12", "--fan-in", "3", "--json"]
    if is_postgres:
        words += ["--database", request.getfixturevalue("database_url")]
    done = folkmoot("simulate", *words, data=tmp_path / "untouched")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["outcome"] == "near_consensus"
    assert [level["nodes"] for level in told["levels"]] == [5, 2, 1]
    for level in told["levels"]:
        assert [level[name] for name in COLUMNS] == [
            told["levels"][0][name] for name in COLUMNS
        ]
    assert told["levels"][0]["members"] == 60
    assert told["rows"] > 1_000
    assert told["steps"][0]["to"] == "hearing"
    assert not (tmp_path / "untouched").exists()


@pytest.mark.server
def test_every_option_holds_on_the_real_operations(tmp_path):
    votes = write_votes(tmp_path / "v.csv", [[who, 1, "agree"] for who in range(9)])
    given = {
        "people": 20,
        "leaf_size": 5,
        "fan_in": 2,
        "class": "ordinary",
        "opinions": str(votes),
        "rounds": 2,
        "absent": 0.0,
        "hostile": "fake-stops:0.1",
        "seed": 3,
    }
    words = [f"--{name.replace('_', '-')}={value}" for name, value in given.items()]
    done = folkmoot("simulate", *words, "--json", data=tmp_path / "untouched")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {name: told[name] for name in given} == given
    assert [level["nodes"] for level in told["levels"]] == [4, 2, 1]
    assert told["levels"][0]["members"] == 22
    assert told["levels"][0]["stop"] >= 2
