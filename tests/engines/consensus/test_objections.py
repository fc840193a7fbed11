"""The life of a stop."""

from datetime import UTC, datetime, timedelta

import pytest

from folkmoot.engines.consensus import (
    DEFAULTS,
    Answer,
    AnswerKind,
    Objection,
    ObjectionFacts,
    ObjectionStage,
    QuestionClass,
    advance_objection,
)

START = datetime(2026, 5, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)
RULES = DEFAULTS[QuestionClass.ORDINARY]
ANSWER = Answer(AnswerKind.CHANGED, START + DAY, words=80, names=2, not_drafters=1)


def step(stage, now, **facts):
    """Return stage, day and reason of the next step of a stop, None if none is due."""
    found = advance_objection(
        Objection(stage, START), ObjectionFacts(**facts), START + now * DAY, RULES
    )
    return found and (str(found.to), (found.at - START) / DAY, found.why)


class TestRaised:
    def test_is_understood_when_the_owner_says_so(self):
        facts = {"restated_at": START, "owner_agreed_at": START + DAY}
        assert step(ObjectionStage.RAISED, 1, **facts) == (
            *("understood", 1),
            "owner_agreed",
        )

    def test_is_understood_when_two_others_confirm_after_seven_days(self):
        others = (START + DAY, START + 2 * DAY)
        facts = {"restated_at": START, "others_agreed_at": others}
        assert step(ObjectionStage.RAISED, 6, **facts) is None
        assert step(ObjectionStage.RAISED, 9, **facts) == (
            *("understood", 7),
            "two_others_confirmed",
        )
        assert step(ObjectionStage.RAISED, 9, restated_at=START) is None

    def test_stands_with_a_note_when_the_owner_is_in_no_talk(self):
        facts = {"talks_offered_at": START, "last_talk_at": START + DAY}
        assert step(ObjectionStage.RAISED, 20, **facts) == (
            *("standing", 15),
            "owner_in_no_talk",
        )


class TestUnderstood:
    def test_is_answered_by_a_complete_answer(self):
        assert step(ObjectionStage.UNDERSTOOD, 1, answer=ANSWER) == (
            *("answered", 1),
            "changed",
        )

    @pytest.mark.parametrize(
        ("kind", "words", "names", "others", "missing"),
        [
            ("changed", 121, 2, 1, "too_long"),
            ("reasons", 0, 2, 1, "text"),
            ("reasons", 9, 1, 1, "names"),
            ("reasons", 9, 2, 0, "not_drafter"),
            ("trial", 9, 2, 1, "trial_length"),
        ],
    )
    def test_is_not_answered_by_half_an_answer(
        self, kind, words, names, others, missing
    ):
        answer = Answer(AnswerKind(kind), START, words, names, others)
        assert missing in answer.missing
        assert step(ObjectionStage.UNDERSTOOD, 9, answer=answer) is None

    def test_moves_only_when_the_owner_agrees(self):
        answer = Answer(AnswerKind.MOVED, START, 9, 2, 1)
        assert step(ObjectionStage.UNDERSTOOD, 9, answer=answer) is None
        facts = {"answer": answer, "move_agreed_at": START + DAY}
        assert step(ObjectionStage.UNDERSTOOD, 9, **facts)[0] == "moved"


class TestAnswered:
    def test_ends_as_the_owner_says(self):
        solved = step(ObjectionStage.ANSWERED, 9, solved_at=START + DAY)
        assert solved == ("resolved", 1, "owner_solved")
        still = step(ObjectionStage.ANSWERED, 9, still_at=START + DAY)
        assert still == ("standing", 1, "owner_still_sees_it")

    def test_stands_after_seven_silent_days(self):
        assert step(ObjectionStage.ANSWERED, 6) is None
        assert step(ObjectionStage.ANSWERED, 60) == ("standing", 7, "owner_silent")


class TestRelabelled:
    def test_comes_back_as_it_was_after_the_appeal_and_once_only(self):
        facts = ObjectionFacts(relabelled_at=START, restored_at=START + DAY)
        stop = Objection(ObjectionStage.UNDERSTOOD, START)
        worry = advance_objection(stop, facts, START, RULES).after
        assert worry.stage == "relabelled"
        back = advance_objection(worry, facts, START + DAY, RULES).after
        assert back.stage == "understood"
        assert advance_objection(back, facts, START + 99 * DAY, RULES) is None


class TestNoStop:
    @pytest.mark.parametrize("stage", ["resolved", "moved", "standing"])
    def test_is_ever_deleted(self, stage):
        assert step(ObjectionStage(stage), 999) is None
