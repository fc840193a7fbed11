"""A map of opinion from short answers: who thinks alike, what all share, what divides.

People answer short statements with agree, pass or disagree; nobody has to answer all
of them. What is computed here is pure: same votes and same seed, same answer, and
the order of people and statements changes nothing but the order of the results.

It knows nothing of names, texts or the database. Formulae and what the map cannot tell
are in "How the map is made" (``docs/explanation/algorithms``).
"""

from folkmoot.engines.opinion.axes import Axes
from folkmoot.engines.opinion.blocks import Block, common_ground_without, find_blocks
from folkmoot.engines.opinion.bridging import bridging_people, bridging_statements
from folkmoot.engines.opinion.choosing import keep_people, keep_statements, pick_people
from folkmoot.engines.opinion.common import (
    Leading,
    MinorityView,
    agreement_bounds,
    common_ground_bound,
    consensus_lists,
    divisiveness,
    group_aware_consensus,
    heard,
    minority_views,
    rank_common_ground,
)
from folkmoot.engines.opinion.counts import NO_GROUP, GroupCounts, group_counts
from folkmoot.engines.opinion.drawing import (
    Drawing,
    DrawingWords,
    Frame,
    draw_map,
    draw_mark,
    frame_of,
    write_svg,
)
from folkmoot.engines.opinion.factoring import BridgingScores, bridging_scores
from folkmoot.engines.opinion.fair import (
    FairMap,
    fair_axes,
    fair_map,
    group_of,
)
from folkmoot.engines.opinion.federated import (
    TreePlan,
    choose_anchors,
    choose_readers,
    collectives_above,
    draw_sisters,
    expected_reads,
    going_up,
    optimistic_score,
)
from folkmoot.engines.opinion.grouping import Grouping
from folkmoot.engines.opinion.mapping import OpinionMap, opinion_map
from folkmoot.engines.opinion.placing import place_person
from folkmoot.engines.opinion.predicting import Foretelling, foretell
from folkmoot.engines.opinion.representing import (
    Representative,
    Representativeness,
    rank_statements,
    representative_statements,
    representativeness,
)
from folkmoot.engines.opinion.routing import (
    ReadingPlan,
    fewest_readers,
    gini,
    next_statement,
    plan_by_priority,
    plan_random,
    plan_reading,
    statements_within,
)
from folkmoot.engines.opinion.stability import Stability, adjusted_rand_index
from folkmoot.engines.opinion.steering import extremity, priority
from folkmoot.engines.opinion.sums import (
    TooFewPeopleError,
    VoteSums,
    add_sums,
    axes_of_sums,
    change_counts,
    change_sums,
    publish_sums,
    sum_votes,
)
from folkmoot.engines.opinion.votes import (
    AGREE,
    DISAGREE,
    PASS,
    Votes,
    VotesError,
    votes_from_matrix,
    votes_from_rows,
)
from folkmoot.engines.opinion.weighing import weigh_matters
from folkmoot.engines.opinion.withstanding import accounts_needed

__all__ = [
    "AGREE",
    "DISAGREE",
    "NO_GROUP",
    "PASS",
    "Axes",
    "Block",
    "BridgingScores",
    "Drawing",
    "DrawingWords",
    "FairMap",
    "Foretelling",
    "Frame",
    "GroupCounts",
    "Grouping",
    "Leading",
    "MinorityView",
    "OpinionMap",
    "ReadingPlan",
    "Representative",
    "Representativeness",
    "Stability",
    "TooFewPeopleError",
    "TreePlan",
    "VoteSums",
    "Votes",
    "VotesError",
    "accounts_needed",
    "add_sums",
    "adjusted_rand_index",
    "agreement_bounds",
    "axes_of_sums",
    "bridging_people",
    "bridging_scores",
    "bridging_statements",
    "change_counts",
    "change_sums",
    "choose_anchors",
    "choose_readers",
    "collectives_above",
    "common_ground_bound",
    "common_ground_without",
    "consensus_lists",
    "divisiveness",
    "draw_map",
    "draw_mark",
    "draw_sisters",
    "expected_reads",
    "extremity",
    "fair_axes",
    "fair_map",
    "fewest_readers",
    "find_blocks",
    "foretell",
    "frame_of",
    "gini",
    "going_up",
    "group_aware_consensus",
    "group_counts",
    "group_of",
    "heard",
    "keep_people",
    "keep_statements",
    "minority_views",
    "next_statement",
    "opinion_map",
    "optimistic_score",
    "pick_people",
    "place_person",
    "plan_by_priority",
    "plan_random",
    "plan_reading",
    "priority",
    "publish_sums",
    "rank_common_ground",
    "rank_statements",
    "representative_statements",
    "representativeness",
    "statements_within",
    "sum_votes",
    "votes_from_matrix",
    "votes_from_rows",
    "weigh_matters",
    "write_svg",
]
