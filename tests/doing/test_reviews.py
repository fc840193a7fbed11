"""A look-back opens once, takes answers until it closes, and moves the tasks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import NOW
from tests.doing.builders import House

from folkmoot.doing.models import Commitment, Review
from folkmoot.doing.operations import (
    Answers,
    ReviewAlreadyClosedError,
    ReviewClosedError,
    WordsMissingError,
    answer_review,
    close_review,
)
from folkmoot.doing.queries import (
    conclusion_of,
    conclusion_rule,
    report_of,
    review_of,
)

KEEP, CHANGE, END, NONE = Review.Conclusion


def answer(house: House, review: Review, who: str, conclusion: str, at=NOW, **words):
    return answer_review(
        member=getattr(house, who),
        review=review,
        conclusion=conclusion,
        answers=Answers(**words),
        now=at,
    )


class TestOpenReview:
    def test_opens_once_per_round(self, house: House):
        first = house.review()
        assert house.review() == first
        assert house.kinds() == ["review.opened"]
        assert review_of(house.question_id) == first

    def test_the_latest_round_is_the_one(self, house: House):
        first, second = house.review(1), house.review(2)
        assert review_of(house.question_id) == second
        assert review_of(house.question_id, 1) == first


class TestAnswerReview:
    def test_an_answer_can_be_changed(self, house: House):
        review = house.review()
        answer(house, review, "ann", KEEP, happened="It rained")
        answer(house, review, "ann", CHANGE, happened="It poured")
        (kept,) = review.answers.all()
        assert (kept.conclusion, kept.happened) == (CHANGE, "It poured")
        assert (kept.created_at, kept.updated_at) == (NOW, NOW)

    def test_takes_none_from_the_instant_it_closes(self, house: House):
        review = house.review()
        with pytest.raises(ReviewClosedError):
            answer(house, review, "ann", KEEP, at=review.closes_at)

    @pytest.mark.parametrize("conclusion", ["none", "", "maybe"])
    def test_needs_keep_change_or_end(self, house: House, conclusion):
        with pytest.raises(WordsMissingError):
            answer(house, house.review(), "ann", conclusion)

    def test_a_friends_words_stand_beside_the_count(self, house: House):
        review = house.review()
        answer(house, review, "flo", END, happened="I saw it")
        assert conclusion_of(review).leading == NONE
        report = report_of(review)
        assert report.count.answered == 0
        assert [(s.name, s.text) for s in report.questions[1].said] == [
            ("Flo", "I saw it")
        ]


class TestCloseReview:
    def close(self, review: Review, conclusion: str, **fields) -> Review:
        return close_review(review=review, conclusion=conclusion, now=NOW, **fields)

    def test_keeping_lets_the_watch_go_on_to_the_next_date(self, house: House):
        row = house.agreed(is_watch=True)
        self.close(house.review(), KEEP, next_date=date(2028, 3, 1))
        row.refresh_from_db()
        assert (row.state, row.due_date) == ("accepted", date(2028, 3, 1))

    def test_ending_ends_open_tasks(self, house: House):
        row = house.agreed()
        self.close(house.review(), END)
        row.refresh_from_db()
        assert (row.state, row.ended_at) == (Commitment.State.DROPPED, NOW)

    def test_changing_leaves_tasks_until_the_next_decision(self, house: House):
        row = house.agreed()
        closed = self.close(
            house.review(), CHANGE, summary=" Less ", next_question_id=row.id
        )
        row.refresh_from_db()
        assert row.state == "accepted"
        assert (closed.summary, closed.next_question_id) == ("Less", row.id)

    def test_closes_once(self, house: House):
        review = house.review()
        self.close(review, KEEP)
        with pytest.raises(ReviewAlreadyClosedError):
            self.close(review, END)
        with pytest.raises(ReviewClosedError):
            answer(house, review, "ann", KEEP)
        assert house.kinds() == ["review.opened", "review.closed"]


class TestConclusionRule:
    @pytest.mark.parametrize(
        ("keep", "change", "end", "members", "leads_to"),
        [
            (0, 0, 0, 12, NONE),
            (5, 0, 0, 12, KEEP),
            (5, 1, 0, 12, KEEP),  # one alone among many
            (5, 2, 0, 12, CHANGE),  # k(12) = 2
            (1, 1, 0, 12, CHANGE),  # half of those who answered
            (5, 1, 1, 12, CHANGE),  # neither wants it kept as it is
            (5, 0, 2, 12, END),
            (5, 2, 2, 12, CHANGE),  # as many: the milder one
            (5, 1, 2, 12, END),
            (0, 0, 1, 3, END),
            (60, 6, 0, 150, KEEP),  # k(150) = 7
            (60, 7, 0, 150, CHANGE),
            (60, 4, 6, 150, CHANGE),  # 6 for an end do not carry alone
        ],
    )
    def test_worked_examples(self, keep, change, end, members, leads_to):
        assert conclusion_rule(keep, change, end, members) == leads_to

    @given(
        st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 80)
    )
    def test_a_wish_never_works_against_itself(self, keep, change, end, absent):
        """One more keep never unsettles, one more change or end never brings keep."""
        members = keep + change + end + 1 + absent
        before = conclusion_rule(keep, change, end, members)
        if before == KEEP:
            assert conclusion_rule(keep + 1, change, end, members) == KEEP
        if before in {CHANGE, END}:
            assert conclusion_rule(keep, change + 1, end, members) in {CHANGE, END}
            assert conclusion_rule(keep, change, end + 1, members) in {CHANGE, END}
        if before == END:
            assert conclusion_rule(keep, change, end + 1, members) == END
