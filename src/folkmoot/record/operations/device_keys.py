"""The key of a member's device: the server knows its public half alone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.engines.tlog import FormatError, KeyKind, VerifierKey
from folkmoot.record.keys.signatures import device_name
from folkmoot.record.models import Key
from folkmoot.record.operations.appending import append_entry


class DeviceKeyError(Exception):
    """It is no key that a device of this member could have made here."""


@transaction.atomic
def set_device_key(
    *, collective_id: UUID, member_id: UUID, public: str, now: datetime
) -> Key:
    """Let a device sign what a member says from now on; the earlier one no more.

    Parameters
    ----------
    public : str
        Name, id and key; the name is `signatures.device_name`.

    Raises
    ------
    DeviceKeyError
        If it is none, or another's.
    """
    try:
        key = VerifierKey.parse(public)
    except FormatError as error:
        raise DeviceKeyError(_("This device made no key that counts.")) from error
    name = device_name(collective_id, member_id)
    if key.kind != KeyKind.NOTE or key.name != name:
        raise DeviceKeyError(_("This device made no key that counts."))
    _end(collective_id, member_id, now)
    row = Key.objects.create(
        collective_id=collective_id,
        member_id=member_id,
        use=Key.Use.MEMBER,
        public=public,
        since=now,
    )
    append_entry(
        collective_id=collective_id,
        kind="member.key_set",
        details={"key": public},
        now=now,
        member_id=member_id,
    )
    return row


@transaction.atomic
def end_device_key(*, collective_id: UUID, member_id: UUID, now: datetime) -> None:
    """Let no device sign for a member any more; what it signed stays signed."""
    if _end(collective_id, member_id, now):
        append_entry(
            collective_id=collective_id,
            kind="member.key_ended",
            details={},
            now=now,
            member_id=member_id,
        )


def _end(collective_id: UUID, member_id: UUID, now: datetime) -> int:
    keys = Key.objects.filter(
        collective_id=collective_id,
        member_id=member_id,
        use=Key.Use.MEMBER,
        until=None,
    )
    return keys.update(until=now)
