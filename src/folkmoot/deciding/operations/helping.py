"""Entering an answer for a member without a device: limited, marked, with a receipt."""

from django.utils.translation import gettext as _

from folkmoot.deciding.models import Position, Seat
from folkmoot.deciding.operations.acting import Act
from folkmoot.deciding.operations.settling import lock_member
from folkmoot.deciding.words.positions import WORDS
from folkmoot.people.models import Membership
from folkmoot.people.operations import tell
from folkmoot.people.queries import get_settings


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
