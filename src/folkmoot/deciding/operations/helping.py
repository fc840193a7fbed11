"""Entering for a member without a device what they say: limited, marked, with a receipt.

It counts as recorded by one until a second member, who heard it too, says so.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Position, Question, Seat
from folkmoot.deciding.operations.acting import Act, acting
from folkmoot.deciding.operations.settling import lock_member
from folkmoot.deciding.queries.recorders import (
    Recorded,
    answer_of,
    count_entered,
    print_of,
    recorded_as,
)
from folkmoot.people.models import Membership
from folkmoot.people.operations import tell
from folkmoot.people.queries import get_settings
from folkmoot.record.operations import Signed, Value, Words


class HelpRefusedError(Exception):
    """A helper may not enter this."""


def require_helper(act: Act, helper: Membership, seat: Seat | None = None) -> None:
    """Refuse what a helper may not enter; locks the helper's membership.

    An answer to a draft takes a ``seat``; what is said in a hearing takes none.

    Raises
    ------
    HelpRefusedError
        If it is for oneself, the helper has entered enough in this question, or the
        member answered alone.
    """
    held = lock_member(helper)
    if held.collective_id != act.question.collective_id or held.id == act.member.id:
        raise HelpRefusedError(_("Your own answer is on the page of the question."))
    most = int(get_settings(act.question.collective)["helper_entries"])
    if count_entered(act.question, held, but=seat) >= most:
        raise HelpRefusedError(
            _("One person enters up to %(most)s answers. Please ask somebody else.")
            % {"most": most}
        )
    if seat and Position.objects.filter(seat=seat, helper=None).exists():
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
    question: Question,
    entered: Recorded,
    now: datetime,
    seen_at: datetime | None,
    signed: Signed | None = None,
) -> Recorded:
    """Say that one heard what was entered for somebody; locks the question.

    It is signed by what ``signed`` holds of the member's device, or by the server in
    its place. ``seen_at`` is when it was entered, as the member was shown: what was
    entered anew since is not confirmed unseen.

    Raises
    ------
    HelpRefusedError
        If somebody else was named for that, it is said already, or the answer changed.
    """
    with acting(member, question, now) as act:
        row = (
            type(entered).objects.select_related("helper", "member").get(id=entered.id)
        )
        entry = recorded_as(row)
        if row.second_id != act.member.id or row.seconded_at is not None:
            raise HelpRefusedError(_("Nobody asks you, or you said so already."))
        if entry is None or row.at != seen_at:
            raise HelpRefusedError(_("The answer was changed since. Look at it again."))
        row.seconded_at = now
        row.save(update_fields=("seconded_at",))
        heard: dict[str, Value] = {"entry": entry.index, "leaf": print_of(entry)}
        if isinstance(row, Position):
            act.say(Words(signed), "position.seconded", **heard)
        else:
            act.say(Words(signed), "contribution.seconded", **heard)
    return row


def tell_recorded(act: Act, entered: Recorded) -> None:
    """Tell the member what was entered in their name, and ask who heard it too."""
    _send_receipt(act, entered)
    if entered.second is not None:
        _ask_second(act, entered, entered.second)


def _ask_second(act: Act, entered: Recorded, second: Membership) -> None:
    """Ask at once who is said to have heard it too."""
    tell(
        memberships=[second],
        kind="question.second_asked",
        template="deciding/mail/second.txt",
        context={
            "question": act.question,
            "entered": entered,
            "name": act.member.name,
            "helper": entered.helper,
        },
        now=act.now,
        about_id=act.question.id,
        once=f"second {entered.id} {act.now.isoformat()}",
    )


def _send_receipt(act: Act, entered: Recorded) -> None:
    """Tell the member at once what was entered in their name, and by whom."""
    tell(
        memberships=[act.member],
        kind="question.receipt",
        template="deciding/mail/receipt.txt",
        context={
            "question": act.question,
            "entered": entered,
            "answer": answer_of(entered),
            "helper": entered.helper,
        },
        now=act.now,
        about_id=act.question.id,
        once=f"receipt {entered.id} {act.now.isoformat()}",
        always=True,
    )
