"""Saying something: a short statement, own words, two lines of a talk."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from folkmoot.listening.models import Attachment, Contribution, Hearing, Statement
from folkmoot.listening.operations.rights import HearingError, lock_speaker
from folkmoot.people.models import Membership
from folkmoot.record.operations import Signed, Words, append_entry

STATEMENTS_EACH = 20  # per person and hearing: a budget that everybody can see
CONTRIBUTIONS_EACH = 20
TALK_FROM = 2


class BudgetSpentError(HearingError):
    """The person has said as much as anyone may in this hearing."""


class NothingSaidError(HearingError):
    """There are no words and no attachment."""


@transaction.atomic
def add_statement(
    *,
    member: Membership,
    hearing: Hearing,
    text: str,
    now: datetime,
    signed: Signed | None = None,
) -> Statement:
    """Add a short statement for others to answer; locks the hearing.

    It is signed by what ``signed`` holds of the member's device, or by the server in
    its place.

    Raises
    ------
    NotPartError
        If the membership has ended.
    NothingSaidError
        If ``text`` is blank.
    BudgetSpentError
        If this person has added `STATEMENTS_EACH`.
    """
    hearing = Hearing.objects.select_for_update().get(id=hearing.id)
    member = lock_speaker(member, hearing.collective_id)
    if not text.strip():
        raise NothingSaidError(_("Please write one sentence."))
    if hearing.statements.filter(member=member).count() >= STATEMENTS_EACH:
        message = _("You added %(limit)s statements here. That is the most for each.")
        raise BudgetSpentError(message % {"limit": STATEMENTS_EACH})
    last = hearing.statements.aggregate(last=Max("number"))["last"]
    statement = Statement.objects.create(
        hearing=hearing,
        collective_id=hearing.collective_id,
        number=1 if last is None else last + 1,
        text=text.strip(),
        member=member,
        created_at=now,
    )
    append_entry(
        collective_id=hearing.collective_id,
        kind="statement.added",
        details={"statement": str(statement.id), "text": statement.text},
        now=now,
        about_id=hearing.about_id,
        member_id=member.id,
        words=Words(signed),
    )
    return statement


@transaction.atomic
def contribute(  # noqa: PLR0913 -- what a person says on one page
    *,
    member: Membership,
    hearing: Hearing,
    kind: Contribution.Kind,
    text: str,
    now: datetime,
    people: int = 1,
    warmth: Contribution.Warmth = Contribution.Warmth.UNASKED,
    attachment: Attachment | None = None,
    file: str = "",
    signed: Signed | None = None,
    helper: Membership | None = None,
    second: Membership | None = None,
) -> Contribution:
    """Say something at length, or that there is nothing to add; locks the hearing.

    It is signed by what ``signed`` holds of the member's device, or by the server in
    its place. ``file`` is the SHA-256 of what is attached, as it was sent; that is signed
    too. Saying "nothing to add" twice is the same as once. A ``helper`` who enters it
    for the member signs it; the caller has looked whether they may, and who is the
    ``second`` that heard it too.

    Raises
    ------
    NotPartError
        If the membership has ended.
    NothingSaidError
        If there are no words and no attachment, or a talk of fewer than two people.
    BudgetSpentError
        If this person has contributed `CONTRIBUTIONS_EACH` times.
    """
    hearing = Hearing.objects.select_for_update().get(id=hearing.id)
    member = lock_speaker(member, hearing.collective_id)
    earlier = hearing.contributions.filter(member=member)
    if kind == Contribution.Kind.NOTHING:
        said = earlier.filter(kind=kind).first()
        if said is not None:
            return said
    _check_said(kind, text, people, attachment)
    if earlier.count() >= CONTRIBUTIONS_EACH:
        message = _("You spoke %(limit)s times here. That is the most for each.")
        raise BudgetSpentError(message % {"limit": CONTRIBUTIONS_EACH})
    last = hearing.contributions.aggregate(last=Max("number"))["last"]
    is_talk = kind == Contribution.Kind.TALK
    contribution = Contribution.objects.create(
        hearing=hearing,
        collective_id=hearing.collective_id,
        number=1 if last is None else last + 1,
        member=member,
        kind=kind,
        text=text.strip(),
        people=people if is_talk else 1,
        warmth=warmth if is_talk else "",
        attachment_id=attachment.id if attachment else None,
        created_at=now,
        helper=helper,
        second=second,
    )
    _append_contribution(contribution, hearing, now, file, signed)
    return contribution


def _check_said(
    kind: Contribution.Kind, text: str, people: int, attachment: Attachment | None
) -> None:
    if kind == Contribution.Kind.NOTHING:
        return
    if not text.strip() and attachment is None:
        raise NothingSaidError(_("Please write or attach something."))
    if kind == Contribution.Kind.TALK and people < TALK_FROM:
        raise NothingSaidError(_("A talk needs at least two people."))


def _append_contribution(
    contribution: Contribution,
    hearing: Hearing,
    now: datetime,
    file: str,
    signed: Signed | None,
) -> None:
    attached, helper = contribution.attachment_id, contribution.helper_id
    append_entry(
        collective_id=hearing.collective_id,
        kind="contribution.added",
        details={
            "contribution": str(contribution.id),
            "kind_of_words": str(contribution.kind),
            "text": contribution.text,
            "people": contribution.people,
            "warmth": str(contribution.warmth) or None,
            "attachment": str(attached) if attached else "",
            "file": file if attached and file else None,
            "helper": str(helper) if helper else None,
        },
        now=now,
        about_id=hearing.about_id,
        member_id=contribution.member_id,
        words=Words(signed, by=helper),
    )
