"""A member's device signs what they say."""

from datetime import datetime

from django.db import transaction

from folkmoot.people.models import Membership
from folkmoot.people.operations import lock_member
from folkmoot.record import operations as record
from folkmoot.record.models import Key


@transaction.atomic
def sign_with_device(*, member: Membership, public: str, now: datetime) -> Key:
    """Let the device that made this key sign from now on; locks the membership.

    Raises
    ------
    NotAMemberError
        If the membership has ended.
    DeviceKeyError
        If it is no key of this member's device.
    """
    member = lock_member(member)
    return record.set_device_key(
        collective_id=member.collective_id,
        member_id=member.id,
        public=public,
        now=now,
    )


@transaction.atomic
def stop_signing(*, member: Membership, now: datetime) -> None:
    """Let no device sign any more; locks the membership."""
    member = lock_member(member)
    record.end_device_key(
        collective_id=member.collective_id, member_id=member.id, now=now
    )
