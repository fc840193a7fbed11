"""The table of the process, "Outcome function", row by row."""

import pytest

from folkmoot.engines.consensus import (
    DEFAULTS,
    Circumstances,
    QuestionClass,
    Tally,
    TallyError,
    outcome,
    signatures_needed,
    stops_allowed,
    yes_needed,
)

FEW = ("few_voices",)
# class, members, (yes, aside, stop, need more), checks, more circumstances, outcome
TABLE = [
    ("ordinary", 12, (9, 1, 0, 0), 1, {}, "consensus"),
    ("ordinary", 12, (7, 3, 0, 0), 1, {}, "work"),
    ("ordinary", 12, (8, 1, 1, 0), 1, {}, "work"),
    ("ordinary", 12, (8, 1, 1, 0), 2, {}, "near_consensus"),
    ("ordinary", 12, (7, 1, 2, 0), 3, {}, "no_decision"),
    ("ordinary", 4, (3, 0, 1, 0), 3, {}, "no_decision"),
    ("ordinary", 5, (4, 0, 1, 0), 2, {}, "near_consensus"),
    ("ordinary", 40, (30, 4, 3, 0), 2, {}, "near_consensus"),
    ("ordinary", 40, (30, 4, 3, 0), 2, {"cluster": True}, "work"),
    ("ordinary", 40, (30, 4, 3, 0), 2, {"fundamental": True}, "work"),
    ("ordinary", 40, (30, 4, 3, 0), 3, {"cluster": True}, "no_decision"),
    ("ordinary", 40, (30, 4, 3, 0), 3, {"fundamental": True}, "no_decision"),
    ("ordinary", 40, (30, 2, 4, 1), 2, {}, "work"),
    ("ordinary", 40, (6, 0, 0, 0), 1, {}, "extend"),
    ("ordinary", 40, (6, 0, 0, 0), 1, {"extended": True}, "few_voices"),
    ("ordinary", 40, (8, 0, 0, 0), 1, {}, "consensus"),
    ("serious", 40, (30, 2, 2, 0), 2, {}, "work"),
    ("serious", 40, (12, 0, 0, 0), 1, {}, "extend"),
    ("serious", 40, (12, 0, 0, 0), 1, {"extended": True}, "no_decision"),
    ("founding", 30, (24, 2, 1, 0), 2, {}, "near_consensus"),
    ("ordinary", 150, (60, 8, 7, 0), 2, {}, "near_consensus"),
    ("ordinary", 150, (60, 8, 8, 0), 3, {}, "no_decision"),
    ("ordinary", 12, (11, 0, 1, 0), 2, {"answered": False}, "work"),
    ("founding", 30, (29, 0, 1, 0), 3, {"answered": False}, "work"),
    ("ordinary", 12, (0, 0, 0, 0), 1, {}, "extend"),
    ("ordinary", 12, (0, 0, 0, 0), 1, {"extended": True}, "no_decision"),
]


class TestOutcome:
    @pytest.mark.parametrize(
        ("name", "members", "counts", "checks", "more", "expected"), TABLE
    )
    def test_agrees_with_the_table(self, name, members, counts, checks, more, expected):
        circumstances = Circumstances(**{"checks": checks, "answered": True, **more})
        rules = DEFAULTS[QuestionClass(name)]
        verdict = outcome(rules, members, Tally(*counts), circumstances)
        assert verdict.outcome == expected
        assert verdict.reasons

    def test_marks_a_result_with_under_half_heard(self):
        ordinary = DEFAULTS[QuestionClass.ORDINARY]
        first = Circumstances(checks=1, answered=True)
        assert outcome(ordinary, 40, Tally(8, 0, 0, 0), first).badges == FEW
        assert outcome(ordinary, 40, Tally(20, 0, 0, 0), first).badges == ()

    def test_gives_its_numbers_with_each_reason(self):
        ordinary = DEFAULTS[QuestionClass.ORDINARY]
        second = Circumstances(checks=2, answered=True)
        reasons = dict(outcome(ordinary, 12, Tally(8, 1, 1, 0), second).reasons)
        assert reasons == {
            "support_reached": {"yes": 8, "heard": 10, "percent": 75},
            "stops_within_limit": {"stop": 1, "allowed": 1, "heard": 10},
            "floor_reached": {"yes": 8, "floor": 3, "members": 12},
        }

    @pytest.mark.parametrize(
        ("members", "counts", "checks", "words"),
        [
            (0, (0, 0, 0, 0), 1, "members is 0; expected at least 1"),
            (3, (4, 0, 0, 0), 1, "4 positions for 3 members"),
            (3, (1, -1, 0, 0), 1, "aside is -1"),
            (3, (1, 0, 0, 0), 0, "checks is 0"),
        ],
    )
    def test_refuses_counts_that_cannot_be(self, members, counts, checks, words):
        circumstances = Circumstances(checks=checks, answered=True)
        rules = DEFAULTS[QuestionClass.ORDINARY]
        with pytest.raises(TallyError, match=words):
            outcome(rules, members, Tally(*counts), circumstances)

    def test_refuses_a_small_question(self):
        small = DEFAULTS[QuestionClass.SMALL]
        with pytest.raises(TallyError, match="class is small"):
            outcome(small, 3, Tally(3, 0, 0, 0), Circumstances(1, answered=True))


class TestLimits:
    @pytest.mark.parametrize(
        ("name", "one_from", "share_from", "percent"),
        [("ordinary", 5, 20, 10), ("serious", 10, 40, 5), ("founding", 20, 67, 3)],
    )
    def test_stops_allowed_equals_the_published_steps(
        self, name, one_from, share_from, percent
    ):
        rules = DEFAULTS[QuestionClass(name)]
        for heard in range(2_000):
            steps = heard * percent // 100 if heard >= share_from else 1
            expected = 0 if heard < one_from else steps
            assert stops_allowed(rules, heard) == expected

    def test_floor_is_at_most_everyone(self):
        founding = DEFAULTS[QuestionClass.FOUNDING]
        assert [yes_needed(founding, n) for n in (3, 5, 9, 10, 30)] == [3, 5, 5, 6, 17]

    def test_signatures_equal_the_published_row(self):
        row = {8: 2, 12: 2, 30: 3, 50: 4, 100: 5, 150: 7, 400: 10, 1_000: 16}
        assert {n: signatures_needed(n) for n in row} == row
        assert signatures_needed(20_000) == 71
