"""Questions on their way: lengths, early closes, extensions, rounds and side ways."""

from dataclasses import replace

import pytest
from tests.engines.consensus.walks import DAY, START, facts, path, question, walk

from folkmoot.engines.consensus import (
    OFFERS,
    Asking,
    Call,
    Check,
    Doing,
    Draft,
    Hearing,
    LastCall,
    MoveError,
    Notice,
    Shaping,
    Stage,
    Tally,
    Work,
    advance,
    next_look,
    pause,
    settle_late_objection,
    take,
    takes_late_objection,
    urgent,
)


def submitted(state, **more):
    """Facts in which a complete draft is handed in the moment drafting begins."""
    draft = Draft(state.since, has_text=True, has_tasks=True, has_look_back=True)
    return facts(draft=draft, **more)


class TestLengths:
    @pytest.mark.parametrize(
        ("name", "days"), [("ordinary", 17), ("serious", 29), ("founding", 49)]
    )
    def test_shortest_path(self, name, days):
        steps = walk(question(name), submitted, START + days * DAY)
        assert path(steps)[-2:] == [("decided", days), ("carrying", days)]

    def test_small_is_decided_by_notice(self):
        steps = walk(question("small"), facts(), START + 6 * DAY)
        assert path(steps) == [("notice", 0), ("decided", 5), ("carrying", 5)]

    def test_seven_people_at_home_agree_in_one_evening(self):
        at = START + DAY / 12
        asking = Asking(7, 7, all_heard_at=at)
        given = facts(tally=(7, 0, 0, 0), asking=asking)
        steps = walk(question(is_home=True), given, START + DAY)
        stages = [str(step.to) for step in steps]
        assert stages == ["checking", "last_call", "decided", "carrying"]
        assert steps[-1].at == at

    def test_urgent_is_decided_after_its_window_and_expires(self):
        state = replace(question(), rules=urgent(question().rules))
        steps = walk(state, facts(), START + 60 * DAY)
        assert path(steps)[2] == ("decided", 1)
        assert steps[4].why == "urgent_expired"
        assert "expired" in steps[4].after.badges


class TestNotice:
    def test_one_member_is_enough_to_talk_first(self):
        given = facts(calls={Call.TALK_FIRST: (START + DAY,)})
        step = advance(question("small", Stage.NOTICE), given, START + 2 * DAY)
        assert (step.to, step.why, step.at) == ("hearing", "talk_first", START + DAY)
        assert step.after.rules.question_class == "ordinary"

    def test_goes_to_hearing_when_nobody_saw_it(self):
        given = facts(notice=Notice(seen_by=1, has_carrier=True))
        step = advance(question("small", Stage.NOTICE), given, START + 6 * DAY)
        assert (step.to, step.why) == ("hearing", "not_seen")


class TestHearing:
    def test_each_member_has_the_whole_window_since_delivery(self):
        asking = Asking(12, 12, latest_delivery_at=START + 2 * DAY)
        state = question(stage=Stage.HEARING)
        step = advance(state, facts(asking=asking), START + 30 * DAY)
        assert step.at == START + 9 * DAY

    def test_a_delivery_after_the_nominal_close_prolongs_nothing(self):
        asking = Asking(12, 12, undelivered=1, latest_delivery_at=START + 8 * DAY)
        step = advance(
            question(stage=Stage.HEARING), facts(asking=asking), START + 30 * DAY
        )
        assert (step.to, step.at) == ("drafting", START + 7 * DAY)

    def test_extends_once_per_cause_then_goes_on_with_a_badge(self):
        asking = Asking(12, heard=2, undelivered=3)
        state = question(stage=Stage.HEARING)
        steps = walk(state, facts(asking=asking), START + 14 * DAY)
        assert path(steps) == [("hearing", 7), ("drafting", 14)]
        assert steps[-1].after.badges == {"few_heard", "not_all_reached"}

    def test_serious_needs_a_panels_word_or_is_parked(self):
        asking = Asking(40, heard=2)
        state = question("serious", Stage.HEARING)
        steps = walk(state, facts(asking=asking), START + 24 * DAY)
        assert path(steps)[-1] == ("parked", 24)
        word = Hearing(contributions=3, tries_real_at=START + 22 * DAY)
        steps = walk(state, facts(asking=asking, hearing=word), START + 24 * DAY)
        assert path(steps)[-1] == ("drafting", 22)

    def test_all_heard_does_not_close_a_serious_hearing(self):
        asking = Asking(12, 12, all_heard_at=START + DAY)
        early = START + 2 * DAY
        given = facts(asking=asking)
        assert advance(question(stage=Stage.HEARING), given, early)
        assert advance(question("serious", Stage.HEARING), given, early) is None


