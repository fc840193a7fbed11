"""Versions side by side over many leaves: both keys for each, one rule among them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.consensus.leaves import rules_of

from folkmoot.engines.consensus import (
    Circumstances,
    FederatedTally,
    Tally,
    federated_outcome,
    leading_variant,
    leaf_tally,
    must_be_variant,
)

RULES = rules_of("ordinary")
SECOND = Circumstances(checks=2, answered=True)
YES, ASIDE, STOP = Tally(1, 0, 0, 0), Tally(0, 1, 0, 0), Tally(0, 0, 1, 0)
ANSWERS = (YES, ASIDE, STOP)
PEOPLE = 3  # in each leaf


def tally_of(answers):
    """Return the sum of single answers."""
    return Tally(*(sum(each) for each in zip(*answers, strict=True)))


def counted(leaves):
    """Return the sums over leaves, and what they come to."""
    parts = [leaf_tally(RULES, PEOPLE, leaf) for leaf in leaves]
    whole = sum(parts, FederatedTally())
    return federated_outcome(RULES, whole, SECOND), whole.people


def by_the_rule(versions):
    """Return which version goes on, by the published words: sorted, nothing else."""
    places = range(len(versions))
    passing = [n for n in places if versions[n][0].outcome.passes]
    among = passing or list(places)
    fewest = min(versions[n][1].stop for n in among)
    among = [n for n in among if versions[n][1].stop == fewest]
    most = max(versions[n][1].yes for n in among)
    return next(n for n in among if versions[n][1].yes == most)


# What the three people of a leaf can say to one version, whatever their order.
OF_LEAF = sorted({tally_of(answers) for answers in product(ANSWERS, repeat=PEOPLE)})
WORLDS = [counted(leaves) for leaves in product(OF_LEAF, repeat=2)]


class TestSmallWorlds:
    @pytest.mark.sweep
    def test_every_pair_of_versions_in_every_world_of_two_leaves(self):
        assert len(WORLDS) == 100
        for pair in product(WORLDS, repeat=2):
            assert leading_variant(pair) == by_the_rule(pair)

    @pytest.mark.sweep
    def test_three_versions_by_what_can_matter_of_each(self):
        different = list(
            {(one.outcome, people): (one, people) for one, people in WORLDS}.values()
        )
        for three in product(different[::2], repeat=3):
            assert leading_variant(three) == by_the_rule(three)


LEAF = st.sampled_from(OF_LEAF)
VERSION = st.lists(LEAF, min_size=4, max_size=4)
VERSIONS = st.lists(VERSION, min_size=2, max_size=7)


class TestProperties:
    @given(VERSIONS, st.data())
    def test_one_more_stop_in_a_leaf_never_makes_a_version_lead(self, versions, data):
        place = data.draw(st.integers(0, len(versions) - 1))
        leaf = data.draw(st.integers(0, 3))
        before = versions[place][leaf]
        if not before.yes:
            return
        worse = before._replace(yes=before.yes - 1, stop=before.stop + 1)
        after = [list(one) for one in versions]
        after[place][leaf] = worse
        if leading_variant([counted(one) for one in versions]) != place:
            assert leading_variant([counted(one) for one in after]) != place

    @given(VERSIONS, st.data())
    def test_another_answer_changed_to_yes_never_takes_the_lead_away(
        self, versions, data
    ):
        place = leading_variant([counted(one) for one in versions])
        leaf = data.draw(st.integers(0, 3))
        before = versions[place][leaf]
        for name in ("aside", "stop"):
            if getattr(before, name):
                fewer = {name: getattr(before, name) - 1, "yes": before.yes + 1}
                after = [list(one) for one in versions]
                after[place][leaf] = before._replace(**fewer)
                assert leading_variant([counted(one) for one in after]) == place

    @given(VERSIONS)
    def test_the_order_of_leaves_changes_nothing(self, versions):
        turned = [one[::-1] for one in versions]
        found = [[counted(one) for one in each] for each in (versions, turned)]
        assert leading_variant(found[0]) == leading_variant(found[1])

    @given(st.integers(0, 400), st.integers(0, 400))
    def test_more_groups_never_take_an_amendment_out(self, backing, heard):
        if must_be_variant(backing, heard):
            assert must_be_variant(backing + 1, heard)
            assert must_be_variant(backing, max(heard - 1, 0))
