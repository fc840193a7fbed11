"""Another wording for what all groups are asked, and the groups that back it.

It arises in one leaf; k members of a leaf sign for that leaf to back it. Signing locks
the leaf's own row only. What is backed enough is counted when the next check opens.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import (
    Amendment,
    AmendmentLeaf,
    AmendmentSignature,
    FederatedQuestion,
    Node,
)
from folkmoot.federating.operations.drafting import drafting
from folkmoot.federating.operations.locking import lock_question
from folkmoot.federating.operations.settling import settle
from folkmoot.federating.queries.amendments import OPEN, count_signed, needed_in
from folkmoot.federating.queries.structure import home_of
from folkmoot.federating.queries.versions import latest_version
from folkmoot.people.models import Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.operations import Value, append_entry

Kind = AmendmentSignature.Kind
# When each is signed: another wording until the text is frozen; that the draft holds
# it, while the draft is written.
SIGNED_IN = {
    Kind.BACK: OPEN,
    Kind.TAKEN: (Stage.DRAFTING.value, Stage.WORKING.value),
}


class AmendmentError(Exception):
    """The text is frozen, words lack, or it is for others to say."""


@dataclass(frozen=True)
class AmendmentText:
    """Another wording of the whole text, its short name, and why."""

    label: str
    text: str
    why: str = ""


@transaction.atomic
def propose_amendment(
    *,
    member: Membership,
    question: FederatedQuestion,
    amendment: AmendmentText,
    now: datetime,
) -> Amendment:
    """Propose another wording in one's own group, and sign it; locks the question.

    Raises
    ------
    AmendmentError
        If words lack, the text is frozen or there can be one text only, or the
        member's group is not asked.
    NotAMemberError
        If a friend does it.
    """
    locked = lock_question(question.id)
    settle(locked, now)
    person = lock_member(member)
    _require_open(locked, person, Kind.BACK)
    if not (amendment.label.strip() and amendment.text.strip()):
        raise AmendmentError(_("Please write the text, and give it a short name."))
    row = Amendment.objects.create(
        question=locked,
        collective_id=person.collective_id,
        number=locked.amendments.count() + 1,
        label=amendment.label,
        text=amendment.text,
        why=amendment.why,
        proposer=person,
        created_at=now,
    )
    _record(row, person, "amendment.proposed", now, text=row.text, why=row.why or None)
    _sign(row, person, Kind.BACK, now)
    return row


@transaction.atomic
def sign_amendment(
    *, member: Membership, amendment: Amendment, now: datetime
) -> AmendmentLeaf:
    """Ask for another wording too; locks one's own group's part of it.

    At k signatures the group backs it.

    Raises
    ------
    AmendmentError
        If the text is frozen, it stood in a check already, or the member's group is
        not asked.
    NotAMemberError
        If a friend does it.
    """
    return _sign(*_held(member, amendment, Kind.BACK), Kind.BACK, now)


@transaction.atomic
def agree_taken(
    *, member: Membership, amendment: Amendment, now: datetime
) -> AmendmentLeaf:
    """Say that the draft holds what one's group asked for; locks its part of it.

    At k signatures of each group that backs it, it need not stand beside the draft.

    Raises
    ------
    AmendmentError
        If nobody says that the draft holds it, those who write took it up in another
        text since ``amendment`` was read, or the group does not back it.
    NotAMemberError
        If a friend does it.
    """
    row, person = _held(member, amendment, Kind.TAKEN)
    if _lock_leaf(row, person).backed_at is None:
        raise AmendmentError(_("The groups that back it say this."))
    # Those who write may have taken it up in another text since this one was read.
    row.refresh_from_db(fields=("taken_number", "stood_in"))
    latest = latest_version(row.question)
    is_same = row.taken_number == amendment.taken_number
    if latest is None or row.taken_number != latest.number or not is_same:
        raise AmendmentError(_("Those who write have not taken it up in this text."))
    return _sign(row, person, Kind.TAKEN, now)


@transaction.atomic
def withdraw_signature(
    *, member: Membership, amendment: Amendment, kind: str, now: datetime
) -> AmendmentLeaf:
    """Take one's signature back; locks one's own group's part of it.

    Raises
    ------
    AmendmentError
        If the text is frozen, or it stood in a check already.
    NotAMemberError
        If a friend does it.
    """
    row, person = _held(member, amendment, kind)
    leaf = _lock_leaf(row, person)
    signed = AmendmentSignature.objects.filter(amendment=row, member=person, kind=kind)
    if signed.exists():
        signed.delete()
        _record(row, person, "amendment.unsigned", now, what=str(kind))
        _settle_leaf(row, leaf, person, kind, now)
    return leaf


@transaction.atomic
def take_amendment(
    *, member: Membership, amendment: Amendment, now: datetime
) -> Amendment:
    """Say, as one who writes, that the draft holds it; locks the question and parts.

    The groups that back it say whether it does; until then it stands beside the draft.

    Raises
    ------
    AmendmentError
        If it stood in a check already, or there is no draft.
    DraftRefusedError
        If it is for others to write.
    """
    with drafting(member, amendment.question, now) as locked:
        # First the groups' parts, as whoever signs does; and no key is locked, for
        # every signature of a group points at the wording.
        list(amendment.leaves.select_for_update(of=("self",)).order_by("id"))
        rows = Amendment.objects.select_for_update(of=("self",), no_key=True)
        row, latest = rows.get(id=amendment.id), latest_version(locked)
        if row.stood_in is not None or latest is None:
            raise AmendmentError(_("Please write the draft first."))
        row.taken_number = latest.number
        row.save(update_fields=["taken_number"])
        row.signatures.filter(kind=Kind.TAKEN).delete()
        row.leaves.update(agreed_at=None)
        append_entry(
            collective_id=locked.collective_id,
            kind="amendment.taken",
            details={
                "label": row.label,
                "amendment": row.number,
                "version": latest.number,
            },
            now=now,
            about_id=locked.id,
        )
    return row


def _held(
    member: Membership, amendment: Amendment, kind: str
) -> tuple[Amendment, Membership]:
    """Return the amendment and the locked member who may sign it now."""
    person = lock_member(member)
    rows = Amendment.objects.select_related("question__collective")
    row = rows.get(id=amendment.id)
    _require_open(row.question, person, kind)
    if row.stood_in is not None:
        raise AmendmentError(_("This wording was asked about already."))
    return row, person


def _require_open(question: FederatedQuestion, person: Membership, kind: str) -> None:
    if question.stage not in SIGNED_IN[Kind(kind)]:
        raise AmendmentError(
            _("The question has moved on. What you wrote is still here to copy.")
        )
    if question.topic:
        raise AmendmentError(_("This is asked with one text only."))
    here = Node.objects.filter(
        question=question, collective=person.collective_id, is_leaf=True
    )
    home = home_of(person.person, question.collective)
    if not here.exists() or home is None or home.id != person.id:
        raise AmendmentError(_("You answer for all groups in another group."))


def _lock_leaf(row: Amendment, person: Membership) -> AmendmentLeaf:
    leaf, _is_new = AmendmentLeaf.objects.get_or_create(
        amendment=row, collective_id=person.collective_id
    )
    return AmendmentLeaf.objects.select_for_update(of=("self",)).get(id=leaf.id)


def _sign(
    row: Amendment, person: Membership, kind: str, now: datetime
) -> AmendmentLeaf:
    leaf = _lock_leaf(row, person)
    _row, is_new = AmendmentSignature.objects.get_or_create(
        amendment=row,
        member=person,
        kind=kind,
        defaults={"collective_id": person.collective_id, "at": now},
    )
    if is_new:
        _record(row, person, "amendment.signed", now, what=str(kind))
        _settle_leaf(row, leaf, person, kind, now)
    return leaf


def _settle_leaf(
    row: Amendment, leaf: AmendmentLeaf, person: Membership, kind: str, now: datetime
) -> None:
    """Write whether enough of a leaf have signed, where that changed."""
    signed, needed = (
        count_signed(row, person.collective, kind),
        needed_in(person.collective),
    )
    name = "backed_at" if kind == Kind.BACK else "agreed_at"
    was, is_enough = getattr(leaf, name) is not None, signed >= needed
    if was == is_enough:
        return
    setattr(leaf, name, now if is_enough else None)
    leaf.save(update_fields=[name])
    append_entry(
        collective_id=person.collective_id,
        kind="amendment.backed" if kind == Kind.BACK else "amendment.agreed",
        details={
            "label": row.label,
            "amendment": row.number,
            "is_enough": is_enough,
            "signed": signed,
            "needed": needed,
        },
        now=now,
        about_id=row.question_id,
    )


def _record(
    row: Amendment, person: Membership, kind: str, now: datetime, **details: Value
) -> None:
    append_entry(
        collective_id=person.collective_id,
        kind=kind,
        details={
            "label": row.label,
            "amendment": row.number,
            **{name: value for name, value in details.items() if value is not None},
        },
        now=now,
        about_id=row.question_id,
        member_id=person.id,
    )
