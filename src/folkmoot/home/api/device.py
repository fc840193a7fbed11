"""The key of one's own device, which signs one's answers to drafts."""

from ninja import Router, Schema, Status
from pydantic import Field

from folkmoot.home.operations import sign_with_device, stop_signing
from folkmoot.people.access import get_member_for
from folkmoot.people.requests import PersonRequest
from folkmoot.record.keys.signatures import device_key, device_name, origin_of
from folkmoot.web.wire.fields import Line, Sent

router = Router()
ONE = "/collectives/{slug:slug}/device-key"


class DeviceKeyShown(Schema):
    """What a device needs to make its key and to sign."""

    name: str = Field(description="What the key has to be called.")
    origin: str = Field(description="What signatures are for: the record's name.")
    key: str = Field(description="The public key in use; empty: the server signs.")


class DeviceKeySent(Sent):
    """The public half of a key that a device made."""

    key: Line = Field(description="Name, id and key, as C2SP signed-note writes them.")


@router.get(ONE, response=DeviceKeyShown)
def get_device_key(request: PersonRequest, slug: str) -> DeviceKeyShown:
    """Read which of one's devices signs here."""
    member = get_member_for(request.person, slug)
    return DeviceKeyShown(
        name=device_name(member.collective_id, member.id),
        origin=origin_of(member.collective_id),
        key=device_key(member.collective_id, member.id),
    )


@router.put(ONE, response=DeviceKeyShown)
def sign_with_device_key(
    request: PersonRequest, slug: str, data: DeviceKeySent
) -> DeviceKeyShown:
    """Let a device sign from now on; the earlier one no more."""
    member = get_member_for(request.person, slug)
    sign_with_device(member=member, public=data.key, now=request.now)
    return get_device_key(request, slug)


@router.delete(ONE, response={204: None})
def end_device_key(request: PersonRequest, slug: str) -> Status[None]:
    """Let no device sign any more."""
    member = get_member_for(request.person, slug)
    stop_signing(member=member, now=request.now)
    return Status(204, None)
