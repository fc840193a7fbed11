"""What changes a record: appending, erasing, and the log that follows."""

from folkmoot.engines.tlog import Value
from folkmoot.record.keys.signatures import Signed, Words
from folkmoot.record.operations.appending import append_entries, append_entry
from folkmoot.record.operations.device_keys import (
    DeviceKeyError,
    end_device_key,
    set_device_key,
)
from folkmoot.record.operations.doubting import (
    DoubtRefusedError,
    confirm_entries,
    doubt_range,
)
from folkmoot.record.operations.erasing import erase_disclosures, erase_member
from folkmoot.record.operations.guardians import (
    NamedGuardian,
    VoucherRefusedError,
    asked_to_vouch,
    gather_vouchers,
    name_guardians,
    take_voucher,
    vouch,
)
from folkmoot.record.operations.integrating import TornError, integrate
from folkmoot.record.operations.keys import (
    KeyRefusedError,
    NothingToAgreeError,
    agree_to_key,
    agree_to_sign,
    change_key,
    promise_key,
    refuse_key,
)
from folkmoot.record.operations.opening import (
    add_witness,
    follow_settings,
    open_log,
    renew_witness,
)
from folkmoot.record.operations.pulling_back import NotPulledBackError, pull_back
from folkmoot.record.operations.signing import sign
from folkmoot.record.operations.witnessing import (
    answer_request,
    cosign_log,
    server_key,
)

__all__ = [
    "DeviceKeyError",
    "DoubtRefusedError",
    "KeyRefusedError",
    "NamedGuardian",
    "NotPulledBackError",
    "NothingToAgreeError",
    "Signed",
    "TornError",
    "Value",
    "VoucherRefusedError",
    "Words",
    "add_witness",
    "agree_to_key",
    "agree_to_sign",
    "answer_request",
    "append_entries",
    "append_entry",
    "asked_to_vouch",
    "change_key",
    "confirm_entries",
    "cosign_log",
    "doubt_range",
    "end_device_key",
    "erase_disclosures",
    "erase_member",
    "follow_settings",
    "gather_vouchers",
    "integrate",
    "name_guardians",
    "open_log",
    "promise_key",
    "pull_back",
    "refuse_key",
    "renew_witness",
    "server_key",
    "set_device_key",
    "sign",
    "take_voucher",
    "vouch",
]
