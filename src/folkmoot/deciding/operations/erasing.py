"""Erasing what one member wrote about questions; what was decided stays."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import (
    Call,
    ExplainBack,
    Heard,
    Objection,
    PanelSeat,
    Position,
    Question,
    Talk,
    Transition,
)
from folkmoot.deciding.models import Panel as PanelRow
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry

Stage = Question.Stage
# Before anybody else said anything about it, a question is its proposer's alone.
OWN = (Stage.IDEA, Stage.SHAPING, Stage.WITHDRAWN)


@transaction.atomic
def erase_words(*, member: Membership, now: datetime) -> int:
    """Empty what a member said about drafts and stops; return how many there were.

    Positions and stops keep counting, without words. The titles and drafts on which a
    collective took positions, and its decisions, are the collective's and stay. Called
    before the person is erased, in the same transaction.
    """
    count = _erase_questions(member) + _erase_stops(member)
    for model, column, text in (
        (Position, "member", "text"),
        (Position, "answered_by", "answer"),
        (Transition, "member", "reason"),
        (ExplainBack, "member", "text"),
        (Heard, "member", "text"),
        (Talk, "member", "text"),
        (PanelRow, "asked_by", "reason"),
        (PanelSeat, "member", "reason"),
    ):
        rows = model.objects.filter(**{column: member}).exclude(**{text: ""})
        count += rows.update(**{text: ""})
    # Their text is part of what makes two calls one: a row's id keeps them apart.
    for call in Call.objects.filter(member=member).exclude(text=""):
        call.text = str(call.id)
        call.save(update_fields=["text"])
        count += 1
    append_entry(
        collective_id=member.collective_id,
        kind="question_words.erased",
        details={"texts": count},
        now=now,
    )
    return count


def _erase_questions(member: Membership) -> int:
    mine = Question.objects.filter(proposer=member)
    said = {"why_now": "", "affected": "", "short_text": "", "facts": ""}
    own = mine.filter(stage__in=OWN, round=0)
    ids = list(own.values_list("id", flat=True))
    own.update(title=_("Erased by its author."), **said)
    rest = mine.exclude(id__in=ids)
    return len(ids) + rest.update(why_now="", facts="")


def _erase_stops(member: Membership) -> int:
    """Empty the words of stops; that they were raised, and how they ended, stays."""
    words = {"harm": _("Erased by its author."), "to_whom": "", "fix": "", "clause": ""}
    count = Objection.objects.filter(owner=member).update(why_not_heard="", **words)
    said_back = Objection.objects.filter(restated_by=member)
    answered = Objection.objects.filter(answered_by=member)
    count += said_back.exclude(restatement="").update(restatement="…")
    return count + answered.exclude(answer="").update(answer="…", trial_sign="")
