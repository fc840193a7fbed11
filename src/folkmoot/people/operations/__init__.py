"""What people do with persons, collectives and memberships; one module per part."""

from folkmoot.people.operations.arriving import (
    Newcomer,
    Plan,
    StartRefusedError,
    arrive,
    found,
)
from folkmoot.people.operations.channels import (
    AddressElsewhereError,
    add_channel,
    ask_to_verify,
    remove_channel,
    stop_mail,
    verify_channel,
)
from folkmoot.people.operations.collectives import start_collective
from folkmoot.people.operations.erasing import erase_person
from folkmoot.people.operations.joining import (
    InvitationEndedError,
    JoinRefusedError,
    NameTakenError,
    NotAMemberError,
    check_name,
    end_invitation,
    invite,
    join,
    lock_member,
    step_in,
)
from folkmoot.people.operations.keys import (
    add_passkey,
    end_other_sessions,
    end_session,
    end_token,
    make_token,
    remove_passkey,
    use_passkey,
)
from folkmoot.people.operations.leaving import AlreadyLeftError, end_membership, leave
from folkmoot.people.operations.limits import TooManyError, count_attempt
from folkmoot.people.operations.persons import (
    change_person,
    create_person,
    normal_address,
)
from folkmoot.people.operations.recovering import (
    RecoveryOverError,
    VouchRefusedError,
    Way,
    ask_recovery,
    find_ready_recovery,
    stop_recovery,
    use_recovery,
    vouch,
)
from folkmoot.people.operations.settings import (
    NeedsQuestionError,
    SettingRangeError,
    change_agreement,
    change_settings,
    check_settings,
)
from folkmoot.people.operations.signing_in import (
    OtherWayError,
    ask_to_sign_in,
    print_way_in,
    sign_in_by_code,
    sign_in_by_link,
)
from folkmoot.people.operations.telling import tell
from folkmoot.people.operations.terms import (
    TermLengthError,
    appoint,
    draw_by_lot,
    lay_down,
)

__all__ = [
    "AddressElsewhereError",
    "AlreadyLeftError",
    "InvitationEndedError",
    "JoinRefusedError",
    "NameTakenError",
    "NeedsQuestionError",
    "Newcomer",
    "NotAMemberError",
    "OtherWayError",
    "Plan",
    "RecoveryOverError",
    "SettingRangeError",
    "StartRefusedError",
    "TermLengthError",
    "TooManyError",
    "VouchRefusedError",
    "Way",
    "add_channel",
    "add_passkey",
    "appoint",
    "arrive",
    "ask_recovery",
    "ask_to_sign_in",
    "ask_to_verify",
    "change_agreement",
    "change_person",
    "change_settings",
    "check_name",
    "check_settings",
    "count_attempt",
    "create_person",
    "draw_by_lot",
    "end_invitation",
    "end_membership",
    "end_other_sessions",
    "end_session",
    "end_token",
    "erase_person",
    "find_ready_recovery",
    "found",
    "invite",
    "join",
    "lay_down",
    "leave",
    "lock_member",
    "make_token",
    "normal_address",
    "print_way_in",
    "remove_channel",
    "remove_passkey",
    "sign_in_by_code",
    "sign_in_by_link",
    "start_collective",
    "step_in",
    "stop_mail",
    "stop_recovery",
    "tell",
    "use_passkey",
    "use_recovery",
    "verify_channel",
    "vouch",
]
