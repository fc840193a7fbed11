"""What a messenger may say, and when what was said counts."""

from datetime import timedelta

import pytest
from tests.engines.consensus.walks import DAY, START

from folkmoot.engines.consensus import (
    HomeAnswer,
    LeafPosition,
    Limit,
    LimitError,
    LimitRule,
    Mandate,
    MandateKind,
    Match,
    MatchKind,
    Said,
    match,
    standing_of,
)

HOUR = timedelta(hours=1)
COST = Limit("cost", LimitRule.AT_MOST, 40_000)
START_DAY = Limit("begins", LimitRule.NOT_BEFORE, "2026-05-01")


def mandate(kind=MandateKind.TALK, limits=(COST, START_DAY), may_settle=(), **more):
    return Mandate(
        kind,
        LeafPosition.AGREES,
        tuple(limits),
        frozenset(may_settle),
        START,
        START + 90 * DAY,
        **more,
    )


def said(at=START, **more):
    return Said(at, **more)


def codes(found):
    return [difference.code for difference in found.differences]


class TestMatch:
    def test_words_within_the_limits_match(self):
        figures = {"cost": 40_000, "begins": "2026-05-01", "rooms": 3}
        entry = said(position=LeafPosition.AGREES, figures=figures)
        assert match(mandate(), entry) == Match(MatchKind.WITHIN)
        assert match(mandate(), said()).kind == "within"

    def test_names_the_limit_and_what_was_said(self):
        found = match(mandate(), said(figures={"cost": 45_000}))
        assert found.kind == "differs"
        assert found.differences[0] == (
            "limit_broken",
            {"name": "cost", "rule": "at_most", "limit": 40_000, "said": 45_000},
        )

    @pytest.mark.parametrize(
        ("rule", "value", "within", "beyond"),
        [
            ("at_most", 4, 4, 5),
            ("at_least", 4, 4, 3),
            ("not_before", "2026-05-01", "2026-05-01", "2026-04-30"),
            ("not_after", "2026-05-01", "2026-04-30", "2026-05-02"),
            ("equals", "red", "red", "green"),
            ("equals", 4, 4, "4"),
            ("at_most", 4, 0, "none"),
            ("not_after", "2026-05-01", "2026-05-01", "soon"),
            ("not_after", "2026-05-01", "2026-05-01", 1),
            ("at_most", 4, 1, True),
        ],
    )
    def test_holds_every_rule_at_its_edge(self, rule, value, within, beyond):
        held = mandate(limits=[Limit("x", LimitRule(rule), value)])
        assert match(held, said(figures={"x": within})).kind == "within"
        assert codes(match(held, said(figures={"x": beyond}))) == ["limit_broken"]

    @pytest.mark.parametrize(
        ("rule", "value"),
        [
            ("at_most", "many"),
            ("not_before", "soon"),
            ("equals", ""),
            ("at_least", True),
        ],
    )
    def test_a_limit_nothing_can_be_compared_with_is_refused(self, rule, value):
        with pytest.raises(LimitError, match="expected a number or day"):
            Limit("x", LimitRule(rule), value)

    def test_another_position_differs(self):
        found = match(mandate(), said(position=LeafPosition.OBJECTS))
        assert found.differences[0].values == {"mandate": "agrees", "said": "objects"}

    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            (START - HOUR, ["outside_term"]),
            (START, []),
            (START + 90 * DAY - HOUR, []),
            (START + 90 * DAY, ["outside_term"]),
        ],
    )
    def test_a_term_ends_at_its_second(self, at, expected):
        assert codes(match(mandate(), said(at))) == expected

    @pytest.mark.parametrize("kind", [MandateKind.CARRY, MandateKind.TALK])
    def test_only_who_may_settle_settles(self, kind):
        entry = said(figures={"cost": 1}, settles=True)
        held = mandate(kind, limits=[COST], may_settle=["cost"])
        assert codes(match(held, entry)) == ["no_power_to_settle"]

    def test_settles_what_is_named_and_names_every_limit(self):
        held = mandate(MandateKind.SETTLE, may_settle=["cost", "begins"])
        whole = {"cost": 1, "begins": "2026-06-01"}
        assert match(held, said(figures=whole, settles=True)).kind == "within"
        part = match(held, said(figures={"cost": 1}, settles=True))
        assert codes(part) == ["figure_missing"]
        more = match(held, said(figures={**whole, "rooms": 3}, settles=True))
        assert codes(more) == ["not_to_settle"]

    def test_nothing_is_settled_from_the_second_of_the_pause(self):
        at = START + DAY
        held = mandate(
            MandateKind.SETTLE, limits=[COST], may_settle=["cost"], paused_at=at
        )
        entry = {"figures": {"cost": 1}, "settles": True}
        assert match(held, said(at - HOUR, **entry)).kind == "within"
        assert codes(match(held, said(at, **entry))) == ["settling_paused"]
        assert match(held, said(at, figures={"cost": 1})).kind == "within"

    def test_tells_every_difference(self):
        entry = said(
            START + 90 * DAY,
            position=LeafPosition.OBJECTS,
            figures={"cost": 50_000},
            settles=True,
        )
        assert codes(match(mandate(), entry)) == [
            "outside_term",
            "other_position",
            "limit_broken",
            "figure_missing",
            "no_power_to_settle",
        ]

    def test_ones_own_view_is_free_and_without_a_mandate_nobody_speaks_for_home(self):
        free = said(is_own_view=True, position=LeafPosition.OBJECTS)
        assert match(mandate(), free).kind == "own_view"
        assert match(None, free).kind == "own_view"
        assert match(None, said()).kind == "no_mandate"


class TestStandingOf:
    def standing(self, kind, home, hours):
        return standing_of(Match(MatchKind(kind)), START, home, START + hours * HOUR)

    def test_within_the_mandate_counts_at_once(self):
        assert self.standing("within", None, 0) == ("counted", START)

    @pytest.mark.parametrize("kind", ["differs", "no_mandate"])
    def test_a_difference_waits_for_72_hours_and_is_void_then(self, kind):
        until = START + 72 * HOUR
        assert self.standing(kind, None, 71) == ("waiting", until)
        assert self.standing(kind, None, 72) == ("void", until)

    def test_home_confirms_or_not_in_time(self):
        at = START + 5 * HOUR
        assert self.standing("differs", HomeAnswer(at, True), 6) == ("counted", at)
        assert self.standing("differs", HomeAnswer(at, False), 6) == ("void", at)
        late = HomeAnswer(START + 73 * HOUR, True)
        assert self.standing("differs", late, 80).kind == "void"
        assert self.standing("differs", late, 10).kind == "waiting"

    def test_an_own_view_never_counts(self):
        yes = HomeAnswer(START, True)
        assert self.standing("own_view", yes, 1).kind == "own_view"
