"""Erasing what one member wrote for all groups; what others asked for too stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from folkmoot.federating.models import Amendment, AmendmentSignature, HomeLine
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry


@transaction.atomic
def erase_words(*, member: Membership, now: datetime) -> int:
    """Empty what a member said about other wordings; return how many there were.

    A wording that others signed, or about which all were asked, is theirs too and
    stays; the line that says why goes, and lines to a messenger. Called before the person is erased, in the same
    transaction.
    """
    HomeLine.objects.filter(member=member).delete()
    mine = Amendment.objects.filter(proposer=member)
    others = AmendmentSignature.objects.filter(amendment=OuterRef("pk"))
    is_shared = Exists(others.exclude(member=member))
    count = mine.exclude(why="").update(why="")
    alone = mine.filter(~is_shared, stood_in=None)
    count += alone.update(text=_("Erased by its author."), label="")
    if count:
        append_entry(
            collective_id=member.collective_id,
            kind="amendment_words.erased",
            details={"texts": count},
            now=now,
        )
    return count
