"""What people do with persons, collectives and memberships; one module per part."""

from folkmoot.people.operations.collectives import start_collective
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
from folkmoot.people.operations.leaving import (
    AlreadyLeftError,
    end_membership,
    leave,
)
from folkmoot.people.operations.persons import (
    change_person,
    create_person,
    normal_address,
)
from folkmoot.people.operations.telling import tell
from folkmoot.people.operations.terms import (
    TermLengthError,
    appoint,
    draw_by_lot,
    lay_down,
)

__all__ = [
    "AlreadyLeftError",
    "InvitationEndedError",
    "JoinRefusedError",
    "NameTakenError",
    "NotAMemberError",
    "TermLengthError",
    "appoint",
    "change_person",
    "check_name",
    "create_person",
    "draw_by_lot",
    "end_invitation",
    "end_membership",
    "invite",
    "join",
    "lay_down",
    "leave",
    "lock_member",
    "normal_address",
    "start_collective",
    "step_in",
    "tell",
]
