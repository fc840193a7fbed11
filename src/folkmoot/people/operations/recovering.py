"""A way back in: two members vouch, 72 hours pass, and anyone concerned may stop it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.people.models import Membership, Person, Recovery, Voucher
from folkmoot.people.names import skeleton
from folkmoot.people.operations.joining import lock_member
from folkmoot.people.operations.limits import count_attempt
from folkmoot.people.operations.mailing import mail_to
from folkmoot.people.operations.persons import normal_address
from folkmoot.people.operations.telling import tell
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import new_id

VOUCHERS = 2
WAIT = timedelta(hours=72)
OPEN_FOR = timedelta(days=30)  # after the wait, and in all while nobody vouches
SIGNER = Signer(salt="recovery", sep=".")


class VouchRefusedError(Exception):
    """The member cannot vouch for this request."""


class RecoveryOverError(Exception):
    """The request was stopped, used or has run out."""


@dataclass(frozen=True)
class Way:
    """What the person keeps: a token that looks the same whether a name was found."""

    token: str


@transaction.atomic
def ask_recovery(*, slug: str, name: str, address: str, now: datetime) -> Way:
    """Ask for a way back for the person called ``name`` in the collective at ``slug``.

    The answer is the same whether there is such a collective, or such a name. If there
    is, all the person's addresses are told, and members see the request. Raises
    `TooManyError`.
    """
    count_attempt(kind="recover", key=f"{slug}:{skeleton(name)}", now=now)
    membership = _find(slug, name)
    if membership is None:
        return Way(make_recovery_token(new_id()))
    recovery = Recovery.objects.create(
        membership=membership, address=normal_address(address), asked_at=now
    )
    append_entry(
        collective_id=membership.collective_id,
        kind="recovery.asked",
        details={"name": membership.name},
        now=now,
        member_id=membership.id,
    )
    _tell_person(recovery, "recovery_asked", now)
    return Way(make_recovery_token(recovery.id))


@transaction.atomic
def vouch(*, member: Membership, recovery: Recovery, now: datetime) -> Recovery:
    """Say "this is who they say"; the second voice starts the 72 hours.

    Locks the request, then the voucher's membership.

    Raises
    ------
    VouchRefusedError
        If the member vouched before, is the person, or joined after the request.
    RecoveryOverError
        If the request is over.
    """
    recovery = _lock_running(recovery, now)
    member = lock_member(member)
    _check_may_vouch(member, recovery)
    Voucher.objects.create(recovery=recovery, member=member, created_at=now)
    count = recovery.vouchers.count()
    if count == VOUCHERS:
        recovery.opens_at = now + WAIT
        recovery.save(update_fields=["opens_at"])
        _tell_person(recovery, "recovery_vouched", now)
        _mail_link(recovery, now)
    append_entry(
        collective_id=member.collective_id,
        kind="recovery.vouched",
        details={
            "name": member.name,
            "for": recovery.membership.name,
            "vouchers": count,
        },
        now=now,
        member_id=member.id,
    )
    return recovery


@transaction.atomic
def stop_recovery(
    *, member: Membership, recovery: Recovery, reason: str, now: datetime
) -> Recovery:
    """Stop the request: the person from any device, or any member with a reason.

    Locks the request, then the membership. Raises `RecoveryOverError` when it was
    used already and `NotAMemberError` for other friends.
    """
    recovery = _lock_running(recovery, now)
    if member.id != recovery.membership_id:
        member = lock_member(member)
    recovery.stopped_at, recovery.stopped_by = now, member
    recovery.stop_reason = reason
    recovery.save(update_fields=["stopped_at", "stopped_by", "stop_reason"])
    append_entry(
        collective_id=member.collective_id,
        kind="recovery.stopped",
        details={
            "name": member.name,
            "for": recovery.membership.name,
            "reason": reason,
        },
        now=now,
        member_id=member.id,
    )
    return recovery


@transaction.atomic
def use_recovery(*, token: str, now: datetime) -> Person:
    """Sign the person in by the link, once, 72 hours after the second voice.

    Locks the request. Raises `RecoveryOverError` when it cannot be used now.
    """
    rows = Recovery.objects.select_for_update().filter(id=read_recovery_token(token))
    recovery = rows.select_related("membership__person").first()
    if recovery is None or not is_ready(recovery, now):
        raise RecoveryOverError(_("This link does not open anything now."))
    recovery.used_at = now
    recovery.save(update_fields=["used_at"])
    membership = recovery.membership
    append_entry(
        collective_id=membership.collective_id,
        kind="recovery.used",
        details={"name": membership.name},
        now=now,
        member_id=membership.id,
    )
    _tell_person(recovery, "recovery_used", now)
    return membership.person


def find_vouched_recovery(*, token: str, now: datetime) -> Recovery | None:
    """Return the request behind ``token`` once two vouched; the page shows no other."""
    rows = Recovery.objects.filter(id=read_recovery_token(token))
    recovery = rows.select_related("membership__collective").first()
    return recovery if recovery and _is_vouched(recovery, now) else None


def is_ready(recovery: Recovery, now: datetime) -> bool:
    """Whether the link signs in at ``now``."""
    opens_at = recovery.opens_at
    return opens_at is not None and opens_at <= now and _is_vouched(recovery, now)


def _is_vouched(recovery: Recovery, now: datetime) -> bool:
    """Whether the link signs in at ``now`` or will."""
    if recovery.stopped_at or recovery.used_at or recovery.opens_at is None:
        return False
    return now < recovery.opens_at + OPEN_FOR and recovery.membership.is_open


def make_recovery_token(recovery_id: UUID) -> str:
    """Return the token of a request's link."""
    return SIGNER.sign(recovery_id.hex)


