"""``folkmoot listen``: both layouts of Polis and plain files, JSON, SVG, and faults."""

import csv
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from tests.engines.opinion.cast import make_matrix

from folkmoot.cli import main

POLIS = Path(__file__).parents[1] / "data" / "polis"
WORDS = {1: "agree", 0: "pass", -1: "disagree"}


def write(path, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def table():
    return make_matrix(3, n_people=40, n_statements=12)[0]


@pytest.fixture
def matrix_file(tmp_path, table):
    cells = [["" if np.isnan(cell) else int(cell) for cell in row] for row in table]
    head = ["participant", "group-id", "n-votes", *range(12)]
    rows = [[who, who % 2, 0, *row] for who, row in enumerate(cells)]
    return write(tmp_path / "participants-votes.csv", [head, *rows])


def plain_rows(table):
    return [
        [f"p{who}", f"s{what}", WORDS[int(table[who, what])]]
        for who, what in np.argwhere(~np.isnan(table))
    ]


def listen(capsys, *words):
    status = main(["listen", *map(str, words)])
    told = capsys.readouterr()
    return status, told.out, told.err


def told_of(capsys, *words):
    status, out, _err = listen(capsys, *words, "--json")
    assert status == 0
    return json.loads(out)


class TestJson:
    def test_has_the_fields_that_programs_read(self, capsys, matrix_file):
        told = told_of(capsys, matrix_file)

        assert set(told["participants"][0]) == {"id", "group", "x", "y"}
        assert set(told["groups"][0]) == {"id", "size", "stability", "represented_by"}
        assert set(told["statements"][0]) == {
            *("id", "common_ground", "lower_bound", "divisiveness"),
            *("priority", "heard"),
        }
        assert [len(axis) for axis in told["axes"]] == [12, 12]
        assert told["seed"] == 1
        digest = hashlib.sha256(matrix_file.read_bytes()).hexdigest()
        assert told["input_sha256"] == digest
        assert told["polis"]["groups"] == 2

    def test_same_seed_same_bytes_from_every_engine(self, capsys, matrix_file):
        one, *others = (
            listen(capsys, matrix_file, "--json", "--seed", "5", "--engine", engine)[1]
            for engine in ("threads", "threads", "serial")
        )

        assert others == [one, one]

    @pytest.mark.server
    def test_processes_give_the_same_bytes(self, capsys, matrix_file):
        one, other = (
            listen(capsys, matrix_file, "--json", "--engine", engine)[1]
            for engine in ("threads", "processes")
        )

        assert other == one

    def test_layouts_of_the_same_votes_give_the_same_map(
        self, capsys, tmp_path, table, matrix_file
    ):
        """Later answers replace earlier ones, by time and not by line."""
        cells = np.argwhere(~np.isnan(table))
        rows = [[9, what, who, int(table[who, what])] for who, what in cells]
        earlier = [[3, what, who, -int(table[who, what])] for who, what in cells[:50]]
        head = ["timestamp", "comment-id", "voter-id", "vote"]
        long_file = write(tmp_path / "votes.csv", [head, *rows, *earlier])

        one, other = told_of(capsys, matrix_file), told_of(capsys, long_file)

        for name in ("participants", "groups", "statements", "axes"):
            assert other[name] == one[name]

    def test_plain_words_and_names(self, capsys, tmp_path, table):
        head = ["person", "statement", "answer"]
        votes = write(tmp_path / "plain.csv", [head, *plain_rows(table)])

        told = told_of(capsys, votes)

        assert told["statements"][0]["id"] == "s0"
        assert {one["id"] for one in told["participants"]} == {
            f"p{who}" for who in range(40)
        }
        assert "polis" not in told


class TestWords:
    def test_a_folder_of_polis(self, capsys):
        status, out, err = listen(capsys, POLIS / "small")

        assert status == 0
        assert "Seed 1. Input SHA-256" in out
        assert "Reading" in err

    def test_statements_have_their_texts(self, capsys, tmp_path, table):
        head = ["person", "statement", "answer"]
        votes = write(tmp_path / "plain.csv", [head, *plain_rows(table)])
        says = [
            [f"s{one}", f"Text of {one}", "-1" if one == 1 else ""] for one in range(12)
        ]
        texts = write(tmp_path / "texts.csv", [["id", "text", "moderated"], *says])

        _status, out, _err = listen(capsys, votes, "--statements", texts)

        assert "[s0] Text of 0" in out
        assert "[s1]" not in out
        assert "12 statements (1 taken out)" in out

    def test_draws_the_map(self, capsys, tmp_path, matrix_file):
        status, _out, _err = listen(capsys, matrix_file, "--svg", tmp_path / "map.svg")

        assert status == 0
        assert (tmp_path / "map.svg").read_text().startswith("<svg")


class TestRefusals:
    def test_names_file_line_and_reason(self, capsys):
        status, out, err = listen(capsys, POLIS / "broken")

        assert (status, out) == (2, "")
        assert "comments.csv:3: The timestamp is not one: “later”." in err
        assert "votes.csv:4: The statement 77 is not in comments.csv." in err

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "votes.csv: The file is empty."),
            ("person,statement,answer\n", "votes.csv: It holds no answer."),
            ("who,what\n1,2\n", "votes.csv:1: No column is called participant or"),
            ("person,statement\n1,2\n", "votes.csv:1: No column is called vote or"),
            ("person,statement,answer\na,b,2\n", "votes.csv:2: The answer is not"),
            ("person,statement,answer\n,b,1\n", "votes.csv:2: A name is missing"),
            ("person,7\na,x\n", "votes.csv:2: The answer is not -1, 0 or 1: “x”."),
            ("person,7,7\na,1,1\n", "votes.csv:1: A statement has two columns."),
            ("person,7\na,1\na,1\n", "votes.csv:3: The participant a is there twice."),
            (
                "timestamp,person,statement,answer\nnow,a,b,1\n",
                "votes.csv:2: The timestamp is not a number: “now”.",
            ),
        ],
    )
    def test_says_what_is_wrong(self, capsys, tmp_path, text, words):
        (tmp_path / "votes.csv").write_text(text)

        for source in (tmp_path, tmp_path / "votes.csv"):
            status, _out, err = listen(capsys, source)

            assert status == 2
            assert words in err

    def test_what_is_not_there(self, capsys, tmp_path, matrix_file):
        (tmp_path / "nothing").mkdir()

        assert listen(capsys, tmp_path / "none")[0] == 2
        assert listen(capsys, tmp_path / "nothing")[0] == 2
        assert listen(capsys, matrix_file, "--statements", tmp_path / "none")[0] == 2
        assert listen(capsys, matrix_file, "--svg", tmp_path / "no" / "a.svg")[0] == 1
        status, _out, err = listen(capsys, matrix_file, "--engine", "steam")
        assert (status, "There is no engine “steam”" in err) == (1, True)
