"""Which of several versions is read as the text: the one rule, whatever was answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.engines.consensus import (
    DEFAULTS,
    Circumstances,
    QuestionClass,
    Tally,
    choose_variant,
    leading_variant,
    outcome,
)

RULES = DEFAULTS[QuestionClass.ORDINARY]
MEMBERS = 13  # one more than any of these counts together
COUNT = st.integers(0, 3)
TALLY = st.builds(Tally, COUNT, COUNT, COUNT, COUNT)
CIRCUMSTANCES = st.builds(Circumstances, st.integers(1, 3), st.booleans())
VARIANT = st.tuples(TALLY, CIRCUMSTANCES)
VARIANTS = st.lists(VARIANT, min_size=1, max_size=7)


def weighed(variants):
    return [
        (outcome(RULES, MEMBERS, tally, circumstances), tally)
        for tally, circumstances in variants
    ]


class TestLeadingVariant:
    @given(VARIANTS)
    def test_a_passing_one_leads_where_there_is_one(self, variants):
        found = weighed(variants)
        place = leading_variant(found)
        passing = choose_variant(found)
        assert place == passing if passing is not None else 0 <= place < len(found)

    @given(VARIANTS)
    def test_none_of_its_kind_has_fewer_stops_or_as_few_and_more_yes(self, variants):
        found = weighed(variants)
        verdict, tally = found[leading_variant(found)]
        for other, its in found:
            if other.outcome.passes == verdict.outcome.passes:
                assert (tally.stop, -tally.yes) <= (its.stop, -its.yes)

    @given(VARIANTS, VARIANT)
    def test_a_younger_copy_changes_nothing(self, variants, one):
        found = weighed([*variants, one])
        assert leading_variant([*found, found[-1]]) == leading_variant(found)

    @given(VARIANTS, st.data())
    def test_one_more_stop_never_makes_a_version_lead(self, variants, data):
        place = data.draw(st.integers(0, len(variants) - 1))
        tally, circumstances = variants[place]
        more = tally._replace(stop=tally.stop + 1)
        after = [*variants]
        after[place] = (more, circumstances)
        if leading_variant(weighed(variants)) != place:
            assert leading_variant(weighed(after)) != place

    @given(TALLY, CIRCUMSTANCES)
    def test_one_alone_leads(self, tally, circumstances):
        assert leading_variant(weighed([(tally, circumstances)])) == 0

    def test_none_at_all_is_refused(self):
        with pytest.raises(ValueError, match="variants is empty"):
            leading_variant([])
