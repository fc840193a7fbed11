"""Putting other versions beside a draft, so that all are asked about them at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Proposal, Question
from folkmoot.deciding.operations.acting import acting
from folkmoot.deciding.operations.drafting import (
    DraftText,
    IncompleteDraftError,
    minutes_for,
    next_version,
    put_draft,
)
from folkmoot.deciding.operations.writing import require_drafter
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.deciding.queries.variants import MOST, waiting_variants
from folkmoot.doing.operations import set_tasks
from folkmoot.engines.consensus import Stage
from folkmoot.people.models import Membership
from folkmoot.record.operations import Value, append_entry

WRITABLE = (Stage.SHAPING, Stage.DRAFTING, Stage.WORKING)


class NoRoomBesideError(Exception):
    """No other version can stand beside this draft, or this one stands there already."""


@transaction.atomic
def add_version(
    *, member: Membership, question: Question, draft: DraftText, now: datetime
) -> Proposal:
    """Put another version beside the draft; locks the question.

    Both go to the next check, and people say what they think of each.

    Raises
    ------
    NotDrafterError
        If somebody else writes this draft.
    IncompleteDraftError
        If there is no draft yet, or this version has no short name.
    NoRoomBesideError
        If there are as many as people can compare, or the matter takes one text only.
    """
    with acting(member, question, now, *WRITABLE) as act:
        require_drafter(act)
        _require_room(act.question)
        proposal = _put(act.question, act.member, draft, now)
        act.record("version.added", **_told(proposal, draft))
    return proposal


@transaction.atomic
def remove_version(
    *, member: Membership, question: Question, version: int, now: datetime
) -> Proposal:
    """Take a version away again before it is sent on; locks the question.

    Raises
    ------
    NotDrafterError
        If somebody else writes this draft.
    NoRoomBesideError
        If it does not wait beside the draft any more.
    """
    with acting(member, question, now, *WRITABLE) as act:
        require_drafter(act)
        row = waiting_variants(act.question).filter(version=version).first()
        if row is None:
            raise NoRoomBesideError(_("This version does not wait here any more."))
        row.removed_at = now
        row.save(update_fields=["removed_at"])
        act.record("version.removed", version=row.version)
    return row


@transaction.atomic
def put_versions(
    *, question: Question, member: Membership, draft: DraftText, now: datetime
) -> list[Proposal]:
    """Write the draft of a locked question, with the versions that stand beside it."""
    rows = [put_draft(question=question, member=member, draft=draft, now=now)]
    for other in draft.beside[: MOST - 1]:
        row = _put(question, member, other, now)
        append_entry(
            collective_id=question.collective_id,
            kind="version.added",
            details=_told(row, other),
            now=now,
            about_id=question.id,
            member_id=member.id,
        )
        rows.append(row)
    return rows


def _require_room(question: Question) -> None:
    if question.urgent or question.klass == Question.Class.SMALL:
        raise NoRoomBesideError(
            _("An urgent or a small question is asked about one text only.")
        )
    if latest_proposal(question) is None:
        raise IncompleteDraftError(_("Please write the draft first."))
    if waiting_variants(question).count() + 1 >= MOST:
        raise NoRoomBesideError(
            _("There are %(most)s versions already. More are hard to compare.")
            % {"most": MOST}
        )


def _put(
    question: Question, member: Membership, draft: DraftText, now: datetime
) -> Proposal:
    label = draft.label or ""
    if not (label.strip() and draft.text.strip()):
        raise IncompleteDraftError(_("Please give this version a short name."))
    last = waiting_variants(question).last()
    row = Proposal.objects.create(
        question=question,
        collective_id=question.collective_id,
        version=next_version(question),
        text=draft.text,
        label=label,
        variant=(last.variant or 1) + 1 if last else 2,
        beside=True,
        look_back_date=draft.look_back_date,
        start_date=draft.start_date,
        minutes=minutes_for(draft.text),
        author=member,
        created_at=now,
    )
    if draft.tasks:
        set_tasks(
            collective=question.collective,
            question_id=question.id,
            tasks=draft.tasks,
            now=now,
            member=member,
            version=row.version,
        )
    return row


def _told(row: Proposal, draft: DraftText) -> dict[str, Value]:
    return {
        "version": row.version,
        "label": row.label,
        "text": row.text,
        "tasks": [task.what for task in draft.tasks],
        "look_back_date": row.look_back_date.isoformat(),
    }
