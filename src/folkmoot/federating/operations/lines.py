"""Telling the messenger a line while the council sits; it binds nobody."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.federating.models import HomeLine
from folkmoot.federating.queries.at_home import is_at_home
from folkmoot.federating.queries.lines import LINE_AT_MOST
from folkmoot.federating.queries.pairs import is_linked, pair_of
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.operations import append_entry


class LineError(Exception):
    """It is no line, somebody else's messenger, or nobody is sent there now."""


@transaction.atomic
def send_line(
    *,
    member: Membership,
    home: Collective,
    council: Collective,
    text: str,
    now: datetime,
) -> HomeLine:
    """Tell one's messengers in a council a line; it replaces one's own earlier one.

    Raises
    ------
    LineError
        If it is empty or too long, others are at home there, or nobody is sent.
    NotAMemberError
        If a friend does it.
    """
    person = lock_member(member)
    words = " ".join(text.split())
    if not words or len(words) > LINE_AT_MOST:
        raise LineError(_("Please say it in one short line."))
    if not is_at_home(person, home):
        raise LineError(_("Only members at home can do this."))
    pair = pair_of(home.id, council.id, now)
    if not pair or not is_linked(home.id, council.id):
        raise LineError(_("Nobody carries our word there now."))
    line, _made = HomeLine.objects.update_or_create(
        collective=home,
        council=council,
        member=person,
        defaults={"text": words, "at": now},
    )
    append_entry(
        collective_id=home.id,
        kind="messenger.line_sent",
        details={"council": council.name, "text": words},
        now=now,
        about_id=council.id,
        member_id=person.id,
    )
    return line
