"""All small cases: an independent transcription, and what more voices may never do."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest

from folkmoot.engines.consensus import (
    DEFAULTS,
    RANGES,
    Circumstances,
    QuestionClass,
    Tally,
    outcome,
)

NAMES = ("ordinary", "serious", "founding")
# To extend is to wait: any further person heard, whatever they say, can end a wait for
# facts, because the tenth is a share of those heard. That is no failing draft.
FAILING = ("work", "no_decision")
PASSING = ("consensus", "near_consensus", "few_voices")


def limit(name, heard):
    """L(H), from the pseudo-code."""
    one, share, part = {
        "ordinary": (5, 20, Fraction(10, 100)),
        "serious": (10, 40, Fraction(5, 100)),
        "founding": (20, 67, Fraction(3, 100)),
    }[name]
    if heard < one:
        return 0
    return 1 if heard < share else floor(part * heard)


def transcribed(name, n, tally, circumstances):  # noqa: PLR0911 # line by line
    """Follow the pseudo-code line by line in fractions."""
    a, s, o, m = tally
    checks, answered, fundamental, cluster, extended = circumstances
    heard = a + s + o + m
    sup = {
        "ordinary": Fraction(75, 100),
        "serious": Fraction(80, 100),
        "founding": Fraction(85, 100),
    }[name]
    least, part = {
        "ordinary": (3, Fraction(20, 100)),
        "serious": (3, Fraction(40, 100)),
        "founding": (5, Fraction(55, 100)),
    }[name]
    need = min(n, max(least, ceil(part * n)))
    if not answered:
        return "work"
    if not extended and m > Fraction(10, 100) * (a + s + o):
        return "extend"
    near = checks >= 2 and not fundamental and not cluster
    ok = a >= sup * heard and (o == 0 or (o <= limit(name, heard) and near))
    if ok and a >= need:
        return "consensus" if o == 0 else "near_consensus"
    if ok and not extended:
        return "extend"
    if ok and name == "ordinary" and a >= max(3, ceil(Fraction(need, 2))):
        return "few_voices"
    if ok:
        return "no_decision"
    return "work" if checks < 3 else "no_decision"


def tallies(n):
    """Every tally of at most n people."""
    for yes in range(n + 1):
        for aside in range(n + 1 - yes):
            for stop in range(n + 1 - yes - aside):
                for more in range(n + 1 - yes - aside - stop):
                    yield Tally(yes, aside, stop, more)


def circumstances_of(checks=(1, 2, 3)):
    """Every circumstance that can change an outcome."""
    flags = (True, False)
    for count, bad, extended in product(checks, flags, flags):
        yield Circumstances(count, True, bad, False, extended)


def judge(rules, members, circumstances):
    """Return the passing tallies and all tallies of one world."""
    return {
        tally: outcome(rules, members, tally, circumstances).outcome
        for tally in tallies(members)
    }


def assert_more_voices_never_hurt(found):
    """Assert that a stop never helps, and a yes, new or changed to, never hurts."""
    for tally, result in found.items():
        yes, aside, stop, more = tally
        passes = result in PASSING
        fails = result in FAILING
        worse = found.get(Tally(yes, aside, stop + 1, more))
        if worse is not None and fails:
            assert worse not in PASSING, tally
        better = [(yes + 1, aside, stop, more)]
        better += [(yes + 1, aside, stop - 1, more)] if stop else []
        better += [(yes + 1, aside - 1, stop, more)] if aside else []
        for counts in better if passes else []:
            assert found.get(Tally(*counts), "consensus") in PASSING, tally


class TestEqualsTheTranscription:
    @pytest.mark.sweep
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("members", [1, 2, 3, 4, 5, 8, 11])
    def test_in_every_small_world(self, name, members):
        rules = DEFAULTS[QuestionClass(name)]
        for flags in product((True, False), repeat=4):
            for checks in (1, 2, 3) if members < 8 else (2,):
                given = Circumstances(checks, *flags)
                for tally in tallies(members):
                    ours = outcome(rules, members, tally, given).outcome
                    assert ours == transcribed(name, members, tally, given)

    @pytest.mark.slow
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("members", range(12, 26))
    def test_in_every_world_to_25(self, name, members):
        rules = DEFAULTS[QuestionClass(name)]
        for given in circumstances_of():
            for tally in tallies(members):
                ours = outcome(rules, members, tally, given).outcome
                assert ours == transcribed(name, members, tally, given)


@pytest.mark.sweep
class TestMoreVoices:
    @pytest.mark.parametrize("name", NAMES)
    def test_never_hurt_up_to_9_members(self, name):
        rules = DEFAULTS[QuestionClass(name)]
        for members, given in product(range(1, 10), circumstances_of()):
            assert_more_voices_never_hurt(judge(rules, members, given))

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("members", [20, 25])
    def test_never_hurt_in_larger_worlds(self, name, members):
        rules = DEFAULTS[QuestionClass(name)]
        given = Circumstances(checks=2, answered=True, extended=True)
        assert_more_voices_never_hurt(judge(rules, members, given))

    @pytest.mark.slow
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("members", range(1, 26))
    def test_never_hurt_in_any_world_to_25(self, name, members):
        rules = DEFAULTS[QuestionClass(name)]
        for given in circumstances_of():
            assert_more_voices_never_hurt(judge(rules, members, given))

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("percent", [0, 15])
    def test_never_hurt_with_the_widest_limits(self, name, percent):
        rules = replace(DEFAULTS[QuestionClass(name)], stop_percent=percent)
        low, high = RANGES[rules.question_class]["stop_percent"]
        assert low <= percent <= high
        given = Circumstances(checks=2, answered=True, extended=True)
        assert_more_voices_never_hurt(judge(rules, 22, given))

    @pytest.mark.parametrize("members", [3, 7, 20, 25])
    def test_a_graver_class_is_never_easier(self, members):
        given = Circumstances(checks=2, answered=True, extended=True)
        ordinary, serious, founding = (
            judge(DEFAULTS[QuestionClass(name)], members, given) for name in NAMES
        )
        for tally in tallies(members):
            assert serious[tally] not in PASSING or ordinary[tally] in PASSING
            assert founding[tally] not in PASSING or serious[tally] in PASSING
