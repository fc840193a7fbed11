"""A vote that the law asks for: its conditions, exactly, on every small count."""

from datetime import timedelta
from fractions import Fraction
from itertools import product

import pytest
from tests.engines.consensus.walks import START, facts, question

from folkmoot.engines.consensus import (
    Base,
    Doing,
    LegalCount,
    LegalRule,
    Stage,
    Vote,
    legal_rule_from_dict,
    legal_rule_to_dict,
    legal_verdict,
    upcoming,
)

SHARES = [(1, 2, True), (1, 2, False), (2, 3, False), (3, 4, True), (1, 1, False)]


def counts(roll):
    for yes, no, blank, spoilt in product(range(roll + 1), repeat=4):
        if yes + no + blank + spoilt <= roll:
            yield LegalCount(roll, yes, no, blank, spoilt)


@pytest.mark.parametrize("base", Base)
@pytest.mark.parametrize("share", SHARES)
def test_every_count_of_seven_people_is_what_fractions_say(base, share):
    yes, of, is_more = share
    rule = LegalRule(yes, of, is_more, base, turnout_percent=50, roll_percent=30)
    wanted = Fraction(rule.yes, rule.of)
    for count in counts(7):
        among = {"yes_or_no": count.yes + count.no, "all_answers": count.took_part}
        of = among.get(base.value, count.roll)
        part = Fraction(count.yes, of) if of else Fraction(0)
        is_enough = part > wanted if rule.is_more else part >= wanted
        turnout = Fraction(count.took_part, count.roll) >= Fraction(1, 2)
        of_roll = Fraction(count.yes, count.roll) >= Fraction(3, 10)
        carried, codes = legal_verdict(rule, count)
        assert carried == (is_enough and count.yes > 0 and turnout and of_roll)
        assert carried == all(code.endswith("reached") for code in codes)
        assert len(codes) == 3


@pytest.mark.parametrize("base", Base)
def test_one_more_yes_in_place_of_a_no_never_hurts(base):
    rule = LegalRule(2, 3, is_more=False, base=base)
    for count in counts(6):
        if count.no:
            better = LegalCount(
                6, count.yes + 1, count.no - 1, count.blank, count.spoilt
            )
            assert legal_verdict(rule, better)[0] >= legal_verdict(rule, count)[0]


def test_a_rule_comes_back_from_plain_values():
    rule = LegalRule(3, 4, is_more=True, base=Base.ROLL, turnout_percent=40)
    assert legal_rule_from_dict(legal_rule_to_dict(rule)) == rule


@pytest.mark.parametrize(
    "change",
    [
        *({"version": "other"}, {"yes": 0}, {"yes": 3}, {"of": "2"}, {"base": "x"}),
        *({"z": 1}, {"is_more": 1}, {"turnout_percent": 101}, {"yes": 2, "of": 2}),
    ],
)
def test_a_rule_that_no_law_asks_for_is_refused(change):
    with pytest.raises(ValueError, match=r"expected|not a valid"):
        legal_rule_from_dict({**legal_rule_to_dict(LegalRule()), **change})


def test_more_answers_than_people_are_refused():
    with pytest.raises(ValueError, match="3 of 2 took part"):
        LegalCount(2, 2, 1)


class TestBefore:
    """What a decision comes to that a legal vote has to carry first."""

    def step(self, vote):
        state = question("ordinary", Stage.DECIDED, decided_at=START)
        return upcoming(state, facts(doing=Doing(vote=vote)))

    def test_a_carried_one_lets_it_begin_when_it_was_counted(self):
        at = START + timedelta(days=20)
        step = self.step(Vote(at, is_carried=True))
        assert (step.to, step.at, step.why) == (Stage.CARRYING, at, "begins")

    @pytest.mark.parametrize(
        ("is_carried", "why"), [(False, "vote_not_carried"), (None, "vote_not_held")]
    )
    def test_any_other_leaves_things_as_they_are(self, is_carried, why):
        at = START + timedelta(days=20)
        step = self.step(Vote(at, is_carried=is_carried))
        assert (step.to, step.at, step.why) == (Stage.NO_DECISION, at, why)
        assert len(step.data["offers"]) == 4
