"""The examples of "Federation of any depth", and what a federated question may do."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.consensus.leaves import NAMES, SECOND, rules_of, total
from tests.engines.consensus.walks import DAY, START, facts, path, question, walk

from folkmoot.engines.consensus import (
    RANGES,
    Asking,
    Check,
    Circumstances,
    Facts,
    FederatedTally,
    MoveError,
    Outcome,
    Stage,
    Tally,
    TallyError,
    Verdict,
    advance,
    choose_variant,
    federated_outcome,
    is_cluster,
    leaf_position,
    must_be_variant,
    pause,
    settle_late_objection,
    take,
    timetable,
    upcoming,
    urgent,
    validate,
)
from folkmoot.engines.consensus import led as led_by
from folkmoot.engines.consensus.arrays import POSITIONS, leaf_positions, sum_leaves

AGREES, DIVIDED = (12, (8, 1, 0, 0)), (12, (7, 4, 1, 0))
OBJECTS, SILENT = (12, (3, 2, 4, 0)), (12, (0, 0, 0, 0))


class TestLeafPosition:
    @pytest.mark.parametrize(
        ("name", "members", "tally", "affected", "expected"),
        [
            ("serious", 12, (8, 1, 1, 0), False, "agrees"),
            ("serious", 12, (3, 2, 4, 0), False, "objects"),
            ("ordinary", 12, (2, 0, 0, 0), False, "not_heard"),
            ("ordinary", 2, (2, 0, 0, 0), False, "agrees"),
            ("ordinary", 40, (3, 0, 0, 0), False, "not_heard"),
            ("ordinary", 40, (4, 0, 0, 0), False, "divided"),
            ("ordinary", 12, (6, 0, 2, 0), False, "divided"),  # a quarter is not above
            ("ordinary", 12, (5, 1, 1, 0), True, "objects"),
            ("ordinary", 12, (9, 0, 1, 0), True, "agrees"),  # a tenth is not above
            ("ordinary", 0, (0, 0, 0, 0), False, "not_heard"),
        ],
    )
    def test_is_computed(self, name, members, tally, affected, expected):
        found = leaf_position(
            rules_of(name), members, Tally(*tally), is_affected=affected
        )
        assert found == expected

    @pytest.mark.parametrize("tally", [(13, 0, 0, 0), (-1, 0, 0, 0)])
    def test_refuses_counts_that_cannot_be(self, tally):
        with pytest.raises(TallyError, match="for 12 members"):
            leaf_position(rules_of("ordinary"), 12, Tally(*tally))


class TestExamples:
    """Leaves of 12, unless said."""

    def test_26_agree_2_divided_1_objects_1_not_heard(self):
        # 226 yes and 6 stops of 264 heard.
        divided = [(12, (8, 3, 1, 0)), (12, (7, 1, 1, 0))]
        tally = total("serious", [AGREES] * 26 + divided + [OBJECTS, SILENT])
        assert (tally.people.yes, tally.people.stop, tally.people.heard) == (
            226,
            6,
            264,
        )
        assert (tally.agree, tally.divided, tally.objecting) == (26, 2, 1)
        verdict = federated_outcome(rules_of("serious"), tally, SECOND)
        assert verdict.outcome == "near_consensus"
        first = SECOND._replace(checks=1)
        assert federated_outcome(rules_of("serious"), tally, first).outcome == "work"

    @pytest.mark.parametrize(
        ("name", "expected"), [("serious", "work"), ("ordinary", "near_consensus")]
    )
    def test_24_agree_3_divided_2_object_1_not_heard(self, name, expected):
        tally = FederatedTally(360, Tally(215, 30, 11, 0), 24, 3, 2, 1)
        assert federated_outcome(rules_of(name), tally, SECOND).outcome == expected

    def test_14_agree_16_not_heard(self):
        tally = total("ordinary", [AGREES] * 14 + [SILENT] * 16)
        assert (tally.heard, tally.leaves) == (14, 30)
        verdict = federated_outcome(rules_of("ordinary"), tally, SECOND)
        assert verdict.outcome == "work"
        assert "groups_floor_missed" in {reason.code for reason in verdict.reasons}
        third = SECOND._replace(checks=3)
        last = federated_outcome(rules_of("ordinary"), tally, third)
        assert (last.outcome, last.badges) == ("no_decision", ("few_voices",))

    def test_800_groups_of_25(self):
        people = Tally(7_740, 700, 160, 0)
        tally = FederatedTally(20_000, people, 560, 60, 20, 160)
        assert tally.people.heard == 8_600
        verdict = federated_outcome(rules_of("serious"), tally, SECOND)
        assert verdict.outcome == "near_consensus"
        numbers = {reason.code: reason.numbers for reason in verdict.reasons}
        assert numbers["groups_objecting_within"] == {
            "objecting": 20,
            "allowed": 29,
            "sides": 580,
        }
        assert numbers["stops_within_limit"]["allowed"] == 430


class TestFederatedOutcome:
    @pytest.mark.parametrize(
        ("change", "code"),
        [({"fundamental": True}, "fundamental"), ({"cluster": True}, "groups_cluster")],
    )
    def test_a_finding_bars_near_consensus_and_not_consensus(self, change, code):
        rules = rules_of("ordinary")
        barred = SECOND._replace(**change)
        near = total("ordinary", [AGREES] * 9 + [(12, (9, 0, 1, 0))])
        verdict = federated_outcome(rules, near, barred)
        assert verdict.outcome == "work"
        assert code in {reason.code for reason in verdict.reasons}
        whole = total("ordinary", [AGREES] * 9)
        assert federated_outcome(rules, whole, barred).outcome == "consensus"

    def test_an_unanswered_stop_is_work_after_the_last_check_too(self):
        tally = total("ordinary", [AGREES] * 9)
        waiting = Circumstances(checks=3, answered=False)
        verdict = federated_outcome(rules_of("ordinary"), tally, waiting)
        assert verdict.outcome == "work"
        assert [reason.code for reason in verdict.reasons] == ["stop_unanswered"]

    def test_a_flood_of_members_in_one_leaf_does_not_turn_the_other_key(self):
        leaves = [(5_000, (5_000, 0, 0, 0))] + [OBJECTS] * 9
        tally = total("ordinary", leaves)
        verdict = federated_outcome(rules_of("ordinary"), tally, SECOND)
        codes = {reason.code for reason in verdict.reasons}
        assert verdict.outcome == "work"
        assert {"support_reached", "groups_support_below_share"} <= codes

    def test_many_small_groups_do_not_outweigh_the_people(self):
        leaves = [(3, (3, 0, 0, 0))] * 20 + [(1_000, (0, 900, 0, 0))]
        verdict = federated_outcome(
            rules_of("ordinary"), total("ordinary", leaves), SECOND
        )
        codes = {reason.code for reason in verdict.reasons}
        assert verdict.outcome == "work"
        assert {"groups_support_reached", "support_below_share"} <= codes

    @pytest.mark.parametrize(
        ("tally", "checks", "name", "words"),
        [
            (FederatedTally(), 1, "ordinary", "expected a member"),
            (FederatedTally(2, Tally(3, 0, 0, 0), 1), 1, "ordinary", "3 positions"),
            (FederatedTally(2, Tally(1, 0, -1, 0), 1), 1, "ordinary", "below 0"),
            (FederatedTally(2, Tally(2, 0, 0, 0), 1), 0, "ordinary", "checks is 0"),
            (FederatedTally(2, Tally(2, 0, 0, 0), 1), 1, "small", "by notice"),
        ],
    )
    def test_refuses_what_cannot_be(self, tally, checks, name, words):
        with pytest.raises(TallyError, match=words):
            federated_outcome(rules_of(name), tally, Circumstances(checks, True))

    def test_a_cluster_is_half_of_two_heard_leaves_or_more(self):
        found = [is_cluster(*pair) for pair in ((1, 1), (2, 1), (3, 1), (4, 2), (0, 0))]
        assert found == [False, True, False, True, False]


counts = st.tuples(*[st.integers(0, 30)] * 5, st.booleans())


class TestArrays:
    @given(
        st.sampled_from(NAMES),
        st.lists(counts, max_size=20),
        st.sampled_from([0, 10, 15]),
    )
    def test_say_the_same_as_leaf_after_leaf(self, name, rows, percent):
        rules = replace(rules_of(name), stop_percent=percent)
        tallies = [Tally(*row[:4]) for row in rows]
        members = [
            tally.heard + row[4] for tally, row in zip(tallies, rows, strict=True)
        ]
        columns = np.array(tallies, dtype=np.int64).reshape(-1, 4).T
        many = np.array(members, dtype=np.int64)
        affected = np.array([row[5] for row in rows], dtype=bool)
        for given_array in (columns, many, affected):
            given_array.flags.writeable = False
        yes, aside, stop, more = columns
        found = leaf_positions(rules, many, yes, aside, stop, more, affected)
        expected = [
            leaf_position(rules, n, tally, is_affected=row[5])
            for n, tally, row in zip(members, tallies, rows, strict=True)
        ]
        assert [POSITIONS[code] for code in found] == expected
        sums = sum_leaves(found, many, yes, aside, stop, more)
        assert (sums.members, sums.leaves) == (sum(members), len(rows))
        assert sums.agree == expected.count("agrees")
        assert sums.not_heard == expected.count("not_heard")
        assert sums.people == tuple(columns.sum(axis=1))

    def test_refuse_counts_that_cannot_be(self):
        one, none = np.array([1]), np.array([0])
        with pytest.raises(TallyError, match="more positions"):
            leaf_positions(rules_of("ordinary"), none, one, none, none, none, none > 0)


class TestTimetable:
    @pytest.mark.parametrize(
        ("levels", "days"), [(1, (14, 10, 7)), (2, (17, 12, 8)), (4, (23, 16, 10))]
    )
    def test_gives_each_council_between_time_to_group(self, levels, days):
        rules = timetable(rules_of("serious"), levels)
        windows = (rules.hearing, rules.check, rules.last_call)
        assert tuple(window / DAY for window in windows) == days
        assert rules.drafting == 7 * DAY

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("levels", range(1, 30))
    def test_is_within_the_ranges_and_never_shorter_than_the_class(self, name, levels):
        rules = rules_of(name)
        found = timetable(rules, levels)
        validate(found)
        assert found.check >= rules.check
        longest = RANGES[rules.question_class]["check"][1]
        slow = replace(rules, check=longest)
        assert timetable(slow, levels).check == longest

    def test_leaves_urgent_alone_and_needs_a_level(self):
        hasty = urgent(rules_of("ordinary"))
        assert timetable(hasty, 3) == hasty
        with pytest.raises(ValueError, match="levels is 0"):
            timetable(hasty, 0)


class TestVariants:
    @pytest.mark.parametrize(
        ("backing", "heard", "expected"),
        [(1, 5, False), (2, 20, True), (2, 21, False), (3, 21, True)],
    )
    def test_an_amendment_needs_two_leaves_and_a_tenth(self, backing, heard, expected):
        assert must_be_variant(backing, heard) is expected

    def test_the_one_with_the_fewest_stops_then_most_yes_then_oldest_goes_on(self):
        near, work = Verdict(Outcome.NEAR_CONSENSUS, ()), Verdict(Outcome.WORK, ())
        stops, better = Tally(90, 0, 2, 0), Tally(80, 9, 1, 0)
        variants = [(near, stops), (work, Tally(99, 0, 0, 0)), (near, better)]
        assert choose_variant(variants) == 2
        assert choose_variant([*variants, (near, Tally(81, 0, 1, 0))]) == 3
        assert choose_variant([*variants, (near, better)]) == 2
        assert choose_variant([(work, stops)]) is None


def federated(stage=Stage.SHAPING, **more):
    return question("ordinary", stage, is_federated=True, is_home=True, **more)


def led(stage=Stage.HEARING, **more):
    return question("ordinary", stage, is_led=True, is_home=True, **more)


class TestFederatedQuestion:
    def test_takes_its_whole_time_though_everybody_was_heard(self):
        given = Facts(
            **{
                **{n: getattr(facts(), n) for n in Facts.__slots__},
                "asking": Asking(24, heard=24, all_heard_at=START + DAY),
                "check": Check(groups=total("ordinary", [AGREES] * 2)),
            }
        )
        steps = walk(federated(), given, START + 40 * DAY)
        assert path(steps) == [
            ("hearing", 0),
            ("drafting", 7),
            ("checking", 14),
            ("last_call", 21),
            ("decided", 24),
            ("carrying", 24),
        ]
        assert steps[-1].after.outcome == "consensus"

    def test_is_decided_by_both_keys(self):
        groups = total("ordinary", [AGREES] * 2 + [OBJECTS])
        state = federated(Stage.CHECKING)
        alone = facts(36, check=Check(Tally(30, 0, 0, 0)))
        assert advance(state, alone, START + 7 * DAY).to == "last_call"
        keys = facts(36, check=Check(Tally(30, 0, 0, 0), groups=groups))
        assert advance(state, keys, START + 7 * DAY).to == "working"

    def test_an_urgent_one_has_hearing_check_and_last_call_too(self):
        state = replace(federated(), rules=urgent(rules_of("ordinary")))
        given = facts(24, check=Check(groups=total("ordinary", [AGREES] * 2)))
        steps = walk(state, given, START + 4 * DAY)
        assert path(steps)[:5] == [
            ("hearing", 0),
            ("drafting", 1),
            ("checking", 2),
            ("last_call", 3),
            ("decided", 4),
        ]

    def test_stays_one_when_it_is_taken_up_again(self):
        again = take(federated(Stage.NO_DECISION), Stage.SHAPING, START, "reopened")
        assert again.after.is_federated


BEFORE = [stage for stage in Stage if stage not in ("decided", "carrying")]
WAITING = [s for s in BEFORE if s not in ("looking_back", "closed", "no_decision")]


class TestLedQuestion:
    @pytest.mark.parametrize("stage", WAITING)
    def test_does_nothing_by_itself_before_the_decision(self, stage):
        state = led(stage)
        assert upcoming(state, facts()) is None
        with pytest.raises(MoveError, match="follows its federation"):
            take(state, Stage.WITHDRAWN, START, "withdrawn")
        with pytest.raises(MoveError, match="follows its federation"):
            pause(state, START)

    def test_is_carried_out_at_its_own_times(self):
        decided = led(Stage.DECIDED, decided_at=START, outcome=Outcome.CONSENSUS)
        steps = walk(decided, facts(), START + 400 * DAY)
        assert [str(step.to) for step in steps][:2] == ["carrying", "looking_back"]

    def test_a_leaf_takes_up_alone_what_was_not_agreed(self):
        again = take(led(Stage.NO_DECISION), Stage.SHAPING, START, "reopened")
        assert not again.after.is_led
        assert upcoming(again.after, facts()) is not None

    def test_a_late_stop_that_counts_is_its_federations_to_check(self):
        state = led(Stage.CARRYING, checks=2, decided_at=START)
        fine = facts(check=Check(groups=total("ordinary", [AGREES] * 5)))
        assert settle_late_objection(state, fine, START).after is state
        groups = total("ordinary", [AGREES] * 2 + [OBJECTS] * 2)
        bad = facts(check=Check(groups=groups))
        assert settle_late_objection(state, bad, START) is None

    def test_a_pause_for_harm_does_not_bring_a_check_of_its_own(self):
        state = pause(led(Stage.CARRYING, decided_at=START), START)
        assert upcoming(state, facts()).to == "carrying"


class TestFollowing:
    @pytest.mark.parametrize("stage", list(Stage))
    def test_stands_where_its_federation_stands(self, stage):
        leader = question("ordinary", stage, checks=2, readings=1, is_federated=True)
        follower = led_by(leader)
        assert (follower.is_led, follower.is_federated) == (True, False)
        assert replace(follower, is_led=False, is_federated=True) == leader
