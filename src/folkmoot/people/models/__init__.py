"""Persons and the collectives they are part of."""

from folkmoot.people.models.collectives import (
    Agreement,
    Collective,
    Invitation,
    Membership,
)
from folkmoot.people.models.doors import (
    Attempt,
    Recovery,
    Voucher,
)
from folkmoot.people.models.persons import (
    ApiToken,
    Channel,
    Passkey,
    Person,
    Session,
)
from folkmoot.people.models.roles import (
    Filling,
    Learner,
    Term,
    Willing,
)

__all__ = [
    "Agreement",
    "ApiToken",
    "Attempt",
    "Channel",
    "Collective",
    "Filling",
    "Invitation",
    "Learner",
    "Membership",
    "Passkey",
    "Person",
    "Recovery",
    "Session",
    "Term",
    "Voucher",
    "Willing",
]
