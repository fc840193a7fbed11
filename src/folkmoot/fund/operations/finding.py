"""Looking, after each booking, whether more is there than is promised and kept."""

from datetime import datetime

from django.utils.translation import gettext as _

from folkmoot.fund.models import FundUnit, Surplus
from folkmoot.fund.operations.surplus.noting import SurplusText, write_surplus
from folkmoot.fund.queries.standing import standing_of
from folkmoot.people.models import Membership


def find_left_over(unit: FundUnit, member: Membership, now: datetime) -> Surplus | None:
    """Open the question of what is left over, where the rules of a locked unit say so.

    ``member`` is whose booking showed it.
    """
    if unit.ask_from is None:
        return None
    if Surplus.objects.filter(unit=unit, settled_at=None, ended_at=None).exists():
        return None
    left = standing_of(unit).left_over
    if left < max(unit.ask_from, 1):
        return None
    text = SurplusText(_("what the fund holds beyond its reserve"), left, unit=unit)
    return write_surplus(member, unit.collective, text, now, unit=unit, is_found=True)
