"""Erasing what one member wrote about questions; what was decided stays."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from folkmoot.deciding.models import (
    Call,
    ExplainBack,
    Heard,
    LegalVote,
    Objection,
    Panel,
    PanelSeat,
    Position,
    Proposal,
    Question,
    Talk,
    Transition,
)
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

Stage = Question.Stage
# Until others were asked about it, a question is its proposer's alone.
OWN = (Stage.IDEA, Stage.SHAPING, Stage.WITHDRAWN)
ASKED = (Stage.NOTICE, Stage.HEARING, Stage.CHECKING)


@transaction.atomic
def erase_words(*, member: Membership, now: datetime) -> int:
    """Empty what a member said about questions; return how many texts there were.

    Positions and stops keep counting, without words. The titles and drafts about which
    others were asked, and the decisions, are the collective's and stay. Called before
    the person is erased, in the same transaction.
    """
    count = _erase_questions(member) + _erase_stops(member)
    for rows, column in (
        (Position.objects.filter(member=member), "text"),
        (Transition.objects.filter(member=member), "reason"),
        (ExplainBack.objects.filter(member=member), "text"),
        (Heard.objects.filter(member=member), "text"),
        (Talk.objects.filter(member=member), "text"),
        (Panel.objects.filter(asked_by=member), "reason"),
        (PanelSeat.objects.filter(member=member), "reason"),
        (LegalVote.objects.filter(dropped_by=member), "drop_reason"),
    ):
        count += rows.exclude(**{column: ""}).update(**{column: ""})
    count += _erase_calls(member, now)
    append_entry(
        collective_id=member.collective_id,
        kind="question_words.erased",
        details={"texts": count},
        now=now,
    )
    return count


def own_questions(member: Membership) -> QuerySet[Question]:
    """Return the member's questions about which nobody was asked yet."""
    mine = Question.objects.filter(proposer=member, stage__in=OWN)
    asked = Transition.objects.filter(question__proposer=member, to_stage__in=ASKED)
    return mine.exclude(id__in=asked.values("question"))


def _erase_questions(member: Membership) -> int:
    own: list[UUID] = list(own_questions(member).values_list("id", flat=True))
    Question.objects.filter(id__in=own).update(
        title=_("Erased by its author."), affected="", short_text=""
    )
    Proposal.objects.filter(question__in=own).update(text="", what_changed="", label="")
    Question.objects.filter(proposer=member).update(why_now="", facts="")
    return len(own)


def _erase_stops(member: Membership) -> int:
    """Leave a mark where words make a stop or an answer count as there."""
    mark = _("Erased by its author.")
    stops = Objection.objects
    count = stops.filter(owner=member).update(
        harm=mark,
        to_whom=mark,
        fix="",
        clause="",
        why_not_heard="",
        attachment_id=None,
    )
    Position.objects.filter(member=member).update(attachment_id=None)
    count += (
        stops.filter(owner=member)
        .exclude(happened_words="")
        .update(happened_words=mark)
    )
    said_back = stops.filter(restated_by=member).exclude(restatement="")
    count += said_back.update(restatement=mark)
    answered = stops.filter(answered_by=member).exclude(answer="")
    count += answered.exclude(trial_sign="").update(answer=mark, trial_sign=mark)
    count += answered.filter(trial_sign="").update(answer=mark)
    worries = Position.objects.filter(answered_by=member).exclude(answer="")
    return count + worries.update(answer=mark)


def _erase_calls(member: Membership, now: datetime) -> int:
    """Take back the calls that hold a word: their text tells them apart."""
    calls = Call.objects.filter(member=member).exclude(text="")
    for call in calls:
        call.text, call.withdrawn_at = str(call.id), call.withdrawn_at or now
        call.save(update_fields=["text", "withdrawn_at"])
    return len(calls)
