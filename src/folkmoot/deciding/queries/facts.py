"""What happened to a question, counted from its rows for the engine.

Who left counts until the instant they left: a window that had ended before keeps its
result however late somebody looks.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min, QuerySet

from folkmoot.deciding.models import (
    Call,
    Objection,
    Panel,
    Proposal,
    Question,
)
from folkmoot.deciding.queries import asked
from folkmoot.deciding.queries.asked import ENGINE_CALLS
from folkmoot.deciding.queries.carrying import count_uncarried, doing_of
from folkmoot.deciding.queries.checks import (
    Held,
    check_of,
    count_seats,
    count_unlinked,
    held_in,
)
from folkmoot.deciding.queries.signing import signed_for
from folkmoot.deciding.queries.variants import counted_in
from folkmoot.doing.queries import carrier_left_at
from folkmoot.engines.consensus import (
    Asking,
    Check,
    Doing,
    Draft,
    Facts,
    Hearing,
    LastCall,
    Notice,
    Shaping,
    Stage,
    State,
    Work,
)
from folkmoot.engines.consensus import Call as EngineCall
from folkmoot.messaging.models import Delivery
from folkmoot.people.models import Membership
from folkmoot.people.queries import get_settings

CHECKED = (Stage.CHECKING, Stage.WORKING, Stage.LAST_CALL)
NO_CHECK: tuple[Check, None] = (Check(), None)


def asking_key(state: State) -> str:
    """Return the name of the occasion people are asked at in this stage."""
    keys = {
        Stage.NOTICE: "notice",
        Stage.HEARING: f"hearing {state.readings}",
        Stage.CHECKING: f"check {state.checks}",
        Stage.LAST_CALL: f"last call {state.checks}.{state.returns}",
        Stage.LOOKING_BACK: f"look back {state.look_backs}",
    }
    return keys.get(state.stage, "")


def facts_of(question: Question, state: State) -> Facts:
    """Return all that `advance` needs for the present stage of ``question``."""
    stage = state.stage
    is_drafted = stage in (Stage.SHAPING, Stage.DRAFTING, Stage.NOTICE)
    draft = draft_of(question) if is_drafted else Draft()
    after = stage in (Stage.DECIDED, Stage.CARRYING, Stage.LOOKING_BACK)
    check, held = _check_of(question, state) if stage in CHECKED or after else NO_CHECK
    signed = signed_for(question)
    return Facts(
        asking=_asking_of(question, state, held, signed),
        place_reached_at=question.place_reached_at,
        last_event_at=question.last_event_at,
        shaping=(
            _shaping_of(question, state, draft) if stage is Stage.SHAPING else Shaping()
        ),
        notice=_notice_of(question) if stage is Stage.NOTICE else Notice(),
        hearing=_hearing_of(question) if stage is Stage.HEARING else Hearing(),
        draft=draft,
        check=check,
        work=_work_of(question, state) if stage is Stage.WORKING else Work(),
        last_call=_last_call_of(question, state),
        doing=doing_of(question) if after else Doing(),
        calls=_calls_of(signed),
        ruling=_ruling_of(question, state),
    )


def _check_of(question: Question, state: State) -> tuple[Check, Held]:
    if question.variants:
        return counted_in(question, state)
    held = held_in(question)
    return check_of(question, state, held), held


def present_members(question: Question) -> QuerySet[Membership]:
    """Return who may take a position, counting those who left after the window."""
    still = asked.here(asked.until_of(question))
    members = Membership.objects.filter(still, collective_id=question.collective_id)
    return members.filter(standing=Membership.Standing.MEMBER)


def count_members(question: Question) -> int:
    """Return how many of those in `present_members` there are."""
    until = asked.until_of(question)
    [found] = asked.count_members.list(question.collective_id, until)
    return int(found.n)


def first_spoken(question: Question) -> dict[UUID, datetime]:
    """Return when each present member was first heard in the hearing."""
    place = (question.id, question.collective_id, asked.until_of(question))
    spoken: dict[UUID, datetime] = {}
    for rows in (asked.first_said.list(*place), asked.first_answered.list(*place)):
        for member, at in rows:
            spoken[member] = min(at, spoken.get(member, at))
    return spoken


def is_anybody_unheard(question: Question, but: Membership) -> bool:
    """Whether a present member other than ``but`` was not heard in the hearing yet."""
    place = (question.collective_id, asked.until_of(question), question.id)
    return asked.unheard_members.first(*place, but.id) is not None


def draft_of(question: Question) -> Draft:
    """Return what the latest draft has and lacks."""
    proposal = latest_proposal(question)
    return Draft(
        submitted_at=question.submitted_at,
        unlinked=count_unlinked(question),
        has_text=proposal is not None and bool(proposal.text.strip()),
        has_tasks=count_uncarried(question)[1] > 0,
        has_look_back=proposal is not None,
    )


def latest_proposal(question: Question) -> Proposal | None:
    """Return the newest version of the draft."""
    return asked.proposals.first(question)


def _asking_of(
    question: Question,
    state: State,
    held: Held | None,
    signed: Sequence[tuple[str, datetime]],
) -> Asking:
    latest, undelivered = _reached(question, state)
    members, heard, all_heard_at = _heard_of(question, state, held)
    more_time = any(
        kind == Call.Kind.MORE_TIME and at >= state.since for kind, at in signed
    )
    return Asking(
        members=members,
        heard=heard,
        undelivered=undelivered,
        latest_delivery_at=latest,
        all_heard_at=all_heard_at,
        more_time_asked=more_time,
    )


def _reached(question: Question, state: State) -> tuple[datetime | None, int]:
    """Return the latest delivery before the nominal end, and how many have none."""
    key, nominal = asking_key(state), state.closes_at
    if not key or nominal is None:
        return None, 0
    place = (question.id, key, question.collective_id, asked.until_of(question))
    [found] = asked.reached.list(*place, nominal)
    return found.latest, found.asked - found.timely


def _heard_of(
    question: Question, state: State, held: Held | None
) -> tuple[int, int, datetime | None]:
    """Return members, heard, and when the last of them was heard if all were."""
    if state.stage in CHECKED and held is not None:
        members = count_seats(question)
        heard, last = held.tally.heard, held.last
        if held.carried:
            # A yes that was kept over was not said to this text: it closes nothing.
            return members, heard, None
    else:
        members = count_members(question)
        spoken = first_spoken(question) if state.stage is Stage.HEARING else {}
        heard, last = len(spoken), max(spoken.values(), default=None)
    return members, heard, last if heard >= members else None


def _shaping_of(question: Question, state: State, draft: Draft) -> Shaping:
    is_small = question.klass == Question.Class.SMALL
    if state.is_one_page or is_small:
        is_complete = not draft.missing
    else:
        is_complete = bool(question.short_text and question.affected)
    limit = get_settings(question.collective)["money_limit"]
    within = question.cost is None or question.cost <= limit
    return Shaping(
        is_complete=is_complete,
        forwarded_at=question.forwarded_at,
        cost_within_limit=within,
    )


def _notice_of(question: Question) -> Notice:
    seen = Delivery.objects.filter(
        about_id=question.id, asking="notice", way=Delivery.Way.PAGE
    )
    raised_by = [question.proposer_id] if question.proposer_id else []
    return Notice(
        seen_by=seen.exclude(member_id__in=raised_by).count(),
        has_carrier=count_uncarried(question)[0] == 0,
    )


def _hearing_of(question: Question) -> Hearing:
    [said] = asked.count_said.list(question.id)
    [tries] = asked.tries.list(question)
    return Hearing(
        reports=said.talks,
        contributions=said.others,
        tries_real_at=tries.at,
    )


def _work_of(question: Question, state: State) -> Work:
    """Say when stops were answered and a newer version (or the same text) stood."""
    newer = Proposal.objects.filter(question=question, created_at__gte=state.since)
    handed = newer.aggregate(at=Max("created_at"))["at"]
    if handed is None or question.submitted_at is None:
        return Work()
    if question.submitted_at < state.since:
        return Work()
    answers = Objection.objects.filter(question=question).aggregate(at=Max("since"))
    return Work(max(t for t in (handed, question.submitted_at, answers["at"]) if t))


def _last_call_of(question: Question, state: State) -> LastCall:
    if state.stage is not Stage.LAST_CALL:
        return LastCall()
    fresh = Objection.objects.filter(
        question=question, new_reason=True, raised_at__gte=state.since
    )
    return LastCall(
        new_stop_at=fresh.aggregate(at=Min("raised_at"))["at"],
        carrier_left_at=carrier_left_at(question.id, state.since),
    )


def _calls_of(
    signed: Sequence[tuple[str, datetime]],
) -> dict[EngineCall, tuple[datetime, ...]]:
    calls: dict[EngineCall, tuple[datetime, ...]] = {}
    for kind, at in signed:
        if kind in ENGINE_CALLS:
            calls[EngineCall(kind)] = (*calls.get(EngineCall(kind), ()), at)
    return calls


def _ruling_of(question: Question, state: State) -> tuple[datetime, bool] | None:
    if state.pause is None:
        return None
    ruled = Panel.objects.filter(
        question=question,
        kind=Panel.Kind.COMPLAINT,
        ruled_at__gte=state.pause.at,
        ruling__in=(Panel.Ruling.YES, Panel.Ruling.NO),
    ).first()
    if ruled is None or ruled.ruled_at is None:
        return None
    return ruled.ruled_at, ruled.ruling == Panel.Ruling.YES
