"""Oneself: settings, ways to be reached, devices and keys."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field, field_validator, model_validator

from folkmoot.people import access, operations
from folkmoot.people.forms import PHONE
from folkmoot.people.models import Channel, Person, Session
from folkmoot.people.queries import (
    list_channels,
    list_passkeys,
    list_sessions,
    list_tokens,
)
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.cursors import Part, cut
from folkmoot.web.wire.fields import Cursor, FullLine, Limit, Line, Name, Sent

router = Router()


def check_zone(value: str) -> str:
    """Take a zone that there is.

    Raises
    ------
    ValueError
        If there is none of this name.
    """
    if value not in available_timezones():
        raise ValueError(_("Please name a zone, like Europe/Madrid."))
    return value


class Me(Schema):
    """A person's own settings; an empty time zone is the collective's."""

    id: UUID
    name: str
    language: str
    time_zone: str
    mail_rhythm: Person.MailRhythm
    created_at: datetime


class ChangePerson(Sent):
    """All of one's own settings."""

    name: Name
    language: Line
    time_zone: Line = Field(description="By the name of a city, or empty.")
    mail_rhythm: Person.MailRhythm

    @field_validator("language")
    @classmethod
    def check_language(cls, value: str) -> str:
        """Take a language that there is."""
        if value not in dict(settings.LANGUAGES):
            raise ValueError(_("Please choose one of these."))
        return value

    @field_validator("time_zone")
    @classmethod
    def check_time_zone(cls, value: str) -> str:
        """Take a zone that there is, or the collective's."""
        return check_zone(value) if value else ""


class ChannelShown(Schema):
    """A way to reach a person."""

    id: UUID
    kind: Channel.Kind
    address: str
    created_at: datetime
    verified_at: datetime | None


class AddChannel(Sent):
    """A way to be reached; an e-mail address gets a link that proves it."""

    kind: Channel.Kind
    address: FullLine = Field(max_length=254)

    @model_validator(mode="after")
    def check_address(self) -> "AddChannel":
        """Look at the address as its kind needs."""
        checks: dict[str, Callable[[str], None]] = {
            Channel.Kind.EMAIL: validate_email,
            Channel.Kind.PHONE: PHONE,
        }
        check = checks.get(self.kind)
        try:
            if check:
                check(self.address)
        except ValidationError as error:
            raise ValueError(error.messages[0]) from error
        return self


class ChannelPart(Part):
    """A part of the ways to be reached, oldest first."""

    channels: list[ChannelShown]


class SessionShown(Schema):
    """A device on which a person is signed in."""

    id: UUID
    device: str
    began_at: datetime | None
    seen_on: date | None


class SessionPart(Part):
    """A part of the devices, in no order that means something."""

    sessions: list[SessionShown]


class PasskeyShown(Schema):
    """A passkey."""

    id: UUID
    label: str
    created_at: datetime


class PasskeyPart(Part):
    """A part of the passkeys, oldest first."""

    passkeys: list[PasskeyShown]


class TokenShown(Schema):
    """A key for programs; its secret was shown once."""

    id: UUID
    label: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime


class TokenPart(Part):
    """A part of the keys, newest first."""

    tokens: list[TokenShown]


def _me(person: Person) -> Me:
    return Me.model_validate(person)


def _session(row: Session) -> SessionShown:
    return SessionShown(
        id=row.public_id, device=row.device, began_at=row.began_at, seen_on=row.seen_on
    )


@router.get("/me", response=Me)
def get_me(request: PersonRequest) -> Me:
    """Read one's own settings."""
    return _me(request.person)


@router.put("/me", response=Me)
def change_person(request: PersonRequest, data: ChangePerson) -> Me:
    """Change one's own settings."""
    person = operations.change_person(person=request.person, **data.dict())
    return _me(person)


@router.delete("/me/mail", response={204: None})
def stop_mail(request: PersonRequest) -> Status[None]:
    """Stop all mail to oneself."""
    operations.stop_mail(person=request.person)
    return Status(204, None)


