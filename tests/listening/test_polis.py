"""Reading Polis' folders: quirks, faults, and the nine real ones."""

import csv
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import WITHOUT_DATA

from folkmoot.listening.polis import MalformedFolderError, digest_of, read_folder

DATA = Path(__file__).parent.parent / "data" / "polis"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "polis"
WITHOUT_VOTES = "american-assembly.bowling-green"
REAL = [
    "15-per-hour-seattle",
    "american-assembly.bowling-green",
    "brexit-consensus",
    "canadian-electoral-reform",
    "football-concussions",
    "scoop-hivemind.affordable-housing",
    "scoop-hivemind.biodiversity",
    "scoop-hivemind.freshwater",
    "vtaiwan.uberx",
]


def votes_of(conversation):
    return {(v.statement, v.voice): v.value for v in conversation.votes}


def lines_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


class TestSmall:
    def test_latest_answer_counts_and_ties_go_to_the_later_line(self):
        conversation = read_folder(DATA / "small")
        assert votes_of(conversation) == {
            (0, 0): 1,
            (0, 5): 1,
            (0, 9): 1,  # pressed after -1, though it stands above it
            (1, 0): 1,
            (1, 5): -1,
            (1, 9): 0,
            (2, 9): 1,
        }
        assert (conversation.repeated, conversation.was_reversed) == (2, False)
        assert conversation.voices == [0, 5, 9]

    def test_statements_keep_their_numbers_words_and_state(self):
        rows = read_folder(DATA / "small").statements
        assert [(row.number, row.moderated) for row in rows] == [
            (0, 1),
            (1, 0),
            (2, -1),
            (3, 0),
        ]
        assert rows[0].text == 'We need "safe" roads'
        assert rows[1].text == "路上的車太多了, 真的\n太多了"

    def test_title_source_and_licence(self):
        conversation = read_folder(DATA / "small")
        assert conversation.title == "Safe roads"
        assert conversation.source == "https://pol.is/small"
        assert conversation.licence == "CC BY 4.0"


class TestMatrix:
    def test_any_column_order_and_a_reversed_sign(self):
        conversation = read_folder(DATA / "matrix")
        assert conversation.was_reversed
        assert votes_of(conversation) == {
            (0, 1): 1,
            (0, 2): 1,
            (0, 7): -1,
            (4, 1): 1,
            (4, 2): 1,
            (4, 8): 0,
        }
        assert (conversation.title, conversation.licence) == ("", "")
        assert [row.text for row in conversation.statements][-1] == "Nobody answered"


class TestFaults:
    def test_all_are_collected_with_file_line_and_reason(self):
        with pytest.raises(MalformedFolderError) as error:
            read_folder(DATA / "broken")
        places = [(fault.file, fault.line) for fault in error.value.faults]
        assert places.count(("comments.csv", 3)) == 1
        assert {line for file, line in places if file == "comments.csv"} == {
            3,
            4,
            5,
            6,
            7,
            8,
        }
        assert {line for file, line in places if file == "votes.csv"} == {3, 4, 5, 6}
        assert all(fault.reason.endswith(".") for fault in error.value.faults)

    @pytest.mark.parametrize(
        ("content", "line", "word"),
        [
            (b"", 0, "empty"),
            (b"comment-id\n", 1, "missing"),
            (b"comment-id,timestamp,moderated,comment-body\n1,0,1,\xe9\n", 2, "UTF-8"),
            (b"comment-id,timestamp,moderated,comment-body\n1,0,1,\x00\n", 2, "stored"),
            (
                b"comment-id,timestamp,moderated,comment-body\n1,0,1," + b"x" * 2001,
                2,
                "characters",
            ),
            (
                b"comment-id,timestamp,moderated,comment-body\n99999999999,0,1,a",
                2,
                "whole number",
            ),
            (
                b"comment-id,timestamp,moderated,comment-body\n1,1e99,1,a",
                2,
                "timestamp",
            ),
        ],
    )
    def test_names_what_is_wrong(self, tmp_path, content, line, word):
        (tmp_path / "comments.csv").write_bytes(content)
        votes = "timestamp,comment-id,voter-id,vote\n"
        (tmp_path / "votes.csv").write_text(votes)
        with pytest.raises(MalformedFolderError) as error:
            read_folder(tmp_path)
        faults = [f for f in error.value.faults if f.file == "comments.csv"]
        assert (faults[0].line, word in faults[0].reason) == (line, True)

    def test_needs_statements_and_votes(self, tmp_path):
        with pytest.raises(MalformedFolderError) as error:
            read_folder(tmp_path)
        assert error.value.faults[0].file == "comments.csv"
        text = (DATA / "small" / "comments.csv").read_bytes()
        (tmp_path / "comments.csv").write_bytes(text)
        with pytest.raises(MalformedFolderError, match="Nothing was imported"):
            read_folder(tmp_path)


