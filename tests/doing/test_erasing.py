"""What somebody wrote can be erased; what they carried and answered still counts."""

from tests.cast import NOW
from tests.doing.builders import House

from folkmoot.doing.operations import (
    Answers,
    answer_review,
    erase_words,
    release,
    report,
)
from folkmoot.doing.queries import conclusion_of


class TestEraseWords:
    def test_empties_lines_reasons_and_answers_and_keeps_the_count(self, house: House):
        row, review = house.agreed(), house.review()
        line = report(
            member=house.bo, commitment=row, text="Ouch", needs_help=True, now=NOW
        )
        release(member=house.bo, commitment=row, reason="My back", now=NOW)
        answers = Answers(happened="My back hurt")
        answer = answer_review(
            member=house.bo, review=review, conclusion="end", answers=answers, now=NOW
        )
        assert erase_words(member=house.bo, now=NOW) == 3
        for kept in (row, line, answer):
            kept.refresh_from_db()
        assert (row.reason, line.text, answer.happened) == ("", "", "")
        assert conclusion_of(review).end == 1

    def test_leaves_other_peoples_words(self, house: House):
        row = house.agreed()
        line = report(
            member=house.ann, commitment=row, text="I help", needs_help=False, now=NOW
        )
        assert erase_words(member=house.bo, now=NOW) == 0
        line.refresh_from_db()
        assert line.text == "I help"
