"""What was done in the period of a plan that ended last."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.home.queries.waiting.item import Item, Reader
from folkmoot.planning.queries.plans.reminding import list_due_reports
from folkmoot.planning.words.periods import say_period


def list_items(reader: Reader) -> Iterator[Item]:
    """Yield each way the person works in of which nobody wrote what was done."""
    for due in list_due_reports(reader.ids, reader.now):
        planning = due.following.planning
        collective = reader.members[planning.collective_id].collective
        period = say_period(planning.length, due.period)
        at = (collective.slug, planning.id, due.period, due.way_id)
        yield Item(
            act=_("What was done?"),
            about=f"{due.way}, {period}",
            href=reverse("planning:report", args=at),
            minutes=2,
            until=None,
            collective=collective,
        )
