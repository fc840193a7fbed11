"""Telling members something: one mail each, and "asked, with time" on record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from folkmoot.messaging.models import Delivery, Message
from folkmoot.messaging.operations import ask, enqueue
from folkmoot.people.models import Channel, Membership, Person
from folkmoot.web.chance import new_id
from folkmoot.web.prepared import prepared


@dataclass(frozen=True)
class _Letter:
    """A subject and a body in one language and time zone."""

    subject: str
    body: str


@dataclass(frozen=True)
class _Addressed:
    """A membership with the address its person reads and the zone they live in."""

    membership: Membership
    address: str
    time_zone: str
    mark: str = ""  # tells a person's further addresses apart


@transaction.atomic
def tell(  # noqa: PLR0913 -- the one door for all mail; each says one thing
    *,
    memberships: Iterable[Membership],
    kind: str,
    template: str,
    context: Mapping[str, object],
    now: datetime,
    about_id: UUID | None = None,
    asking: str = "",
    once: str = "",
    drop_at: datetime | None = None,
    always: bool = False,
) -> list[Message]:
    """Write a mail to each membership's person, and who was asked.

    ``template`` is plain text whose first line is the subject; it is rendered once
    per language and time zone, with ``site`` (this server's address) beside
    ``context``. Persons without a verified address, or who want no mail, get none;
    who wants a daily mail gets it held. ``always`` is for what guards an account: it
    goes at once, to every verified address. ``asking`` names an occasion and writes
    one `Delivery` per membership, mail or not. The same ``once`` reaches a person
    once, however often it is told.
    """
    members = list(memberships)
    messages: list[Message] = []
    letters: dict[tuple[str, str], _Letter] = {}
    for to in _addressed(members, always=always):
        person = to.membership.person
        key = person.language, to.time_zone
        if key not in letters:
            letters[key] = _render(template, context, *key)
        messages.append(
            Message(
                collective_id=to.membership.collective_id,
                person_id=person.id,
                about_id=about_id,
                kind=kind,
                once_key=_once_key(once, to),
                address=to.address,
                subject=letters[key].subject,
                body=letters[key].body,
                language=person.language,
                time_zone=to.time_zone,
                state=_state(person, always=always),
                created_at=now,
                send_at=now,
                drop_at=drop_at,
            )
        )
    enqueue(messages)
    if asking and about_id is not None:
        mailed = {message.person_id: message.id for message in messages}
        ask(_delivery(m, about_id, asking, now, mailed) for m in members)
    return messages


@prepared
def _people(ids: list[UUID]) -> QuerySet[Person]:
    return Person.objects.filter(id__in=[ids])


@prepared
def _verified(ids: list[UUID]) -> QuerySet[Channel]:
    known = Channel.objects.filter(kind=Channel.Kind.EMAIL, verified_at__isnull=False)
    return known.filter(person__id__in=[ids]).order_by("verified_at", "id")


def _addressed(members: list[Membership], *, always: bool) -> list[_Addressed]:
    """Return whom mail reaches, in the order of ``members``; two queries for all."""
    if not members:
        return []
    ids = list({member.person_id for member in members})
    people = {person.id: person for person in _people.list(ids)}
    addresses: dict[UUID, list[str]] = defaultdict(list)
    for channel in _verified.list(ids):
        addresses[channel.person_id].append(channel.address)
    found = []
    for member in members:
        member.person = person = people[member.person_id]
        if person.mail_rhythm == Person.MailRhythm.NONE and not always:
            continue
        zone = person.time_zone or member.collective.time_zone
        own = addresses[person.id] if always else addresses[person.id][:1]
        found += [
            _Addressed(member, address, zone, f":{place}" if place else "")
            for place, address in enumerate(own)
        ]
    return found


def _render(
    template: str, context: Mapping[str, object], language: str, time_zone: str
) -> _Letter:
    site = settings.CONFIG.public_url.rstrip("/")
    with translation.override(language), timezone.override(ZoneInfo(time_zone)):
        text = render_to_string(template, {"site": site, **context})
    subject, _, body = text.strip().partition("\n")
    return _Letter(subject.strip(), body.strip() + "\n")


def _once_key(once: str, to: _Addressed) -> str:
    if not once:
        return str(new_id())
    return f"{once}:{to.membership.person_id.hex}{to.mark}"


def _state(person: Person, *, always: bool) -> Message.State:
    if person.mail_rhythm == Person.MailRhythm.DAILY and not always:
        return Message.State.HELD
    return Message.State.WAITING


def _delivery(
    member: Membership,
    about_id: UUID,
    asking: str,
    now: datetime,
    mailed: Mapping[UUID | None, UUID],
) -> Delivery:
    return Delivery(
        collective_id=member.collective_id,
        about_id=about_id,
        asking=asking,
        member_id=member.id,
        asked_at=now,
        message_id=mailed.get(member.person_id),
    )
