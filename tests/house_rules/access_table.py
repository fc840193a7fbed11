"""Who may do what: every address, every method, what each of four people gets.

One row per address and method, in the file of its room under ``access/``: the status
for a stranger, an outsider (signed in, member elsewhere), a friend and a member.
`world.py` says what stands for the parts of an address.

``SIGN_IN`` is the redirect to the sign-in page: the same for what exists and what does
not. A write with ``data`` shows what a full form does; without, what an empty one does.
"""

from tests.house_rules.access import (
    api,
    councils,
    deciding,
    doing,
    federated_questions,
    federations,
    fund,
    home,
    listening,
    messaging,
    needs,
    people,
    planning,
    recalls,
    record,
    shifts,
    web,
)

ROOMS = (
    web,
    people,
    home,
    listening,
    deciding,
    doing,
    federated_questions,
    federations,
    messaging,
    api,
    recalls,
    councils,
    record,
    needs,
    planning,
    fund,
    shifts,
)
ROWS = [row for room in ROOMS for row in room.ROWS]
OF_API = [row for row in ROWS if row.address.startswith("api:")]
