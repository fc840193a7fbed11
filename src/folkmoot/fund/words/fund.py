"""Words of the fund that pages, forms and programs share."""

from collections.abc import Mapping

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, Lazy] = {
    "held": _("Where something is: a bank, a cash box, a store"),
    "source": _("Where it comes from: contributions, gifts"),
    "use": _("What it is for: repairs, food"),
}
PAYMENT_KINDS: Mapping[str, Lazy] = {
    "thing": _("A thing or a service"),
    "pay": _("Pay for the hours of a role"),
    "expenses": _("What a role cost who holds it"),
}
STATES: Mapping[str, Lazy] = {
    "waiting": _("Waiting for a second name"),
    "made": _("Paid"),
    "withdrawn": _("Taken back before it was paid"),
    "corrected": _("Taken back by its opposite"),
}
FILE_FAULTS: Mapping[str, Lazy] = {
    "too_large": _(
        "This file is larger than 2 megabytes. Please bring a shorter time."
    ),
    "too_many": _("This file has more than 5,000 lines. Please bring a shorter time."),
    "no_table": _("This file is no table. Banks call what we read CSV or CAMT."),
    "no_statement": _("This file is no statement (camt.053) that we can read."),
    "has_doctype": _(
        "This file declares a document type. No bank does; nothing is read."
    ),
    "other_currency": _("This statement is in another currency than the account."),
    "empty": _("There is nothing in this file that a bank has booked."),
}
ROW_FAULTS: Mapping[str, Lazy] = {
    "day": _("no day could be read"),
    "amount": _("no amount could be read"),
}
DAY_ORDERS: Mapping[str, Lazy] = {
    "dmy": _("day, month, year"),
    "mdy": _("month, day, year"),
    "ymd": _("year, month, day"),
}
