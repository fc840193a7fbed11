"""Signing in: a code or a link by mail, or a slip that a member printed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.messaging.models import OneTimeCode
from folkmoot.messaging.operations import issue_code, redeem_code, redeem_link
from folkmoot.people.models import Channel, Membership, Person
from folkmoot.people.operations.joining import lock_member
from folkmoot.people.operations.limits import count_attempt
from folkmoot.people.operations.mailing import mail_to
from folkmoot.people.operations.persons import normal_address
from folkmoot.people.queries import find_person_by_email, list_without_way
from folkmoot.record.operations import append_entry

SIGN_IN, WAY_IN = "sign_in", "way_in"
CODE_MINUTES = 15
SLIP_DAYS = 7


class OtherWayError(Exception):
    """The person can sign in another way, so no slip is printed for them."""


@transaction.atomic
def ask_to_sign_in(*, address: str, now: datetime, next_path: str = "") -> None:
    """Send a code and a link to ``address`` if somebody here has it.

    What the caller gets, what is counted and what is stored are the same for an
    address nobody has. Raises `TooManyError`.
    """
    address = normal_address(address)
    count_attempt(kind="sign_in", key=address, now=now)
    person = find_person_by_email(address)
    issued = issue_code(
        purpose=SIGN_IN,
        now=now,
        minutes=CODE_MINUTES,
        person_id=person.id if person else None,
        address=address,
    )
    if person is None:
        return
    mail_to(
        person=person,
        address=address,
        kind="sign_in",
        context={
            "code": issued.code,
            "token": issued.link_token,
            "minutes": CODE_MINUTES,
            "next": next_path,
        },
        now=now,
        drop_at=now + timedelta(minutes=CODE_MINUTES),
    )


@transaction.atomic
def sign_in_by_code(*, address: str, code: str, now: datetime) -> Person | None:
    """Return who signs in; None when the code is not the one sent, or too old.

    A wrong code is counted if the transaction is committed. Raises `TooManyError`.
    """
    address = normal_address(address)
    count_attempt(kind="code", key=address, now=now)
    row = redeem_code(purpose=SIGN_IN, address=address, code=code, now=now)
    return _welcome(row, now)


@transaction.atomic
def sign_in_by_link(*, token: str, now: datetime) -> Person | None:
    """Use up a link from a mail or a printed slip; None when it is used or too old."""
    row = redeem_link(purpose=SIGN_IN, token=token, now=now)
    if row is None:
        row = redeem_link(purpose=WAY_IN, token=token, now=now)
    return _welcome(row, now)


@transaction.atomic
def print_way_in(*, member: Membership, fellow: Membership, now: datetime) -> str:
    """Return the token of a link that signs ``fellow`` in once, to be printed.

    Only for who has no proven address and no passkey, and is part of this collective
    alone: a slip must not open another collective's door. Both names go on record.
    Locks the printing member.

    Raises
    ------
    OtherWayError
        If the person can come in another way.
    """
    member = lock_member(member)
    if not list_without_way(fellow.collective).filter(id=fellow.id).exists():
        message = _("No slip can be printed here. There is a way back after losing it.")
        raise OtherWayError(message)
    issued = issue_code(
        purpose=WAY_IN,
        now=now,
        minutes=SLIP_DAYS * 24 * 60,
        person_id=fellow.person_id,
    )
    append_entry(
        collective_id=member.collective_id,
        kind="way_in.printed",
        details={
            "name": member.name,
            "for": fellow.name,
            "for_member": str(fellow.id),
            "days": SLIP_DAYS,
        },
        now=now,
        member_id=member.id,
    )
    return issued.link_token


def _welcome(row: OneTimeCode | None, now: datetime) -> Person | None:
    """Return the code's person; what was sent to an address proves it."""
    if row is None or row.person_id is None:
        return None
    person = Person.objects.filter(id=row.person_id, erased_at=None).first()
    if person is not None and row.address:
        unproven = person.channels.filter(
            kind=Channel.Kind.EMAIL, address=row.address, verified_at=None
        )
        unproven.update(verified_at=now)
    return person
