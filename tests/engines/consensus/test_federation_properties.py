"""All small federations, and what more voices may never do to a larger one."""

from functools import cache
from itertools import combinations_with_replacement, pairwise, product
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.consensus.leaves import (
    NAMES,
    SECOND,
    decided,
    position,
    rules_of,
    total,
)

from folkmoot.engines.consensus import (
    Circumstances,
    FederatedTally,
    Tally,
    federated_outcome,
    leaf_position,
    leaf_tally,
)

pytestmark = pytest.mark.sweep

CIRCUMSTANCES = [
    Circumstances(checks, answered, fundamental, cluster)
    for checks, answered, fundamental, cluster in (
        *((1, True, False, False), (2, True, False, False), (3, True, False, False)),
        *((2, False, False, False), (2, True, True, False), (3, True, False, True)),
    )
]


def tallies(members):
    """Every tally of at most so many members."""
    for counts in product(range(members + 1), repeat=4):
        if sum(counts) <= members:
            yield Tally(*counts)


# Who stands aside and who needs more are heard alike: one of the two is enough where
# outcomes are looked at; leaf positions are looked at with both.
LEAVES = [(n, t) for n in range(1, 5) for t in tallies(n) if t.need_more == 0]


def small_worlds(name, leaves, count):
    """Return a federation of up to so many leaves for each different sum.

    Sums are those of the transcription's own positions; an outcome can depend on
    nothing else, whatever the order of the leaves.
    """
    places = ("not_heard", "objects", "agrees", "divided")
    singles = []
    for n, tally in leaves:
        found = position(name, n, tally)
        singles.append(((n, *tally[:3], *(found == one for one in places)), (n, tally)))
    layer = {(0,) * 8: ()}
    worlds = {}
    for _ in range(count):
        grown = {}
        for key, before in layer.items():
            for more, leaf in singles:
                grown.setdefault(tuple(map(add, key, more)), (*before, leaf))
        layer = grown
        worlds |= layer
    return worlds.values()


def assert_equal(name, leaves):
    """Assert that both say the same of a federation, whatever surrounds it."""
    tally = total(name, leaves)
    for circumstances in CIRCUMSTANCES:
        ours = federated_outcome(rules_of(name), tally, circumstances)
        assert ours.outcome == decided(name, leaves, circumstances), leaves


class TestEqualsTheTranscription:
    @pytest.mark.parametrize("name", NAMES)
    def test_in_every_leaf_to_12_members(self, name):
        for members in range(13):
            for tally, affected in product(tallies(members), (False, True)):
                ours = leaf_position(
                    rules_of(name), members, tally, is_affected=affected
                )
                if members:
                    theirs = position(name, members, tally, affected=affected)
                    assert ours == theirs, (members, tally, affected)

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize(("count", "most"), [(2, 4), (3, 3), (4, 2)])
    def test_in_small_federations(self, name, count, most):
        leaves = [leaf for leaf in LEAVES if leaf[0] <= most]
        for world in small_worlds(name, leaves, count):
            assert_equal(name, world)

    @pytest.mark.slow
    @pytest.mark.parametrize("name", NAMES)
    def test_in_every_federation_of_four_leaves_of_four(self, name):
        for world in small_worlds(name, LEAVES, 4):
            assert_equal(name, world)


# Five kinds of leaf of twelve: all yes, yes with a stop, divided, objecting, silent.
KINDS = (
    Tally(10, 0, 0, 0),
    Tally(9, 0, 1, 0),
    Tally(5, 4, 1, 1),
    Tally(3, 2, 4, 0),
    Tally(2, 0, 0, 0),
)
MEMBERS = 12


def with_a_stop(tally):
    """Return the leaf when one more says stop, or one who said otherwise does."""
    changed = [tally._replace(stop=tally.stop + 1)] if tally.heard < MEMBERS else []
    return changed + changes(tally, "stop")


def changes(tally, to):
    """Return the leaf with one answer changed."""
    return [
        tally._replace(**{name: count - 1, to: getattr(tally, to) + 1})
        for name, count in tally._asdict().items()
        if count and name != to
    ]