def read_recovery_token(token: str) -> UUID:
    """Return which request ``token`` names; one we did not make names none."""
    try:
        return UUID(SIGNER.unsign(token))
    except BadSignature:
        return new_id()


def _find(slug: str, name: str) -> Membership | None:
    rows = Membership.objects.filter(collective__slug=slug, ended_at=None)
    wanted = skeleton(name)
    found = [
        row
        for row in rows.select_related("collective", "person")
        if skeleton(row.name) == wanted
    ]
    return found[0] if len(found) == 1 else None


def _lock_running(recovery: Recovery, now: datetime) -> Recovery:
    rows = Recovery.objects.select_for_update().filter(id=recovery.id)
    recovery = rows.select_related("membership__collective").get()
    began_at = recovery.opens_at or recovery.asked_at
    is_over = recovery.stopped_at or recovery.used_at or now >= began_at + OPEN_FOR
    if is_over:
        raise RecoveryOverError(_("This request is over."))
    return recovery


def _check_may_vouch(member: Membership, recovery: Recovery) -> None:
    if member.id == recovery.membership_id:
        raise VouchRefusedError(_("Somebody else has to vouch for you."))
    if member.joined_at > recovery.asked_at:
        message = _("Only who was here before the request can vouch.")
        raise VouchRefusedError(message)
    if recovery.opens_at is not None:
        raise VouchRefusedError(_("Two members have vouched already."))
    if recovery.vouchers.filter(member=member).exists():
        raise VouchRefusedError(_("You have vouched already."))


def _tell_person(recovery: Recovery, kind: str, now: datetime) -> None:
    membership = recovery.membership
    tell(
        memberships=[membership],
        kind=kind,
        template=f"people/mail/{kind}.txt",
        context={"recovery": recovery, "collective": membership.collective},
        now=now,
        always=True,
    )


def _mail_link(recovery: Recovery, now: datetime) -> None:
    """Send the link to the new address, now that two members know who asks."""
    if not recovery.address:
        return
    mail_to(
        person=recovery.membership.person,
        address=recovery.address,
        kind="recovery_link",
        context={
            "token": make_recovery_token(recovery.id),
            "recovery": recovery,
            "collective": recovery.membership.collective,
        },
        now=now,
        drop_at=now + WAIT + OPEN_FOR,
    )
