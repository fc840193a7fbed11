"""Entering an answer for a member without a device: limited, marked, with a receipt.

It counts as recorded by one until a second member, who heard it too, says so.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Position, Seat
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.settling import lock_member
from folkmoot.deciding.queries.recorders import print_of, recorded_as
from folkmoot.deciding.words.positions import WORDS
from folkmoot.people.models import Membership
from folkmoot.people.operations import tell
from folkmoot.people.queries import get_settings
from folkmoot.record.operations import Signed, Words


class HelpRefusedError(Exception):
    """A helper may not enter this answer."""


def require_helper(act: Act, helper: Membership, seat: Seat) -> None:
    """Refuse what a helper may not enter; locks the helper's membership.

    Raises
    ------
    HelpRefusedError
        If it is one's own answer, the helper has entered enough in this question, or
        the member answered alone.
    """
    held = lock_member(helper)
    if held.collective_id != act.question.collective_id or held.id == act.member.id:
        raise HelpRefusedError(_("Your own answer is on the page of the question."))
    most = int(get_settings(act.question.collective)["helper_entries"])
    entered = Position.objects.filter(question=act.question, helper=held)
    if entered.exclude(seat=seat).values("seat").distinct().count() >= most:
        raise HelpRefusedError(
            _("One person enters up to %(most)s answers. Please ask somebody else.")
            % {"most": most}
        )
    alone = Position.objects.filter(seat=seat, helper=None)
    if alone.exists():
        raise HelpRefusedError(
            _("This member has answered without help, and can change it alone.")
        )


def require_second(act: Act, helper: Membership, second: Membership) -> Membership:
    """Refuse a second who cannot be one; locks the second's membership.

    Raises
    ------
    HelpRefusedError
        If it is the helper, whose answer it is, or somebody of another collective.
    """
    if second.id in (helper.id, act.member.id):
        raise HelpRefusedError(
            _("A second person is somebody else than you and who answers.")
        )
    held = lock_member(second)
    if held.collective_id != act.question.collective_id:
        raise HelpRefusedError(_("Who heard it too is a member here."))
    return held


@transaction.atomic
def confirm_recorded(
    *,
    member: Membership,
    position: Position,
    now: datetime,
    seen_at: datetime | None,
    signed: Signed | None = None,
) -> Position:
    """Say that one heard what was entered for somebody; locks the question.

    It is signed by what ``signed`` holds of the member's device, or by the server in
    its place. ``seen_at`` is when the answer that the member was shown was entered: what
    was entered anew since is not confirmed unseen.

    Raises
    ------
    HelpRefusedError
        If somebody else was named for that, it is said already, or the answer changed.
    """
    with acting(member, position.question, now) as act:
        row = Position.objects.select_related("helper", "member").get(id=position.id)
        entry = recorded_as(row)
        if row.second_id != act.member.id or row.seconded_at is not None:
            raise HelpRefusedError(_("Nobody asks you, or you said so already."))
        if entry is None or row.at != seen_at:
            raise HelpRefusedError(_("The answer was changed since. Look at it again."))
        row.seconded_at = now
        row.save(update_fields=("seconded_at",))
        act.say(
            Words(signed), "position.seconded", entry=entry.index, leaf=print_of(entry)
        )
    return row


def ask_second(act: Act, position: Position, second: Membership) -> None:
    """Ask at once who is said to have heard it too."""
    tell(
        memberships=[second],
        kind="question.second_asked",
        template="deciding/mail/second.txt",
        context={
            "question": act.question,
            "position": position,
            "name": act.member.name,
            "helper": position.helper,
        },
        now=act.now,
        about_id=act.question.id,
        once=f"second {position.id} {act.now.isoformat()}",
    )


def send_receipt(act: Act, position: Position) -> None:
    """Tell the member at once what was entered in their name, and by whom."""
    tell(
        memberships=[act.member],
        kind="question.receipt",
        template="deciding/mail/receipt.txt",
        context={
            "question": act.question,
            "position": position,
            "answer": WORDS[position.value].word,
            "helper": position.helper,
        },
        now=act.now,
        about_id=act.question.id,
        once=f"receipt {position.id} {act.now.isoformat()}",
        always=True,
    )