class Mixtures:
    """Whether mixtures of leaves pass, each looked at once."""

    def __init__(self, name, circumstances):
        rules, self.circumstances = rules_of(name), circumstances
        self.name, self.rules = name, rules
        self.leaf = cache(lambda tally: leaf_tally(rules, MEMBERS, tally))
        self.kinds = [self.leaf(kind) for kind in KINDS]

    def bases(self, count):
        """Yield the sums over every mixture of so many leaves."""
        for split in combinations_with_replacement(range(count + 1), len(KINDS) - 1):
            edges = (0, *split, count)
            held = [after - before for before, after in pairwise(edges)]
            yield sum_of(self.kinds, held)

    def passes(self, tally):
        found = federated_outcome(self.rules, tally, self.circumstances).outcome
        return found in ("consensus", "near_consensus")

    def assert_more_voices_never_hurt(self, count):
        """Assert it for every mixture of so many leaves and every change of one."""
        steps = [
            (
                self.leaf(kind),
                [self.leaf(tally) for tally in with_a_stop(kind)],
                [self.leaf(tally) for tally in changes(kind, "yes")],
            )
            for kind in KINDS
        ]
        for base in self.bases(count - 1):
            for before, stopped, agreed in steps:
                if self.passes(base + before):
                    assert all(self.passes(base + one) for one in agreed), base
                else:
                    assert not any(self.passes(base + one) for one in stopped), base


def sum_of(kinds, held):
    """Return the sums over so many leaves of each kind."""
    groups = zip(kinds, held, strict=True)
    columns = [
        (
            kind.members * n,
            *(count * n for count in kind.people),
            *(part * n for part in (kind.agree, kind.divided, kind.objecting)),
            kind.not_heard * n,
        )
        for kind, n in groups
    ]
    members, yes, aside, stop, more, *leaves = map(sum, zip(*columns, strict=True))
    return FederatedTally(members, Tally(yes, aside, stop, more), *leaves)


SURROUNDINGS = [SECOND, SECOND._replace(checks=3), SECOND._replace(checks=1)]


class TestMoreVoices:
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("circumstances", SURROUNDINGS)
    def test_never_hurt_among_5_to_10_leaves(self, name, circumstances):
        mixtures = Mixtures(name, circumstances)
        for count in (5, 6, 7, 10):
            mixtures.assert_more_voices_never_hurt(count)

    @pytest.mark.slow
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("count", range(5, 42))
    def test_never_hurt_among_5_to_41_leaves(self, name, count):
        Mixtures(name, SECOND).assert_more_voices_never_hurt(count)

    @given(st.sampled_from(NAMES), st.integers(1, 200), st.data())
    def test_a_stop_never_brings_a_leaf_nearer_to_agreeing(self, name, members, data):
        heard = data.draw(st.integers(0, members))
        tally = Tally(*data.draw(parts_of(heard)))
        order = ("agrees", "divided", "objects")
        before = leaf_position(rules_of(name), members, tally)
        if tally.heard < members:
            changed = tally._replace(stop=tally.stop + 1)
            after = leaf_position(rules_of(name), members, changed)
            assert after != "agrees" or before == "agrees"
        for changed in changes(tally, "yes") if before != "not_heard" else []:
            after = leaf_position(rules_of(name), members, changed)
            assert order.index(after) <= order.index(before)


@st.composite
def parts_of(draw, heard):
    """Draw four counts that make up so many."""
    cuts = sorted(draw(st.lists(st.integers(0, heard), min_size=3, max_size=3)))
    return [after - before for before, after in pairwise((0, *cuts, heard))]


PEOPLE = {"support_reached", "support_below_share", "floor_reached", "floor_missed"}
PEOPLE |= {"nobody_heard", "stops_within_limit", "stops_above_limit"}


def people_key(name, leaves):
    """Return what the second key said, with its numbers."""
    found = federated_outcome(rules_of(name), total(name, leaves), SECOND)
    return [reason for reason in found.reasons if reason.code in PEOPLE]


class TestMergingAndSplitting:
    @given(
        st.sampled_from(NAMES), st.lists(st.sampled_from(KINDS), min_size=2), st.data()
    )
    def test_never_change_the_peoples_key(self, name, kinds, data):
        leaves = [(MEMBERS, kind) for kind in kinds]
        place = data.draw(st.integers(1, len(leaves) - 1))
        merged = (
            2 * MEMBERS,
            tuple(map(add, leaves[place - 1][1], leaves[place][1])),
        )
        together = [*leaves[: place - 1], merged, *leaves[place + 1 :]]
        assert people_key(name, leaves) == people_key(name, together)

    @given(st.lists(st.sampled_from(KINDS), min_size=1), st.randoms())
    def test_sums_are_the_same_in_any_order_and_grouping(self, kinds, random):
        leaves = [leaf_tally(rules_of("serious"), MEMBERS, kind) for kind in kinds]
        shuffled = random.sample(leaves, len(leaves))
        cut = random.randint(0, len(leaves))
        parts = [shuffled[:cut], shuffled[cut:]]
        councils = [sum(part, FederatedTally()) for part in parts]
        assert sum(leaves, FederatedTally()) == sum(councils, FederatedTally())
