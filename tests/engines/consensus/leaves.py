"""Federations for tests: leaves as (members, tally), and the published rule again."""

from fractions import Fraction
from math import ceil, floor

from folkmoot.engines.consensus import (
    DEFAULTS,
    Circumstances,
    FederatedTally,
    QuestionClass,
    Tally,
    leaf_tally,
)

NAMES = ("ordinary", "serious", "founding")
SECOND = Circumstances(checks=2, answered=True)
SUPPORT = {
    "ordinary": Fraction(75, 100),
    "serious": Fraction(80, 100),
    "founding": Fraction(85, 100),
}
FLOOR = {
    "ordinary": (3, Fraction(20, 100)),
    "serious": (3, Fraction(40, 100)),
    "founding": (5, Fraction(55, 100)),
}
STOPS = {
    "ordinary": (5, 20, Fraction(10, 100)),
    "serious": (10, 40, Fraction(5, 100)),
    "founding": (20, 67, Fraction(3, 100)),
}
OF_LEAVES = {
    "ordinary": Fraction(1, 2),
    "serious": Fraction(3, 5),
    "founding": Fraction(2, 3),
}
OF_PEOPLE = {
    "ordinary": Fraction(1, 10),
    "serious": Fraction(1, 5),
    "founding": Fraction(1, 3),
}


def rules_of(name):
    return DEFAULTS[QuestionClass(name)]


def total(name, leaves, affected=()):
    """Return the sums over (members, tally) pairs."""
    parts = [
        leaf_tally(rules_of(name), n, Tally(*tally), is_affected=place in affected)
        for place, (n, tally) in enumerate(leaves)
    ]
    return sum(parts, FederatedTally())


def limit(name, heard):
    """L(H), from the pseudo-code."""
    one, share, part = STOPS[name]
    if heard < one:
        return 0
    return 1 if heard < share else floor(part * heard)


def position(name, n, tally, *, affected=False):
    """Follow "Leaf position" line by line."""
    a, s, o, m = tally
    h = a + s + o + m
    least, part = FLOOR[name]
    if h < min(n, max(3, ceil(Fraction(10, 100) * n))):
        return "not_heard"
    if o > (Fraction(10, 100) if affected else Fraction(25, 100)) * h:
        return "objects"
    need = min(n, max(least, ceil(part * n)))
    if a >= SUPPORT[name] * h and o <= limit(name, h) and a >= need:
        return "agrees"
    return "divided"


def decided(name, leaves, circumstances):
    """Follow "Node outcome" line by line, over the leaves themselves."""
    checks, answered, fundamental, cluster, _extended = circumstances
    found = [position(name, n, tally) for n, tally in leaves]
    agree, objecting = found.count("agrees"), found.count("objects")
    heard_leaves = len(found) - found.count("not_heard")
    sum_a = sum(tally[0] for _n, tally in leaves)
    sum_o = sum(tally[2] for _n, tally in leaves)
    sum_h = sum(sum(tally) for _n, tally in leaves)
    base = (
        agree >= SUPPORT[name] * heard_leaves
        and agree >= OF_LEAVES[name] * len(leaves)
        and sum_a >= SUPPORT[name] * sum_h
        and sum_a >= OF_PEOPLE[name] * sum(n for n, _tally in leaves)
    )
    if not answered:
        return "work"
    if base and objecting == 0 and sum_o == 0:
        return "consensus"
    near = checks >= 2 and not fundamental and not cluster
    few = sum_o <= STOPS[name][2] * sum_h
    if base and near and few and objecting <= limit(name, agree + objecting):
        return "near_consensus"
    return "work" if checks < 3 else "no_decision"
