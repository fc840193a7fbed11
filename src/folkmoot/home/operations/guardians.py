"""What members do about guardians: named by decision, vouching, bringing vouchers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Question
from folkmoot.engines.tlog import FormatError, Rekey, parse_rekey
from folkmoot.people.models import Membership
from folkmoot.people.operations import lock_member
from folkmoot.people.queries import get_settings
from folkmoot.record.models import Log, Vouching
from folkmoot.record.operations import (
    KeyRefusedError,
    NamedGuardian,
    NothingToAgreeError,
    append_entry,
    asked_to_vouch,
    name_guardians,
    open_log,
    take_voucher,
    vouch,
)


def carry_out_guardians(
    question: Question, change: dict[str, Any], now: datetime
) -> None:
    """Let those be guardians of the record that a question named."""
    open_log(collective_id=question.collective_id, now=now)
    named = [NamedGuardian(row["name"], row["key"]) for row in change["guardians"]]
    try:
        name_guardians(
            collective_id=question.collective_id,
            needed=change["needed"],
            guardians=named,
            question_id=question.id,
            now=now,
        )
    except FormatError:
        # The record has got another name since, which one of them has too.
        append_entry(
            collective_id=question.collective_id,
            kind="question.change_not_done",
            details={"topic": question.topic},
            now=now,
            about_id=question.id,
        )


def carry_out_rekey(question: Question, change: dict[str, Any], now: datetime) -> None:
    """Vouch for the key of another record, as a question decided."""
    vouch(
        collective_id=question.collective_id,
        rekey=parse_rekey(change["request"]),
        question_id=question.id,
        now=now,
    )


@transaction.atomic
def vouch_by_two(*, member: Membership, rekey: Rekey, now: datetime) -> Vouching:
    """Say that the group vouches for a key; it counts once a second member says so.

    Locks the membership and what was asked.

    Raises
    ------
    KeyRefusedError
        If this group vouches by questions only.
    NothingToAgreeError
        If the same member says so twice, or it is vouched for already.
    """
    member = lock_member(member)
    if not get_settings(member.collective)["two_vouch"]:
        raise KeyRefusedError(_("In this group everybody is asked about that."))
    collective_id: UUID = member.collective_id
    row = asked_to_vouch(collective_id=collective_id, rekey=rekey, now=now)
    if row.entry_id is not None:
        raise NothingToAgreeError(_("Your group has vouched for this key already."))
    if row.first_id == member.id:
        raise NothingToAgreeError(_("You said so already. A second member is needed."))
    if row.first_id is not None:
        return vouch(
            collective_id=collective_id,
            rekey=rekey,
            member_id=member.id,
            first_id=row.first_id,
            now=now,
        )
    row.first_id = member.id
    row.save(update_fields=("first_id",))
    append_entry(
        collective_id=collective_id,
        kind="log.vouching_begun",
        details=rekey.says(),
        now=now,
        member_id=member.id,
    )
    return row


@transaction.atomic
def bring_voucher(
    *, member: Membership, collective_id: UUID, voucher: str, now: datetime
) -> Log:
    """Bring the word of a guardian on another server; anybody who has it may.

    Locks the membership and the log. Raises `VoucherRefusedError` if it is none.
    """
    lock_member(member)
    return take_voucher(collective_id=collective_id, voucher=voucher, now=now)