class TestStops:
    def test_are_worked_on_and_counted_again_after_the_third_check(self):
        check = Check(Tally(9, 0, 2, 0))
        state = question(stage=Stage.WORKING, checks=3)
        step = advance(state, facts(check=check), START + 14 * DAY)
        assert step.to == "no_decision"
        assert step.data["offers"] == list(OFFERS)
        check = Check(Tally(9, 0, 1, 0))
        assert advance(state, facts(check=check), START + 14 * DAY).to == "last_call"

    def test_unanswered_use_up_the_rounds_and_never_pass(self):
        check = Check(Tally(11, 0, 1, 0), unanswered_stops=1)
        state = question(stage=Stage.WORKING, rounds=1)
        calls = {Call.ONE_MORE_ROUND: (START, START)}
        given = facts(check=check, calls=calls)
        steps = walk(state, given, START + 200 * DAY)
        whys = [step.why for step in steps]
        assert whys == ["one_more_round", *2 * ["drafters_redrawn"], "stops_unanswered"]
        assert path(steps)[-1] == ("no_decision", 56)

    def test_go_back_from_last_call_twice_then_lengthen_it(self):
        last_call = LastCall(new_stop_at=START + DAY)
        check = Check(Tally(11, 0, 1, 0), unanswered_stops=1)
        given = facts(check=check, last_call=last_call)
        state = question(stage=Stage.LAST_CALL, checks=2)
        step = advance(state, given, START + DAY)
        assert (step.to, step.why, step.after.returns) == ("working", "new_stop", 1)
        steps = walk(replace(state, returns=2), given, START + 90 * DAY)
        assert path(steps) == [
            *(("last_call", day) for day in (3, 10, 17)),
            ("no_decision", 24),
        ]

    def test_handed_over_work_is_checked_at_once(self):
        given = facts(work=Work(handed_over_at=START + DAY))
        step = advance(question(stage=Stage.WORKING), given, START + DAY)
        assert (step.to, step.after.checks) == ("checking", 2)


class TestShapingAndDrafting:
    def test_an_unfinished_text_goes_on_as_rough_text(self):
        given = facts(shaping=Shaping())
        steps = walk(question(), given, START + 14 * DAY)
        assert path(steps) == [("shaping", 7), ("hearing", 14)]
        assert "rough_text" in steps[-1].after.badges

    @pytest.mark.parametrize(
        ("has_text", "to"), [(True, "checking"), (False, "hearing")]
    )
    def test_at_home_without_any_text_there_is_nothing_to_check(self, has_text, to):
        given = facts(shaping=Shaping(), draft=Draft(has_text=has_text))
        steps = walk(question(is_home=True), given, START + 14 * DAY)
        assert path(steps) == [("shaping", 7), (to, 14)]

    def test_no_draft_draws_others_then_parks(self):
        state = question(stage=Stage.DRAFTING, readings=1)
        steps = walk(state, facts(draft=Draft()), START + 21 * DAY)
        whys = [step.why for step in steps]
        assert whys == ["drafters_redrawn", "drafters_redrawn", "no_draft"]

    def test_a_silent_idea_sleeps_twice_and_is_then_withdrawn(self):
        steps = walk(question(stage=Stage.IDEA), facts(), START + 400 * DAY)
        stages = [str(step.to) for step in steps]
        assert stages == ["parked", "idea", "parked", "idea", "withdrawn"]


class TestAfterwards:
    def test_looks_back_early_on_near_consensus(self):
        state = question(stage=Stage.CARRYING, decided_at=START)
        near = replace(state, outcome="near_consensus")
        assert next_look(state, facts(), START) == START + 90 * DAY
        assert next_look(near, facts(), START) == START + 60 * DAY

    def test_asks_again_when_nobody_looked(self):
        state = question(stage=Stage.LOOKING_BACK)
        step = advance(state, facts(), START + 14 * DAY)
        assert (step.to, step.why) == ("looking_back", "not_looked_at")
        assert step.after.closes_at == START + 44 * DAY

    def test_closes_with_its_conclusion(self):
        doing = Doing(concluded_at=START + DAY, conclusion="end")
        step = advance(
            question(stage=Stage.LOOKING_BACK), facts(doing=doing), START + DAY
        )
        assert (step.to, dict(step.data)) == ("closed", {"conclusion": "end"})

    def test_a_late_objection_is_printed_or_checked_again(self):
        state = question(stage=Stage.CARRYING, checks=2, decided_at=START)
        assert takes_late_objection(state, START + 14 * DAY, was_heard=False)
        assert not takes_late_objection(state, START + 15 * DAY, was_heard=False)
        printed = settle_late_objection(state, facts(tally=(10, 0, 1, 0)), START)
        assert printed.after is state
        undone = settle_late_objection(state, facts(tally=(5, 0, 4, 0)), START)
        assert (undone.to, undone.at) == ("checking", START + 14 * DAY)


class TestPause:
    def test_without_a_ruling_repeats_the_step(self):
        state = pause(question(stage=Stage.CHECKING), START + 5 * DAY)
        step = advance(state, facts(), START + 8 * DAY)
        assert (step.why, step.after.checks) == ("complaint_upheld", 1)
        assert step.after.closes_at == START + 15 * DAY

    def test_rejected_gives_the_time_back(self):
        state = pause(question(stage=Stage.CHECKING), START + 5 * DAY)
        given = facts(ruling=(START + 6 * DAY, False))
        step = advance(state, given, START + 6 * DAY)
        assert step.after.closes_at == START + 8 * DAY


class TestTake:
    def test_refuses_moves_the_process_does_not_have(self):
        with pytest.raises(MoveError, match="no move leads from closed"):
            take(question(stage=Stage.CLOSED), Stage.HEARING, START, "again")

    def test_a_withdrawn_question_can_be_adopted_for_14_days(self):
        state = question(stage=Stage.CHECKING)
        gone = take(state, Stage.WITHDRAWN, START + DAY, "withdrawn").after
        back = take(gone, Stage.CHECKING, START + 15 * DAY, "adopted").after
        assert (back.stage, back.checks) == ("checking", 1)
        with pytest.raises(MoveError, match="14 days"):
            take(gone, Stage.CHECKING, START + 16 * DAY, "adopted")

    def test_parking_needs_a_date(self):
        with pytest.raises(MoveError, match="180 days"):
            take(question(), Stage.PARKED, START, "later")
