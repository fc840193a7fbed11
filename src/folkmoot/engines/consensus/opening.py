"""From an idea to a draft: idea, shaping, notice, hearing, drafting."""

from datetime import datetime

from folkmoot.engines.consensus.facts import Call, Facts
from folkmoot.engines.consensus.moving import (
    all_heard_at,
    closing_at,
    first,
    in_this_stage,
    move,
    move_when,
    park,
    stay,
)
from folkmoot.engines.consensus.outcome import Outcome
from folkmoot.engines.consensus.rules import DAY, QuestionClass, signatures_needed
from folkmoot.engines.consensus.stages import Stage
from folkmoot.engines.consensus.state import PANEL_RULES_WITHIN, State, Step

SILENT_FOR = 30 * DAY
REDRAWS_AT_MOST = 2
# Twenty members: from here a tenth may be out of reach, below it two.
SHARE_COUNTS_FROM = 20


def from_idea(state: State, facts: Facts) -> Step | None:
    """Transition 2 by the queue, 24 after 30 days without any event."""
    last = max(state.since, facts.last_event_at or state.since)
    reached = facts.place_reached_at
    return first(
        [
            move_when(state, Stage.SHAPING, reached, "place_reached"),
            park(state, last + SILENT_FOR, "silent"),
        ]
    )


def from_shaping(state: State, facts: Facts) -> Step | None:
    """Transitions 4 and 5: by a person, by k members, or by the timer."""
    shaping = facts.shaping
    end = state.closes_at or state.since
    steps: list[Step | None] = []
    if shaping.is_complete:
        k = signatures_needed(facts.asking.members)
        called = facts.called_at(Call.FORWARD, k)
        asked = [at for at in (shaping.forwarded_at, called) if at is not None]
        steps += [_go_forward(state, facts, at, "forwarded") for at in asked]
        steps.append(_go_forward(state, facts, end, "timer"))
    elif not state.is_helped:
        steps.append(stay(state, end, "helper_drawn", is_helped=True))
    else:
        steps.append(_go_forward(state, facts, end, "rough_text"))
    return first(steps)


def _go_forward(state: State, facts: Facts, at: datetime, why: str) -> Step:
    """Leave shaping for the notice, the one page of hearing and check, or hearing.

    A check needs a text: without any, one page is not enough.
    """
    badges = state.badges | ({"rough_text"} if why == "rough_text" else set())
    is_small = state.rules.question_class is QuestionClass.SMALL
    if is_small and facts.shaping.cost_within_limit:
        to = Stage.NOTICE
    else:
        is_checked = state.is_one_page and (
            facts.shaping.is_complete or facts.draft.has_text
        )
        to = Stage.CHECKING if is_checked else Stage.HEARING
    return move(state, to, at, why, badges=badges)


def from_notice(state: State, facts: Facts) -> Step | None:
    """Transitions 6 and 7: one member is enough to talk about it first."""
    notice = facts.notice
    end = closing_at(state, facts)
    others = max(0, min(2, facts.asking.members - 1))
    talk = facts.called_at(Call.TALK_FIRST, 1)
    if notice.seen_by < others:
        timer = move(state, Stage.HEARING, end, "not_seen", {"seen": notice.seen_by})
    elif not notice.has_carrier:
        timer = move(state, Stage.HEARING, end, "no_carrier")
    else:
        consensus = {"outcome": Outcome.CONSENSUS, "badges": state.badges | {"notice"}}
        seen = {"seen": notice.seen_by}
        timer = move(state, Stage.DECIDED, end, "notice_over", seen, **consensus)
    return first(
        [
            timer,
            move_when(state, Stage.HEARING, talk, "talk_first"),
            move_when(state, Stage.HEARING, notice.worried_at, "worried"),
        ]
    )


def from_hearing(state: State, facts: Facts) -> Step | None:
    """Transitions 8 and 9: all heard, or the window's end with its extensions."""
    early = all_heard_at(state, facts)
    return first(
        [
            _at_hearing_end(state, facts, closing_at(state, facts)),
            move_when(state, Stage.DRAFTING, early, "all_heard"),
        ]
    )


def hearing_causes(state: State, facts: Facts) -> frozenset[str]:
    """Return why a hearing should not end yet, as codes.

    Parameters
    ----------
    state : State
        The question.
    facts : Facts
        Asked, heard and come in so far.

    Returns
    -------
    frozenset of str
        ``few_heard`` (under a quarter), ``affected_not_heard``, ``not_all_reached``
        (over a tenth, under 20 members over 2, without delivery), ``little_said`` (no
        report and under 3 contributions), ``called`` (k members ask for more time).
    """
    asking, hearing = facts.asking, facts.hearing
    members = asking.members
    reachless = members // 10 if members >= SHARE_COUNTS_FROM else 2
    needed = min(3, members)
    called = facts.called_at(Call.EXTEND_HEARING, signatures_needed(members))
    causes = {
        "few_heard": 4 * asking.heard < members,
        "affected_not_heard": not hearing.affected_heard,
        "not_all_reached": asking.undelivered > reachless,
        "little_said": not hearing.reports and hearing.contributions < needed,
        "called": called is not None and called <= closing_at(state, facts),
    }
    return frozenset(code for code, holds in causes.items() if holds)


def _at_hearing_end(state: State, facts: Facts, end: datetime) -> Step:
    """Extend once per cause; then go on with a badge, or with a panel's word."""
    causes = hearing_causes(state, facts)
    numbers = {
        "members": facts.asking.members,
        "heard": facts.asking.heard,
        "undelivered": facts.asking.undelivered,
    }
    fresh = causes - state.hearing_causes
    if fresh:
        data = {**numbers, "causes": sorted(fresh)}
        seen = state.hearing_causes | fresh
        return stay(state, end, "hearing_extended", data, hearing_causes=seen)
    left = causes - {"called"}
    if left and state.rules.is_grave:
        word = facts.hearing.tries_real_at
        # The panel is drawn when the extension begins, so its word may be here already.
        if word is None or word > end + PANEL_RULES_WITHIN:
            return park(state, end + PANEL_RULES_WITHIN, "tries_not_confirmed")
        end = max(end, word)
    badges = state.badges | left
    return move(state, Stage.DRAFTING, end, "hearing_over", numbers, badges=badges)


def from_drafting(state: State, facts: Facts) -> Step | None:
    """Transition 10: a complete draft goes on, late drafters are drawn again."""
    draft = facts.draft
    end = state.closes_at or state.since
    to = Stage.HEARING if state.readings < state.rules.readings else Stage.CHECKING
    if not draft.missing:
        timer = move(state, to, end, "last_complete_draft")
        # Sent on in an earlier stage is not sent on now: the second reading counts.
        sent = in_this_stage(state, draft.submitted_at)
        return first([timer, move_when(state, to, sent, "draft_submitted")])
    if state.redraws < REDRAWS_AT_MOST:
        data = {"missing": list(draft.missing)}
        count = state.redraws + 1
        return stay(state, end, "drafters_redrawn", data, redraws=count)
    return park(state, end, "no_draft")
