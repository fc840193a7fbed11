"""Erasing what one member wrote here; that they carried and answered stays."""

from datetime import datetime

from django.db import transaction

from folkmoot.doing.models import Commitment, Progress, ReviewAnswer
from folkmoot.doing.words import QUESTIONS
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry


@transaction.atomic
def erase_words(*, member: Membership, now: datetime) -> int:
    """Empty a member's lines, reasons and look-back answers; return how many there were.

    Keep, change or end stays counted, like a position. Called before the person is
    erased, in the same transaction.
    """
    lines = Progress.objects.filter(member=member).update(text="")
    reasons = Commitment.objects.filter(reason_by=member).update(reason="")
    answers = ReviewAnswer.objects.filter(member=member).update(
        **dict.fromkeys(QUESTIONS, "")
    )
    append_entry(
        collective_id=member.collective_id,
        kind="task_words.erased",
        details={"lines": lines, "reasons": reasons, "answers": answers},
        now=now,
    )
    return lines + reasons + answers
