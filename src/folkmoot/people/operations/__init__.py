"""What people do with persons, collectives and memberships; one module per part."""

from folkmoot.people.operations.arriving import StartRefusedError, Newcomer, Plan, arrive, found
from folkmoot.people.operations.channels import AddressElsewhereError, add_channel, ask_to_verify, verify_channel, remove_channel, stop_mail
from folkmoot.people.operations.collectives import start_collective
from folkmoot.people.operations.erasing import erase_person
from folkmoot.people.operations.joining import InvitationEndedError, NotAMemberError, NameTakenError, JoinRefusedError, lock_member, invite, end_invitation, join, step_in, check_name
from folkmoot.people.operations.keys import add_passkey, use_passkey, remove_passkey, make_token, end_token, end_session, end_other_sessions
from folkmoot.people.operations.leaving import AlreadyLeftError, leave, end_membership
from folkmoot.people.operations.limits import TooManyError, count_attempt
from folkmoot.people.operations.persons import create_person, change_person, normal_address
from folkmoot.people.operations.recovering import VouchRefusedError, RecoveryOverError, Way, ask_recovery, vouch, stop_recovery, use_recovery, find_ready_recovery
from folkmoot.people.operations.settings import NeedsQuestionError, SettingRangeError, change_settings, change_agreement, check_settings
from folkmoot.people.operations.signing_in import OtherWayError, ask_to_sign_in, sign_in_by_code, sign_in_by_link, print_way_in, needs_slip
from folkmoot.people.operations.telling import tell
from folkmoot.people.operations.terms import TermLengthError, appoint, draw_by_lot, lay_down

__all__ = [
    "StartRefusedError",
    "Newcomer",
    "Plan",
    "arrive",
    "found",
    "AddressElsewhereError",
    "add_channel",
    "ask_to_verify",
    "verify_channel",
    "remove_channel",
    "stop_mail",
    "start_collective",
    "erase_person",
    "InvitationEndedError",
    "NotAMemberError",
    "NameTakenError",
    "JoinRefusedError",
    "lock_member",
    "invite",
    "end_invitation",
    "join",
    "step_in",
    "check_name",
    "add_passkey",
    "use_passkey",
    "remove_passkey",
    "make_token",
    "end_token",
    "end_session",
    "end_other_sessions",
    "AlreadyLeftError",
    "leave",
    "end_membership",
    "TooManyError",
    "count_attempt",
    "create_person",
    "change_person",
    "normal_address",
    "VouchRefusedError",
    "RecoveryOverError",
    "Way",
    "ask_recovery",
    "vouch",
    "stop_recovery",
    "use_recovery",
    "find_ready_recovery",
    "NeedsQuestionError",
    "SettingRangeError",
    "change_settings",
    "change_agreement",
    "check_settings",
    "OtherWayError",
    "ask_to_sign_in",
    "sign_in_by_code",
    "sign_in_by_link",
    "print_way_in",
    "needs_slip",
    "tell",
    "TermLengthError",
    "appoint",
    "draw_by_lot",
    "lay_down",
]
