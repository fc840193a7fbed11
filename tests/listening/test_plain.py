"""A conversation from a plain table: statement, person, answer."""

from pathlib import Path

import pytest
from tests.cast import NOW

from folkmoot.listening import operations
from folkmoot.listening.polis import MalformedFolderError, read_plain
from folkmoot.listening.queries import get_votes

DATA = Path(__file__).parent.parent / "data" / "plain"


def told(error):
    return [(fault.file, fault.line, fault.reason) for fault in error.value.faults]


class TestReadPlain:
    def test_numbers_statements_and_people_as_they_come(self):
        found = read_plain(DATA / "answers.csv", None, NOW)
        words = [(one.number, one.text) for one in found.statements]
        assert words == [(1, "We need a dry shed"), (2, "Cars, too, may stay")]
        votes = [(vote.statement, vote.voice, vote.value) for vote in found.votes]
        assert votes == [(1, 0, 1), (1, 1, 1), (2, 0, -1), (2, 2, 0)]
        assert found.repeated == 1  # the later line counts

    def test_names_every_line_that_cannot_be_read(self):
        with pytest.raises(MalformedFolderError) as error:
            read_plain(DATA / "broken.csv", None, NOW)
        assert told(error) == [
            ("broken.csv", 6, "There are 2 columns; 3 are expected."),
            (
                *("broken.csv", 3),
                "The answer is not 1, 0, -1, agree, pass or disagree: “maybe”.",
            ),
            ("broken.csv", 4, "There is no person."),
            ("broken.csv", 5, "The statement has no words."),
        ]

    def test_takes_words_from_a_second_file(self):
        with pytest.raises(MalformedFolderError) as error:
            read_plain(DATA / "named.csv", DATA / "statements.csv", NOW)
        words = "The statement “s9” is not in the file of statements."
        assert told(error) == [("named.csv", 3, words)]

    def test_misses_columns_by_name(self):
        with pytest.raises(MalformedFolderError) as error:
            read_plain(DATA / "statements.csv", None, NOW)
        assert told(error)[0][2] == "The column person is missing."


class TestImportTable:
    def test_becomes_a_hearing_with_voices(self, ann):
        hearing = operations.import_table(
            member=ann, file=DATA / "answers.csv", title="Shed", now=NOW
        )
        assert (hearing.spoken_from, hearing.is_imported) == (None, True)
        assert get_votes(hearing).n_people == 3
        row = hearing.statements.get(number=1)
        assert (row.agreed, row.voices_agreed, row.is_folded) == (2, 2, False)

    def test_needs_a_title_and_comes_once(self, ann):
        with pytest.raises(operations.UntitledError):
            operations.import_table(member=ann, file=DATA / "answers.csv", now=NOW)
        operations.import_table(
            member=ann, file=DATA / "answers.csv", title="Shed", now=NOW
        )
        with pytest.raises(operations.AlreadyImportedError):
            operations.import_table(
                member=ann, file=DATA / "answers.csv", title="Again", now=NOW
            )
