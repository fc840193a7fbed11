"""What a stranger does in one step: come in by an invitation, or start a collective."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.messaging.operations import redeem_link
from folkmoot.people.models import Collective, Invitation, Membership, Person
from folkmoot.people.operations.channels import add_channel
from folkmoot.people.operations.collectives import start_collective
from folkmoot.people.operations.joining import join
from folkmoot.people.operations.limits import count_attempt
from folkmoot.people.operations.persons import create_person
from folkmoot.people.queries import may_start, starts_with_link

START = "start"


class StartRefusedError(Exception):
    """The server does not let this person start a collective."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody without an account yet, and one way to reach them, or none."""

    name: str
    language: str = "en"
    channel_kind: str = ""
    address: str = ""


@dataclass(frozen=True)
class Plan:
    """A collective about to be started."""

    name: str
    preset: str
    short_text: str
    language: str = "en"
    time_zone: str = "UTC"


@transaction.atomic
def arrive(
    *,
    invitation: Invitation,
    newcomer: Newcomer,
    now: datetime,
    ask_first: bool = False,
) -> Membership:
    """Make an account and join with it; an address gets a link to prove it.

    Raises what `join` raises, and `TooManyError`.
    """
    person = _make(newcomer, now)
    return join(
        invitation=invitation,
        person=person,
        name=newcomer.name,
        now=now,
        ask_first=ask_first,
    )


@transaction.atomic
def found(
    *,
    person: Person | None,
    newcomer: Newcomer,
    plan: Plan,
    link_token: str,
    now: datetime,
) -> tuple[Person, Collective]:
    """Start a collective, with a new account where nobody is signed in.

    Uses up the server's own link if that is what lets this person start one.

    Raises
    ------
    StartRefusedError
        If neither the server's setting nor its link allows it.
    TooManyError
        If collectives are started too fast.
    """
    if not may_start(person):
        _use_link(link_token, now)
    count_attempt(kind="start", key="", now=now)
    founder = person or _make(newcomer, now)
    collective = start_collective(
        person=founder,
        name=plan.name,
        preset=plan.preset,
        now=now,
        member_name=newcomer.name,
        short_text=plan.short_text,
        language=plan.language,
        time_zone=plan.time_zone,
    )
    return founder, collective


def _make(newcomer: Newcomer, now: datetime) -> Person:
    person = create_person(name=newcomer.name, now=now, language=newcomer.language)
    if newcomer.channel_kind and newcomer.address:
        add_channel(
            person=person,
            kind=newcomer.channel_kind,
            address=newcomer.address,
            now=now,
        )
    return person


def _use_link(token: str, now: datetime) -> None:
    message = _("A new collective needs a link from the server keeper.")
    if not (token and starts_with_link()):
        raise StartRefusedError(message)
    if redeem_link(purpose=START, token=token, now=now) is None:
        raise StartRefusedError(message)
