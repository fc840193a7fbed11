"""What this room does; see the modules for each part."""

from folkmoot.messaging.operations.codes import (
    IssuedCode,
    issue_code,
    redeem_code,
    redeem_link,
)
from folkmoot.messaging.operations.deliveries import (
    ask,
    ask_again,
    mark_delivered,
    mark_seen,
)
from folkmoot.messaging.operations.outbox import enqueue

__all__ = [
    "IssuedCode",
    "ask",
    "ask_again",
    "enqueue",
    "issue_code",
    "mark_delivered",
    "mark_seen",
    "redeem_code",
    "redeem_link",
]
