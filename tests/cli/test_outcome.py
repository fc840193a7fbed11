"""``folkmoot outcome``: a check per line in, an answer per line out."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from folkmoot.cli import main

CHECK = {
    "class": "ordinary",
    "members": 12,
    "yes": 8,
    "aside": 1,
    "stop": 1,
    "need_more": 0,
    "checks": 2,
    "answered": True,
    "fundamental": False,
    "cluster": False,
    "extended": False,
}


def line(**changes):
    """Return one line with changes; None leaves a field out."""
    given = {**CHECK, **changes}
    return json.dumps({name: v for name, v in given.items() if v is not None}).encode()


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command on lines; return its status and what it wrote per line."""

    def run_on(*lines):
        source = io.TextIOWrapper(io.BytesIO(b"\n".join(lines)))
        monkeypatch.setattr(sys, "stdin", source)
        status = main(["outcome"])
        return status, [
            json.loads(text) for text in capsys.readouterr().out.split("\n")[:-1]
        ]

    return run_on


class TestOutcomeCommand:
    def test_answers_each_line_in_order(self, run):
        status, answers = run(line(), line(checks=1), line(cluster=True, checks=3))
        assert status == 0
        outcomes = [answer["outcome"] for answer in answers]
        assert outcomes == ["near_consensus", "work", "no_decision"]
        assert set(answers[0]) == {"outcome", "reasons"}
        assert "8 of 10 heard say yes; at least 75% are needed" in answers[0]["reasons"]

    @pytest.mark.parametrize(
        ("bad", "words"),
        [
            (b"", "not JSON"),
            (b"{", "not JSON"),
            (b"\xff", "not JSON"),
            (b"[" * 100_000, "not JSON"),
            (b"[]", "the line holds list"),
            (line(yes=float("nan")), "NaN is not a JSON value"),
            (line(yes=8.0), "yes is 8.0; expected a whole number"),
            (line(yes=True), "yes is true; expected a whole number"),
            (line(members="12"), 'members is "12"'),
            (line(answered=1), "answered is 1; expected true or false"),
            (line(yes=-1), "yes is -1; expected at least 0"),
            (line(yes=11), "13 positions for 12 members"),
            (line(members=0, yes=0, aside=0, stop=0), "members is 0"),
            (line(checks=0), "checks is 0"),
            (line(**{"class": "huge"}), "class is 'huge'; expected one of ordinary"),
            (line(**{"class": ["ordinary"]}), "class is ['ordinary']"),
            (line(**{"class": "small"}), "class is 'small'"),
            (line(checks=None), "missing: checks"),
            (line(colour=1), "unknown: colour"),
            (line()[:-1] + b', "yes": 9}', "given twice: yes"),
        ],
    )
    def test_says_what_is_wrong_with_a_line_and_goes_on(self, run, bad, words):
        status, answers = run(bad, line())
        assert status == 1
        assert words in answers[0]["error"]
        assert answers[1]["outcome"] == "near_consensus"

    def test_has_nothing_to_say_about_no_lines(self, run):
        assert run() == (0, [])

    def test_runs_as_a_command_of_its_own(self):
        source = Path(__file__).parents[2] / "src"
        done = subprocess.run(
            [sys.executable, "-m", "folkmoot", "outcome"],
            input=line() + b"\nx\n",
            capture_output=True,
            check=False,
            cwd=source,
        )
        first, second = done.stdout.splitlines()
        assert (done.returncode, done.stderr) == (1, b"")
        assert json.loads(first)["outcome"] == "near_consensus"
        assert "error" in json.loads(second)
