"""When a mandate pauses, when it ends, and when one may ask again."""

import pytest
from tests.engines.consensus.walks import DAY, START

from folkmoot.engines.consensus import (
    TallyError,
    may_ask_again,
    recall_result,
    recall_signatures,
)


class TestRecallSignatures:
    @pytest.mark.parametrize(
        ("members", "has_mismatch", "percent", "expected"),
        [
            (16, False, 100, 2),
            (16, True, 100, 1),
            (16, True, 200, 1),
            (16, False, 50, 2),  # never one alone
            (100, False, 100, 5),
            (100, False, 50, 3),
            (100, False, 200, 10),
        ],
    )
    def test_at_k_or_at_one_where_something_differs(
        self, members, has_mismatch, percent, expected
    ):
        needed = recall_signatures(members, has_mismatch=has_mismatch, percent=percent)
        assert needed == expected

    @pytest.mark.parametrize("percent", [49, 201])
    def test_refuses_a_share_out_of_its_range(self, percent):
        with pytest.raises(ValueError, match="expected 50 to 200"):
            recall_signatures(16, has_mismatch=False, percent=percent)


class TestRecallResult:
    @pytest.mark.parametrize(
        ("members", "answers", "expected"),
        [
            (16, (4, 7, 0), "ended"),
            (16, (4, 4, 0), "ended"),  # a tie
            (16, (5, 4, 0), "kept"),
            (16, (4, 4, 3), "ended"),  # who has no view is on neither side
            (16, (0, 1, 9), "ended"),
            (16, (0, 0, 5), "kept"),  # nobody wants it back
            (16, (0, 2, 0), "too_few"),
            (16, (1, 1, 1), "ended"),
            (2, (0, 2, 0), "ended"),
            (2, (0, 1, 0), "too_few"),
            (41, (0, 4, 0), "too_few"),
            (41, (0, 4, 1), "ended"),
        ],
    )
    def test_half_of_those_heard_ends_it(self, members, answers, expected):
        keep, take_back, no_view = answers
        assert recall_result(members, keep, take_back, no_view) == expected

    def test_one_more_for_taking_back_never_keeps_it(self):
        for keep in range(12):
            for no_view in range(12 - keep):
                found = [
                    recall_result(12, keep, back, no_view)
                    for back in range(12 - keep - no_view)
                ]
                assert found == sorted(found, key=["too_few", "kept", "ended"].index)

    @pytest.mark.parametrize(
        ("percent", "take_back", "expected"),
        [
            (33, 3, "kept"),
            (33, 4, "ended"),
            (60, 5, "kept"),
            (60, 6, "ended"),
        ],
    )
    def test_at_the_share_that_was_chosen(self, percent, take_back, expected):
        keep = 10 - take_back
        assert recall_result(16, keep, take_back, 0, percent=percent) == expected

    @pytest.mark.parametrize("percent", [32, 61])
    def test_refuses_a_share_out_of_its_range(self, percent):
        with pytest.raises(ValueError, match="expected 33 to 60"):
            recall_result(16, 4, 4, 0, percent=percent)

    def test_refuses_more_answers_than_members(self):
        with pytest.raises(TallyError, match="for 3 members"):
            recall_result(3, 2, 2, 0)


class TestMayAskAgain:
    @pytest.mark.parametrize(
        ("days", "same", "mismatch", "expected"),
        [
            (29, True, False, False),
            (30, True, False, True),
            (1, False, False, True),
            (1, True, True, True),
        ],
    )
    def test_after_30_days_for_the_same_reason(self, days, same, mismatch, expected):
        found = may_ask_again(
            START,
            START + days * DAY,
            is_same_reason=same,
            has_new_mismatch=mismatch,
        )
        assert found is expected

    def test_at_once_where_there_was_none(self):
        assert may_ask_again(None, START, is_same_reason=True, has_new_mismatch=False)
