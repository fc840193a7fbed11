"""Looking, after each booking, whether more is there than is promised and kept."""

from datetime import datetime

from folkmoot.people.models import Membership
from folkmoot.planning.models import FundUnit


def find_left_over(unit: FundUnit, member: Membership, now: datetime) -> None:
    """Open the question of what is left over, where the rules of the unit say so."""
