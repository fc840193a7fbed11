"""Reports home: the listener writes within 48 hours, both sign, then they swap."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.federating.models import Delegate, HomeReport
from folkmoot.federating.operations.delegating import lock_delegate, swap
from folkmoot.federating.queries.councils import sitting_of, unsigned_report
from folkmoot.federating.queries.pairs import pair_of
from folkmoot.people.models import Membership
from folkmoot.people.operations import lock_member, tell
from folkmoot.record.operations import append_entry

Part = Delegate.Part


class ReportError(Exception):
    """Nothing was said since the last report, or it is for the other to do."""


@transaction.atomic
def write_report(
    *, member: Membership, delegate: Delegate, text: str, now: datetime
) -> HomeReport:
    """Write home what was said in the council, or write it anew; locks the delegate.

    The listener writes; where there is none, the messenger, and one name is enough.

    Raises
    ------
    DelegateError
        If it is not the member's to carry, or the time is over.
    ReportError
        If nothing was said since the last report, or the other writes.
    """
    row = lock_delegate(lock_member(member), delegate, now)
    pair = pair_of(row.collective_id, row.council_id, now)
    if row.part != Part.LISTENER and len(pair) > 1:
        raise ReportError(_("The listener writes the report. You sign it afterwards."))
    if not text.strip():
        raise ReportError(_("Please write what was said."))
    sitting = sitting_of(row.collective_id, row.council_id)
    if sitting is None:
        raise ReportError(_("Nothing was said since the last report."))
    report = unsigned_report(row.collective_id, row.council_id) or HomeReport(
        collective=row.collective, council=row.council
    )
    report.writer = row
    report.question = sitting.last.question
    report.about_from, report.due_at = sitting.first.at, sitting.due_at
    report.text, report.created_at = text, now
    report.save()
    _note(report, "home_report.written", row, now)
    if len(pair) == 1:
        _sign(report, row, now)
    return report


@transaction.atomic
def sign_report(
    *, member: Membership, delegate: Delegate, report: HomeReport, now: datetime
) -> HomeReport:
    """Put the second name to a report; then the pair changes places. Locks both.

    Raises
    ------
    DelegateError
        If it is not the member's to carry, or the time is over.
    ReportError
        If it was signed, or the writer would sign alone.
    """
    row = lock_delegate(lock_member(member), delegate, now)
    locked = HomeReport.objects.select_for_update(of=("self",)).get(id=report.id)
    is_ours = (locked.collective_id, locked.council_id) == (
        row.collective_id,
        row.council_id,
    )
    if not is_ours or locked.signed_at is not None:
        raise ReportError(_("This report is signed already."))
    if locked.writer_id == row.id:
        raise ReportError(_("The other of you signs it."))
    _sign(locked, row, now)
    pair = pair_of(row.collective_id, row.council_id, now)
    if len(pair) == len(Part):
        swap(pair, now)
    return locked


def _sign(report: HomeReport, delegate: Delegate, now: datetime) -> None:
    report.signed_by, report.signed_at = delegate, now
    report.save()
    _note(report, "home_report.signed", delegate, now)
    members = report.collective.memberships.filter(ended_at=None)
    tell(
        memberships=members.select_related("collective", "person"),
        kind="federating.report",
        template="federating/mail/report.txt",
        context={"report": report},
        now=now,
        about_id=report.id,
        once=f"report {report.id}",
    )


def _note(report: HomeReport, kind: str, delegate: Delegate, now: datetime) -> None:
    append_entry(
        collective_id=report.collective_id,
        kind=kind,
        details={"council": report.council.name, "text": report.text},
        now=now,
        about_id=report.id,
        member_id=delegate.member_id,
    )
