"""What this room does; see the modules for each part."""

from folkmoot.messaging.operations.codes import (
    IssuedCode,
    end_codes,
    issue_code,
    redeem_code,
    redeem_link,
)
from folkmoot.messaging.operations.deliveries import (
    ask,
    ask_again,
    mark_acted,
    mark_delivered,
    mark_seen,
)
from folkmoot.messaging.operations.digests import send_digests
from folkmoot.messaging.operations.outbox import enqueue
from folkmoot.messaging.operations.retention import (
    beat,
    drop_queued,
    forget_old,
    forget_person,
)
from folkmoot.messaging.operations.sending import drop_late, send_due

__all__ = [
    "IssuedCode",
    "ask",
    "ask_again",
    "beat",
    "drop_late",
    "drop_queued",
    "end_codes",
    "enqueue",
    "forget_old",
    "forget_person",
    "issue_code",
    "mark_acted",
    "mark_delivered",
    "mark_seen",
    "redeem_code",
    "redeem_link",
    "send_digests",
    "send_due",
]
