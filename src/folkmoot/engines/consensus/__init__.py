"""How a question becomes a decision: states, guards, timers, outcome, stops.

One collective's process as pure functions on plain values: no clock, no database, no
chance. The same input always gives the same answer, so anyone can compute a result
again from what was recorded with it (`RULES_VERSION` names the rules it used).

It guarantees, and these tests prove (``tests/engines/consensus``):

- the outcome function is the published one (``test_worked_examples``, and an
  independent transcription in ``test_outcome_properties``); one more stop never makes
  a failing draft pass, one more yes never hurts (all cases to 25 members);
- every question ends, whatever its people do or leave undone, and every step bears the
  instant at which it fell due, however late somebody looked (``test_walks_properties``);
- no decision is made while a stop is unanswered, and no stop is dropped
  (``test_walks_properties``, ``test_objections``).

It does not know who may press what, whose positions count or what was delivered: the
caller counts and gives instants. It does not word anything for people: reasons are
codes with numbers.

Many collectives decide together by two keys, groups and people
(`federated_outcome`). In every federation of up to four leaves of up to four members
the keys are the published ones, and in all mixtures of five kinds of leaf to 41 leaves
a stop never helps and a change to yes never hurts (``test_federation_properties``);
what a messenger says outside the mandate is not counted until home confirms it
(``test_mandates``). `leaf_positions` for very many leaves at once is in its module
``arrays``, which loads NumPy.

The source of every number is "The process" (``docs/explanation``): sections Classes,
States, Transitions, Positions, Outcome function, Federation of any depth, Messengers,
Defaults.
"""

from folkmoot.engines.consensus.advancing import (
    advance,
    next_look,
    upcoming,
)
from folkmoot.engines.consensus.carrying import (
    look_back_due,
    settle_late_objection,
    takes_late_objection,
)
from folkmoot.engines.consensus.closing import (
    OFFERS,
    may_reopen,
    verdict_on,
)
from folkmoot.engines.consensus.facts import (
    Asking,
    Call,
    Check,
    Doing,
    Draft,
    Facts,
    Hearing,
    LastCall,
    Notice,
    Shaping,
    Vote,
    Work,
)
from folkmoot.engines.consensus.federation import (
    LEAF_HEARD_LEAST,
    FederatedTally,
    LeafPosition,
    choose_variant,
    is_cluster,
    leading_variant,
    leaf_position,
    leaf_tally,
    must_be_variant,
    timetable,
)
from folkmoot.engines.consensus.keys import (
    LEAVES_NEEDED,
    PEOPLE_NEEDED,
    federated_outcome,
)
from folkmoot.engines.consensus.legal import (
    LEGAL_VERSION,
    Base,
    LegalCount,
    LegalRule,
    legal_rule_from_dict,
    legal_rule_to_dict,
    legal_verdict,
)
from folkmoot.engines.consensus.mandates import (
    HOME_ANSWERS_WITHIN,
    MANDATE_LASTS_AT_MOST,
    Difference,
    HomeAnswer,
    Limit,
    LimitError,
    LimitRule,
    Mandate,
    MandateKind,
    Match,
    MatchKind,
    Said,
    Standing,
    StandingKind,
    match,
    standing_of,
)
from folkmoot.engines.consensus.objections import (
    ANSWER_WORDS_AT_MOST,
    Answer,
    AnswerKind,
    Objection,
    ObjectionFacts,
    ObjectionStage,
    ObjectionStep,
    advance_objection,
    upcoming_objection,
)
from folkmoot.engines.consensus.opening import (
    hearing_causes,
)
from folkmoot.engines.consensus.outcome import (
    Circumstances,
    Outcome,
    Reason,
    Tally,
    TallyError,
    Verdict,
    outcome,
    stops_allowed,
    yes_needed,
)
from folkmoot.engines.consensus.recalling import (
    ACTS_LISTED,
    COOL_DOWN,
    RECALL_PERCENTS,
    RECALL_WINDOWS,
    SIGNATURES_PERCENTS,
    RecallResult,
    may_ask_again,
    recall_result,
    recall_signatures,
)
from folkmoot.engines.consensus.rules import (
    DEFAULTS,
    RANGES,
    RULES_VERSION,
    QuestionClass,
    Rules,
    RulesError,
    lift,
    rules_from_dict,
    rules_to_dict,
    signatures_needed,
    urgent,
    validate,
)
from folkmoot.engines.consensus.stages import (
    AFTER_DECIDED,
    BEFORE_DECIDED,
    BEFORE_LAST_CALL,
    ENDED,
    MOVES,
    OPEN,
    Stage,
)
from folkmoot.engines.consensus.state import (
    ADOPTED_WITHIN,
    PANEL_RULES_WITHIN,
    MoveError,
    Pause,
    State,
    Step,
    led,
    open_window,
    pause,
    take,
    window_of,
)

__all__ = [
    "ACTS_LISTED",
    "ADOPTED_WITHIN",
    "AFTER_DECIDED",
    "ANSWER_WORDS_AT_MOST",
    "BEFORE_DECIDED",
    "BEFORE_LAST_CALL",
    "COOL_DOWN",
    "DEFAULTS",
    "ENDED",
    "HOME_ANSWERS_WITHIN",
    "LEAF_HEARD_LEAST",
    "LEAVES_NEEDED",
    "LEGAL_VERSION",
    "MANDATE_LASTS_AT_MOST",
    "MOVES",
    "OFFERS",
    "OPEN",
    "PANEL_RULES_WITHIN",
    "PEOPLE_NEEDED",
    "RANGES",
    "RECALL_PERCENTS",
    "RECALL_WINDOWS",
    "RULES_VERSION",
    "SIGNATURES_PERCENTS",
    "Answer",
    "AnswerKind",
    "Asking",
    "Base",
    "Call",
    "Check",
    "Circumstances",
    "Difference",
    "Doing",
    "Draft",
    "Facts",
    "FederatedTally",
    "Hearing",
    "HomeAnswer",
    "LastCall",
    "LeafPosition",
    "LegalCount",
    "LegalRule",
    "Limit",
    "LimitError",
    "LimitRule",
    "Mandate",
    "MandateKind",
    "Match",
    "MatchKind",
    "MoveError",
    "Notice",
    "Objection",
    "ObjectionFacts",
    "ObjectionStage",
    "ObjectionStep",
    "Outcome",
    "Pause",
    "QuestionClass",
    "Reason",
    "RecallResult",
    "Rules",
    "RulesError",
    "Said",
    "Shaping",
    "Stage",
    "Standing",
    "StandingKind",
    "State",
    "Step",
    "Tally",
    "TallyError",
    "Verdict",
    "Vote",
    "Work",
    "advance",
    "advance_objection",
    "choose_variant",
    "federated_outcome",
    "hearing_causes",
    "is_cluster",
    "leading_variant",
    "leaf_position",
    "leaf_tally",
    "led",
    "legal_rule_from_dict",
    "legal_rule_to_dict",
    "legal_verdict",
    "lift",
    "look_back_due",
    "match",
    "may_ask_again",
    "may_reopen",
    "must_be_variant",
    "next_look",
    "open_window",
    "outcome",
    "pause",
    "recall_result",
    "recall_signatures",
    "rules_from_dict",
    "rules_to_dict",
    "settle_late_objection",
    "signatures_needed",
    "standing_of",
    "stops_allowed",
    "take",
    "takes_late_objection",
    "timetable",
    "upcoming",
    "upcoming_objection",
    "urgent",
    "validate",
    "verdict_on",
    "window_of",
    "yes_needed",
]
