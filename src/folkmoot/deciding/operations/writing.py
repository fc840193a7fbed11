"""What drafters do: offer themselves, write, answer what was said, send on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Drafter, Heard, Proposal, Question
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.drafting import (
    DraftText,
    IncompleteDraftError,
    NotDrafterError,
    may_draft,
    next_version,
    put_draft,
)
from folkmoot.deciding.operations.entering import enter_stage
from folkmoot.deciding.operations.moving import record_step
from folkmoot.deciding.queries.facts import draft_of, latest_proposal
from folkmoot.deciding.states import state_of
from folkmoot.deciding.words.missing import name_missing, say_missing
from folkmoot.engines.consensus import Stage, take
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Membership

WRITABLE = (Stage.SHAPING, Stage.DRAFTING, Stage.CHECKING, Stage.WORKING)


@transaction.atomic
def offer_to_draft(*, member: Membership, question: Question, now: datetime) -> Drafter:
    """Be willing to write the draft; who writes is drawn by lot; locks the question."""
    stages = (Stage.HEARING, Stage.DRAFTING, Stage.WORKING)
    with acting(member, question, now, *stages) as act:
        if act.question.led_by_id:
            raise NotDrafterError(_("Messengers of our groups write this draft."))
        drafter, is_new = Drafter.objects.get_or_create(
            question=act.question,
            member=act.member,
            defaults={"collective_id": question.collective_id, "willing_at": now},
        )
        if is_new:
            act.record("draft.offered")
    return drafter


@transaction.atomic
def write_draft(
    *, member: Membership, question: Question, draft: DraftText, now: datetime
) -> Proposal:
    """Write the next version; locks the question.

    Where hearing and check are one page, a new text opens the next check on it:
    those who answered are asked again, with what changed.

    Raises
    ------
    NotDrafterError
        If somebody else writes this draft.
    IncompleteDraftError
        If the text was changed as often as there are checks.
    """
    with acting(member, question, now, *WRITABLE) as act:
        require_drafter(act)
        is_checked = act.question.stage == Question.Stage.CHECKING
        if is_checked:
            _require_another_check(act.question)
        proposal = put_draft(
            question=act.question, member=act.member, draft=draft, now=now
        )
        act.record(
            "draft.written",
            version=proposal.version,
            text=proposal.text,
            what_changed=proposal.what_changed,
            wording_only=proposal.wording_only,
            tasks=[task.what for task in draft.tasks],
            look_back_date=draft.look_back_date.isoformat(),
            **({"label": proposal.label} if proposal.label else {}),
        )
        if is_checked:
            step = take(state_of(act.question), Stage.CHECKING, now, "new_text")
            record_step(act.question, step, now, act.member)
            enter_stage(act.question, step, now, is_repeat=False)
    return proposal


def _require_another_check(question: Question) -> None:
    if question.variants:
        raise NotDrafterError(
            _("Several versions are being answered. The text can change afterwards.")
        )
    state = state_of(question)
    if not state.is_one_page:
        raise NotDrafterError(
            _("The text is being answered. It can change in the next round.")
        )
    if state.checks >= state.rules.max_checks:
        raise IncompleteDraftError(
            _("The text was changed as often as it can be in one question.")
        )


@transaction.atomic
def second_wording(
    *, member: Membership, question: Question, now: datetime
) -> Proposal:
    """Agree as another drafter that only the wording changed; locks the question.

    Then who said yes to the version before need not answer again. Where one person
    writes alone, any other member is the second.

    Raises
    ------
    NotDrafterError
        If nobody says so, or it is not for this member to agree.
    """
    with acting(member, question, now, Stage.WORKING) as act:
        latest = latest_proposal(act.question)
        if latest is None or not may_second_wording(act.question, act.member, latest):
            raise NotDrafterError(_("Another drafter says this, where one has begun."))
        latest.wording_seconded_by = act.member
        latest.save()
        act.record("draft.wording_seconded", version=latest.version)
    return latest


def may_second_wording(
    question: Question, member: Membership, latest: Proposal
) -> bool:
    """Say whether ``member`` can be the second to say that only the wording changed."""
    is_open = latest.wording_only and latest.wording_seconded_by_id is None
    if not is_open or member.id == latest.author_id or not member.takes_positions:
        return False
    drawn = Drafter.objects.filter(
        question=question, drawn_at__isnull=False, member__ended_at=None
    )
    others = set(drawn.values_list("member_id", flat=True)) - {latest.author_id}
    return member.id in others if others else True


@transaction.atomic
def answer_contribution(
    *,
    member: Membership,
    question: Question,
    contribution: Contribution,
    use: Heard.Use,
    text: str,
    now: datetime,
) -> Heard:
    """Say what the draft did with one contribution; not used needs a reason.

    Raises
    ------
    NotDrafterError, IncompleteDraftError
        If somebody else writes this draft, or the reason is missing.
    """
    stages = (*WRITABLE, Stage.HEARING)
    with acting(member, question, now, *stages, may_be_friend=True) as act:
        require_drafter(act)
        if use != Heard.Use.USED and not text.strip():
            raise IncompleteDraftError(_("Please say why in one line."))
        heard, _made = Heard.objects.update_or_create(
            question=act.question,
            contribution_id=contribution.id,
            defaults={
                "collective_id": question.collective_id,
                "use": use,
                "text": text,
                "member": act.member,
                "updated_at": now,
            },
        )
        act.record(
            "contribution.answered",
            contribution=contribution.number,
            use=str(use),
            text=text,
        )
    return heard


@transaction.atomic
def submit_draft(*, member: Membership, question: Question, now: datetime) -> Proposal:
    """Send the draft to its check; in a working round this also signs "same text".

    Raises
    ------
    NotDrafterError, IncompleteDraftError
        If somebody else writes this draft, or what is missing is named.
    """
    with acting(member, question, now, Stage.DRAFTING, Stage.WORKING) as act:
        require_drafter(act)
        missing = draft_of(act.question).missing
        latest = latest_proposal(act.question)
        if missing or latest is None:
            raise IncompleteDraftError(say_missing(name_missing(missing)))
        if act.question.stage == Question.Stage.WORKING:
            latest = _same_text_again(act, latest)
        act.question.submitted_at = now
        act.record("draft.submitted", version=latest.version)
    return latest


def _same_text_again(act: Act, latest: Proposal) -> Proposal:
    """Return the new version, or the same text as one if nobody wrote another."""
    since = state_of(act.question).since
    if latest.created_at >= since:
        return latest
    return Proposal.objects.create(
        question=latest.question,
        collective_id=latest.collective_id,
        version=next_version(act.question),
        text=latest.text,
        same_text=True,
        look_back_date=latest.look_back_date,
        start_date=latest.start_date,
        minutes=latest.minutes,
        author=act.member,
        created_at=act.now,
        label=latest.label,
    )


def require_drafter(act: Act) -> None:
    """Refuse whoever does not write the draft.

    Raises
    ------
    NotDrafterError
        If others write it.
    """
    if act.question.led_by_id:
        raise NotDrafterError(_("Messengers of our groups write this draft."))
    if not may_draft(act.question, act.member):
        raise NotDrafterError(_("Others were drawn to write this draft."))
