"""Ways to reach a person; an e-mail address is proven by a link sent to it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.messaging.operations import drop_queued, issue_code, redeem_link
from folkmoot.people.models import Channel, Person
from folkmoot.people.operations.limits import count_attempt
from folkmoot.people.operations.mailing import mail_to
from folkmoot.people.operations.persons import normal_address

VERIFY = "verify"
LINK_DAYS = 7


class AddressElsewhereError(Exception):
    """The address belongs to another account."""


@transaction.atomic
def add_channel(*, person: Person, kind: str, address: str, now: datetime) -> Channel:
    """Note a way to reach ``person``; an e-mail address gets a link to prove it.

    Whether somebody else has the address is not told here. Raises `TooManyError`.
    """
    if kind == Channel.Kind.EMAIL:
        address = normal_address(address)
    channel, _made = Channel.objects.get_or_create(
        person=person, kind=kind, address=address, defaults={"created_at": now}
    )
    if kind == Channel.Kind.EMAIL and channel.verified_at is None:
        ask_to_verify(channel=channel, now=now)
    return channel


@transaction.atomic
def ask_to_verify(*, channel: Channel, now: datetime) -> None:
    """Send the link that proves an e-mail address. Raises `TooManyError`."""
    count_attempt(kind="verify", key=channel.address, now=now)
    issued = issue_code(
        purpose=VERIFY,
        now=now,
        minutes=LINK_DAYS * 24 * 60,
        person_id=channel.person_id,
        address=channel.address,
    )
    mail_to(
        person=channel.person,
        address=channel.address,
        kind="verify",
        context={"token": issued.link_token, "days": LINK_DAYS},
        now=now,
        drop_at=now + timedelta(days=LINK_DAYS),
    )


@transaction.atomic
def verify_channel(*, token: str, now: datetime) -> Channel | None:
    """Use up the link and mark its address as proven; None when it is used or old.

    Raises
    ------
    AddressElsewhereError
        If the address was proven for another account before.
    """
    row = redeem_link(purpose=VERIFY, token=token, now=now)
    if row is None or row.person_id is None:
        return None
    person = Person.objects.select_for_update().get(id=row.person_id)
    return prove_address(person=person, address=row.address, now=now)


def prove_address(*, person: Person, address: str, now: datetime) -> Channel | None:
    """Mark the person's own ``address`` as proven; None when it was removed."""
    same = Channel.objects.filter(kind=Channel.Kind.EMAIL, address=address)
    if same.filter(verified_at__isnull=False).exclude(person=person).exists():
        message = _(
            "This address belongs to another account here. Sign in with it, or remove"
            " it there first."
        )
        raise AddressElsewhereError(message)
    channel = same.filter(person=person).first()
    if channel is not None and channel.verified_at is None:
        channel.verified_at = now
        channel.save(update_fields=["verified_at"])
    return channel


@transaction.atomic
def remove_channel(*, channel: Channel) -> None:
    """Forget a way to reach a person."""
    channel.delete()


@transaction.atomic
def stop_mail(*, person: Person) -> Person:
    """Send this person no more mail about their collectives."""
    person = Person.objects.select_for_update().get(id=person.id)
    person.mail_rhythm = Person.MailRhythm.NONE
    person.save(update_fields=["mail_rhythm"])
    drop_queued(person_id=person.id)
    return person