@pytest.mark.parametrize(
    ("before", "matrix"),
    [("", "participant-votes.csv"), ("yard-2026-05-01-", "participant-votes.csv")],
)
def test_reads_the_files_of_a_report(tmp_path, before, matrix):
    for name in ("comments.csv", "summary.csv"):
        shutil.copy(DATA / "small" / name, tmp_path / f"{before}{name}")
    rows = ["participant,group-id,0,1", "0,0,1,1", "5,1,1,-1"]
    (tmp_path / f"{before}{matrix}").write_text("\n".join(rows))
    (tmp_path / f"{before}comment-groups.csv").write_text("comment-id\n0\n")
    conversation = read_folder(tmp_path)
    assert votes_of(conversation) == {(0, 0): 1, (1, 0): 1, (0, 5): 1, (1, 5): -1}
    assert conversation.title == read_folder(DATA / "small").title


def test_two_reports_in_one_folder_are_not_mixed(tmp_path):
    for before in ("one", "two"):
        for name in ("comments.csv", "votes.csv"):
            shutil.copy(DATA / "small" / name, tmp_path / f"{before}-{name}")
    with pytest.raises(MalformedFolderError):
        read_folder(tmp_path)


def test_digest_is_what_sha256sum_gives(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"")
    # printf '' > a.csv; sha256sum *.csv | sha256sum
    assert digest_of(tmp_path) == (
        "1a2f030293bd04fd0e4bfe40bec0a1ff54897b9a435c47b9f647f1af9c92c84d"
    )


@cache
def read_real(name):
    return read_folder(SHARED / name)


def count_presses(name):
    header, *rows = lines_of(SHARED / name / "votes.csv")
    what, how = header.index("comment-id"), header.index("vote")
    return Counter((int(row[what]), int(row[how])) for row in rows)


@pytest.mark.skipif(not SHARED.exists(), reason=WITHOUT_DATA)
class TestReal:
    @pytest.mark.parametrize("name", [name for name in REAL if name != WITHOUT_VOTES])
    def test_presses_equal_the_columns_of_the_statements(self, name):
        pressed = count_presses(name)
        for row in read_real(name).statements:
            said = (pressed[row.number, 1], pressed[row.number, -1])
            assert said == (row.agrees, row.disagrees)

    @pytest.mark.parametrize("name", REAL)
    def test_latest_answers_equal_the_matrix(self, name):
        header, *rows = lines_of(SHARED / name / "participants-votes.csv")
        matrix = {
            (int(statement), int(row[0])): int(cell)
            for row in rows
            for statement, cell in zip(header[6:], row[6:], strict=True)
            if cell
        }
        assert votes_of(read_real(name)) == matrix
        assert not read_real(name).was_reversed

    @pytest.mark.parametrize("name", REAL)
    def test_latest_answers_are_at_most_the_presses(self, name):
        conversation = read_real(name)
        total = sum(row.agrees + row.disagrees for row in conversation.statements)
        counted = sum(vote.value != 0 for vote in conversation.votes)
        assert 0 <= total - counted <= total * 0.05
