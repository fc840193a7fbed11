"""Erasing what one member said in hearings; that they were heard stays."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.listening.models import Attachment, Contribution, Statement
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry


@transaction.atomic
def erase_words(*, member: Membership, now: datetime) -> int:
    """Empty a member's statements, contributions and files; return how many there were.

    A statement without words is folded, so that nobody is asked about it; the answers
    of others to it stay counted, and so do the member's own. Called before the person
    is erased, in the same transaction.
    """
    statements = Statement.objects.filter(member=member).update(
        text="", folded_at=now, folded_by=None, fold_reason=_("Erased by its author.")
    )
    spoken = Contribution.objects.filter(member=member)
    contributions = spoken.exclude(kind=Contribution.Kind.NOTHING).update(
        text="", attachment_id=None
    )
    files, _each = Attachment.objects.filter(member=member).delete()
    for model in (Statement, Contribution):
        model.objects.filter(folded_by=member).update(fold_reason="")
        model.objects.filter(appealed_by=member).update(appeal="")
    append_entry(
        collective_id=member.collective_id,
        kind="hearing_words.erased",
        details={
            "statements": statements,
            "contributions": contributions,
            "files": files,
        },
        now=now,
    )
    return statements + contributions + files