@router.get("/me/channels", response=ChannelPart)
def get_channels(
    request: PersonRequest, cursor: Cursor = "", limit: Limit = 50
) -> ChannelPart:
    """List ways to be reached."""
    rows = list_channels(request.person)
    part = cut(rows, ("created_at", "id"), cursor, limit)
    channels = [ChannelShown.model_validate(row) for row in part.rows]
    return ChannelPart(channels=channels, next=part.next)


@router.post("/me/channels", response={201: ChannelShown})
def add_channel(request: PersonRequest, data: AddChannel) -> Status[Channel]:
    """Add a way to be reached."""
    row = operations.add_channel(person=request.person, now=request.now, **data.dict())
    return Status(201, row)


@router.post(
    "/me/channels/{uuid:channel_id}/proof",
    response={204: None},
)
def ask_to_verify(request: PersonRequest, channel_id: UUID) -> Status[None]:
    """Send the link that proves an address again."""
    channel = access.get_channel_for(request.person, channel_id)
    operations.ask_to_verify(channel=channel, now=request.now)
    return Status(204, None)


@router.delete(
    "/me/channels/{uuid:channel_id}",
    response={204: None},
)
def remove_channel(request: PersonRequest, channel_id: UUID) -> Status[None]:
    """Remove a way to be reached."""
    channel = access.get_channel_for(request.person, channel_id)
    operations.remove_channel(channel=channel)
    return Status(204, None)


@router.get("/me/sessions", response=SessionPart)
def get_sessions(
    request: PersonRequest, cursor: Cursor = "", limit: Limit = 50
) -> SessionPart:
    """List the devices on which one is signed in."""
    # A cursor can be read: it names the id that is shown, never the session's key.
    part = cut(list_sessions(request.person), ("public_id",), cursor, limit)
    return SessionPart(sessions=[_session(row) for row in part.rows], next=part.next)


@router.delete("/me/sessions", response={204: None})
def end_other_sessions(request: PersonRequest) -> Status[None]:
    """Sign every device out at once."""
    operations.end_other_sessions(person=request.person, session_key="")
    return Status(204, None)


@router.delete(
    "/me/sessions/{uuid:session_id}",
    response={204: None},
)
def end_session(request: PersonRequest, session_id: UUID) -> Status[None]:
    """Sign one device out."""
    session = access.get_session_for(request.person, session_id)
    operations.end_session(session=session)
    return Status(204, None)


@router.get("/me/passkeys", response=PasskeyPart)
def get_passkeys(
    request: PersonRequest, cursor: Cursor = "", limit: Limit = 50
) -> PasskeyPart:
    """List passkeys."""
    rows = list_passkeys(request.person)
    part = cut(rows, ("created_at", "id"), cursor, limit)
    passkeys = [PasskeyShown.model_validate(row) for row in part.rows]
    return PasskeyPart(passkeys=passkeys, next=part.next)


@router.delete("/me/passkeys/{uuid:passkey_id}", response={204: None})
def remove_passkey(request: PersonRequest, passkey_id: UUID) -> Status[None]:
    """Forget a passkey."""
    passkey = access.get_passkey_for(request.person, passkey_id)
    operations.remove_passkey(passkey=passkey)
    return Status(204, None)


@router.get("/me/tokens", response=TokenPart)
def get_tokens(
    request: PersonRequest, cursor: Cursor = "", limit: Limit = 50
) -> TokenPart:
    """List keys for programs."""
    rows = list_tokens(request.person, request.now)
    part = cut(rows, ("-created_at", "-id"), cursor, limit)
    tokens = [TokenShown.model_validate(row) for row in part.rows]
    return TokenPart(tokens=tokens, next=part.next)


@router.delete("/me/tokens/{uuid:token_id}", response={204: None})
def end_token(request: PersonRequest, token_id: UUID) -> Status[None]:
    """End a key at once."""
    token = access.get_token_for(request.person, token_id)
    operations.end_token(token=token, now=request.now)
    return Status(204, None)
