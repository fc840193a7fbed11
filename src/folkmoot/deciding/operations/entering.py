"""What happens when a question enters a stage: who is asked, what is opened."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from folkmoot.deciding.models import Drafter, Position, Proposal, Question, Seat
from folkmoot.deciding.operations.concluding import (
    close_look_back,
    open_look_back,
    renew_look_back,
)
from folkmoot.deciding.operations.hosting import draw_helper
from folkmoot.deciding.operations.legal_ending import (
    begin_after_vote,
    end_without_vote,
    renew_vote,
)
from folkmoot.deciding.operations.outcomes import decide
from folkmoot.deciding.operations.telling import ask_members, tell_everybody
from folkmoot.deciding.operations.versions import send_versions
from folkmoot.deciding.queries.carrying import decision_in_force
from folkmoot.deciding.queries.checks import seats_of
from folkmoot.deciding.queries.stages import NOT_HEARD_OUT
from folkmoot.deciding.states import state_of
from folkmoot.doing.operations import set_tasks
from folkmoot.engines.consensus import Stage, Step
from folkmoot.listening.models import Hearing
from folkmoot.listening.operations import open_hearing, set_heard_out
from folkmoot.people.models import Membership
from folkmoot.people.queries import get_settings, list_for_lots
from folkmoot.web.chance import draw, new_seed

DRAFTERS = 3
WOKEN = ("woken", "parked_time_over")
AFTER_A_VOTE = ("vote_not_carried", "vote_not_held")


def enter_stage(
    question: Question, step: Step, now: datetime, *, is_repeat: bool
) -> None:
    """Do what entering (or repeating) a stage brings with it."""
    if is_repeat and step.to not in (Stage.DRAFTING, Stage.WORKING):
        _remind(question, step, now)
        return
    action = _ACTIONS.get(step.to)
    if action is not None:
        action(question, step, now)
    is_open = step.to.value in NOT_HEARD_OUT
    set_heard_out(question_id=question.id, at=None if is_open else step.at)


def repeat_look_back(question: Question, step: Step, now: datetime) -> None:
    """Ask everybody once more where nobody looked back, or move the end after a pause."""
    if renew_look_back(question, step, now):
        _ask_to_look_back(question, now)


def _remind(question: Question, step: Step, now: datetime) -> None:
    if step.why == "helper_drawn" and step.after.closes_at is not None:
        draw_helper(question, step.after.closes_at, now)
    if step.to in (Stage.HEARING, Stage.CHECKING):
        ask_members(question, _members(question), now, template="extended")


def _members(question: Question) -> list[Membership]:
    return list(
        Membership.objects.filter(
            collective_id=question.collective_id,
            standing=Membership.Standing.MEMBER,
            ended_at=None,
        ).order_by("name")
    )


def _notice(question: Question, step: Step, now: datetime) -> None:
    ensure_hearing(question, step.at)
    ask_members(question, _members(question), now, template="notice")


def _hearing(question: Question, step: Step, now: datetime) -> None:
    ensure_hearing(question, step.at)
    ask_members(question, _members(question), now, template="hearing")


def _drafting(question: Question, step: Step, now: datetime) -> None:
    """Draw drafters from the willing; without any, who raised it drafts.

    What a federation asked, and what came here without it, nobody here raised: then
    the lot falls among all members who may be drawn.
    """
    willing = Drafter.objects.filter(question=question, drawn_at=None)
    if step.why == "drafters_redrawn":
        Drafter.objects.filter(question=question).update(drawn_at=None)
    candidates = list(willing.filter(member__ended_at=None).order_by("member_id"))
    seed = new_seed()
    for drafter in draw(seed, candidates, DRAFTERS):
        drafter.drawn_at = step.at
        drafter.seed = seed
        drafter.save()
    if not candidates:
        for member_id in _instead_of_willing(question, seed):
            Drafter.objects.update_or_create(
                question=question,
                member_id=member_id,
                defaults={
                    "collective_id": question.collective_id,
                    "willing_at": step.at,
                    "drawn_at": step.at,
                },
            )
    tell_everybody(question, now, template="drafting", only=_drafter_members(question))


def _instead_of_willing(question: Question, seed: str) -> list[UUID]:
    if question.proposer_id is not None:
        return [question.proposer_id]
    members = sorted(member.id for member in list_for_lots(question.collective))
    return draw(seed, members, DRAFTERS)


def _drafter_members(question: Question) -> list[UUID]:
    drawn = Drafter.objects.filter(question=question, drawn_at__isnull=False)
    return list(drawn.values_list("member_id", flat=True))


def _checking(question: Question, step: Step, now: datetime) -> None:
    """Take the snapshot of members, and carry over yes to a mere change of wording.

    A check that slept goes on with its snapshot, its text and what was said to it.
    """
    if step.why in WOKEN:
        _remind(question, step, now)
        return
    renew_vote(question, step.at)
    ensure_hearing(question, step.at)
    before = question.variants
    proposal = send_versions(question, step.at)
    wait = _wait_of_newcomers(question)
    members = [m for m in _members(question) if m.joined_at + wait <= now]
    seats = Seat.objects.bulk_create(
        Seat(
            question=question,
            collective_id=question.collective_id,
            member=member,
            round=question.round,
        )
        for member in members
    )
    is_seconded = proposal is not None and proposal.wording_seconded_by is not None
    if proposal and is_seconded and proposal.wording_only and not question.variants:
        _carry_over(question, seats, proposal, was_beside=before > 0)
    ask_members(question, members, now, template="check")


def _wait_of_newcomers(question: Question) -> timedelta:
    settings = get_settings(question.collective)
    days = settings["position_after_days"]
    if question.klass == Question.Class.FOUNDING:
        days = max(days, settings["founding_after_days"])
    return timedelta(days=days)


def _carry_over(
    question: Question, seats: list[Seat], proposal: Proposal, *, was_beside: bool
) -> None:
    yes = Position.objects.filter(
        question=question, round=question.round - 1, value=Position.Value.CONSENT
    )
    if was_beside:
        yes = yes.filter(proposal__beside=False)
    held = {position.member_id: position for position in yes}
    Position.objects.bulk_create(
        Position(
            question=question,
            collective_id=question.collective_id,
            seat=seat,
            member_id=seat.member_id,
            proposal=proposal,
            round=question.round,
            value=Position.Value.CONSENT,
            carried_over=True,
            at=held[seat.member_id].at,
        )
        for seat in seats
        if seat.member_id in held
    )


def _working(question: Question, step: Step, now: datetime) -> None:
    if not Drafter.objects.filter(question=question, drawn_at__isnull=False).exists():
        _drafting(question, step, now)
    tell_everybody(question, now, template="working")


def _last_call(question: Question, step: Step, now: datetime) -> None:
    if state_of(question).closes_at == step.at:
        return  # skipped: everybody has seen this very text
    seated = seats_of(question).values("member_id")
    members = Membership.objects.filter(id__in=seated).order_by("name")
    ask_members(question, list(members), now, template="last_call")


def _decided(question: Question, step: Step, now: datetime) -> None:
    decide(question, step, now)
    tell_everybody(question, now, template="decided")


def _carrying(question: Question, step: Step, now: datetime) -> None:
    begin_after_vote(question, step.at, now)


def _no_decision(question: Question, step: Step, now: datetime) -> None:
    _free_carriers(question, now)
    if step.why in AFTER_A_VOTE:
        end_without_vote(question, step.at)
        tell_everybody(question, now, template="vote_over")
    else:
        tell_everybody(question, now, template="no_decision")


def _free_carriers(question: Question, now: datetime) -> None:
    """Take back what a draft that was not agreed had offered."""
    set_tasks(
        collective=question.collective, question_id=question.id, tasks=[], now=now
    )


def _looking_back(question: Question, step: Step, now: datetime) -> None:
    open_look_back(question, step.at, now)
    _ask_to_look_back(question, now)


def _ask_to_look_back(question: Question, now: datetime) -> None:
    decision = decision_in_force(question)
    ask_members(
        question,
        _members(question),
        now,
        template="looking_back",
        agreed_at=decision.decided_at if decision else question.created_at,
    )


def _closed(question: Question, step: Step, now: datetime) -> None:
    close_look_back(question, step, now)


def ensure_hearing(question: Question, at: datetime) -> Hearing:
    """Return the question's hearing, opened at ``at`` if it was not yet."""
    hearing = Hearing.objects.filter(question_id=question.id).first()
    return hearing or open_hearing(
        collective=question.collective,
        question_id=question.id,
        title=question.title,
        now=at,
    )


_ACTIONS: dict[Stage, Callable[[Question, Step, datetime], None]] = {
    Stage.NOTICE: _notice,
    Stage.HEARING: _hearing,
    Stage.DRAFTING: _drafting,
    Stage.CHECKING: _checking,
    Stage.WORKING: _working,
    Stage.LAST_CALL: _last_call,
    Stage.DECIDED: _decided,
    Stage.CARRYING: _carrying,
    Stage.NO_DECISION: _no_decision,
    Stage.WITHDRAWN: lambda question, _step, now: _free_carriers(question, now),
    Stage.LOOKING_BACK: _looking_back,
    Stage.CLOSED: _closed,
}
