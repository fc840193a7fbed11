"""The fair-share draft: computed once, then written into the question's draft."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import (
    DraftText,
    IncompleteDraftError,
    NotDrafterError,
    NotYoursError,
    QuestionMovedOnError,
    write_draft,
)
from folkmoot.doing.days import today_in
from folkmoot.doing.operations import DoingError, Task
from folkmoot.engines.sharing import SharesDraft, equal_shares
from folkmoot.federating.operations import (
    DraftRefusedError,
    VersionText,
    write_version,
)
from folkmoot.fund.models import FairShares, Surplus, SurplusIdea, SurplusSplit
from folkmoot.fund.operations.locking import erasable_by, signed_by
from folkmoot.fund.operations.surplus.errors import (
    NotOfSurplusError,
    SurplusClosedError,
    SurplusIncompleteError,
)
from folkmoot.fund.operations.surplus.ideas import lock_marking
from folkmoot.fund.queries.surplus.questions import asked_of, may_draw
from folkmoot.fund.words.money import plain_amount
from folkmoot.fund.words.surplus import write_draft_text
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import new_seed

# Where much is at stake we look back soon; who keeps it looks again after a year.
FIRST_LOOK = timedelta(days=60)
REFUSALS = (
    DraftRefusedError,
    IncompleteDraftError,
    NotDrafterError,
    NotYoursError,
    QuestionMovedOnError,
    DoingError,
)


@transaction.atomic
def draw_shares(*, member: Membership, surplus: Surplus, now: datetime) -> FairShares:
    """Compute the fair shares from everybody's marks; locks the surplus.

    Raises
    ------
    SurplusClosedError
        If it was done before, or marks are still taken.
    """
    held, person = lock_marking(surplus, member)
    if not may_draw(held, asked_of(held), now):
        raise SurplusClosedError(
            _("Marks are still taken. The shares are computed when that is over.")
        )
    seed = new_seed()
    costs = {str(one.id): one.cost for one in held.ideas.filter(dropped_at=None)}
    shares = equal_shares(costs, _marks_of(held, costs), held.amount, seed=seed)
    row = FairShares.objects.create(
        collective=held.collective,
        surplus=held,
        seed=seed,
        people=shares.people,
        rest=shares.rest,
        member=person,
        created_at=now,
        **_told(shares),
    )
    append_entry(
        collective_id=held.collective_id,
        kind="surplus.shared",
        details={
            "seed": seed,
            "people": shares.people,
            "rounds": row.rounds,
            "left_out": row.left_out,
            "rest": plain_amount(shares.rest, held.digits),
            **signed_by(person, held.collective),
        },
        now=now,
        about_id=held.question_id,
        member_id=erasable_by(person, held.collective),
    )
    return row


def _marks_of(surplus: Surplus, costs: Mapping[str, int]) -> dict[str, list[str]]:
    """Return the marks of each person; who is in several groups marked once."""
    rows = surplus.markings.select_related("member").order_by("at", "id")
    latest = {row.member.person_id: row for row in rows if row.member.takes_positions}
    return {
        str(row.member_id): [idea for idea in row.ideas if idea in costs]
        for row in latest.values()
    }


def _told(shares: SharesDraft) -> dict[str, Any]:
    """Return the working as it is kept: fractions as text, people as numbers."""
    rounds: list[dict[str, Any]] = [
        {
            "idea": one.idea,
            "cost": one.cost,
            "people": len(one.pays),
            "each": _text(one.each),
            "full": sum(paid == one.each for paid in one.pays.values()),
        }
        for one in shares.rounds
    ]
    rounds += [
        {"idea": one.idea, "cost": one.cost, "marks": one.marks}
        for one in shares.completions
    ]
    left_out = [
        {
            "idea": one.idea,
            "cost": one.cost,
            "marks": one.marks,
            "because": one.because.value,
            "had": _text(one.shares_had),
        }
        for one in shares.left_out
    ]
    paid: dict[str, dict[str, str]] = {}
    for one in shares.rounds:
        for person, sum_ in one.pays.items():
            paid.setdefault(person, {})[one.idea] = _text(sum_)
    return {"rounds": rounds, "left_out": left_out, "paid": paid}


def _text(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


@transaction.atomic
def write_shares_into_draft(
    *,
    member: Membership,
    surplus: Surplus,
    amounts: Mapping[UUID, int],
    now: datetime,
) -> SurplusSplit:
    """Write the next version of the question's draft with these amounts.

    What drafters change of the computed shares is their own; ideas at 0 are left out.
    Locks the surplus, then the question.

    Raises
    ------
    SurplusClosedError
        If the shares are not computed yet, or it is decided.
    SurplusIncompleteError
        If the amounts are above what is left over, or name no idea of it.
    NotOfSurplusError
        If the draft is for others to write, or cannot be written now.
    """
    rows = Surplus.objects.select_for_update(of=("self",)).select_related("collective")
    held = rows.get(id=surplus.id)
    shares = FairShares.objects.filter(surplus=held).first()
    if not held.is_open or shares is None:
        raise SurplusClosedError(_("First the fair shares are computed."))
    chosen = {key: amount for key, amount in amounts.items() if amount}
    ideas = {one.id: one for one in held.ideas.filter(dropped_at=None)}
    if not chosen or min(chosen.values()) < 0 or set(chosen) - set(ideas):
        raise SurplusIncompleteError(_("Please give an amount to one idea or more."))
    if sum(chosen.values()) > held.amount:
        raise SurplusIncompleteError(_("Together this is more than is left over."))
    parts = [(idea, chosen[idea.id]) for idea in ideas.values() if idea.id in chosen]
    version = _write(member, held, shares, parts, now)
    split = SurplusSplit.objects.create(
        collective=held.collective,
        surplus=held,
        version=version,
        parts={str(idea.id): amount for idea, amount in parts},
        member=member,
        created_at=now,
    )
    append_entry(
        collective_id=held.collective_id,
        kind="surplus.put_in_draft",
        details={
            "version": version,
            "parts": {
                idea.title: plain_amount(amount, held.digits) for idea, amount in parts
            },
            **signed_by(member, held.collective),
        },
        now=now,
        about_id=held.question_id,
        member_id=erasable_by(member, held.collective),
    )
    return split


def _write(
    member: Membership,
    surplus: Surplus,
    shares: FairShares,
    parts: list[tuple[SurplusIdea, int]],
    now: datetime,
) -> int:
    """Write the version as its drafters do, and return its number."""
    asked = asked_of(surplus, member)
    today = today_in(surplus.collective, now)
    look_back, text = today + FIRST_LOOK, write_draft_text(surplus, shares, parts)
    changed = _("The amounts follow the fair shares.")
    try:
        if isinstance(asked.question, Question):
            draft = DraftText(
                text=text,
                look_back_date=look_back,
                tasks=_tasks(parts, look_back),
                what_changed=changed,
            )
            proposal = write_draft(
                member=member, question=asked.question, draft=draft, now=now
            )
            return proposal.version
        version = VersionText(
            text=text,
            look_back_date=look_back,
            what_changed=changed,
            tasks=[(idea.title, look_back) for idea, _amount in parts],
        )
        return write_version(
            member=member, question=asked.question, version=version, now=now
        ).number
    except REFUSALS as error:
        raise NotOfSurplusError(str(error)) from error


def _tasks(parts: list[tuple[SurplusIdea, int]], until: date) -> list[Task]:
    """Return a task for each idea; a carrier who left is asked for anew."""
    return [
        Task(
            idea.title,
            until,
            idea.carrier_id if idea.carrier and idea.carrier.is_open else None,
        )
        for idea, _amount in parts
    ]
