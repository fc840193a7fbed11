"""Roles for a limited time: by agreement or by lot; powers end with the term."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.people.models import Collective, Learner, Membership, Term
from folkmoot.people.operations.joining import lock_member
from folkmoot.people.presets import LONGEST_TERM_DAYS
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import draw


class TermLengthError(Exception):
    """A term must end after it starts, within a year."""


@transaction.atomic
def appoint(
    *,
    member: Membership,
    role: str,
    ends_at: datetime,
    now: datetime,
    about_id: UUID | None = None,
    question_id: UUID | None = None,
) -> Term:
    """Give ``member`` a role from now until ``ends_at``; locks the membership.

    ``about_id`` is the one question the role is for; ``question_id`` the one that
    decided it. Raises `TermLengthError` and `NotAMemberError`.
    """
    _check_length(now, ends_at)
    member = lock_member(member)
    term = _write([member], role, ends_at, now, about_id)[0]
    if question_id is not None:
        term.given_by_id = question_id
        term.save(update_fields=["given_by_id"])
    append_entry(
        collective_id=member.collective_id,
        kind="role.given",
        details={
            "name": member.name,
            "role": str(role),
            "ends_at": ends_at.isoformat(),
            "decided_by": str(question_id or ""),
        },
        now=now,
        about_id=about_id,
        member_id=member.id,
    )
    return term


@transaction.atomic
def draw_by_lot(
    *,
    collective: Collective,
    role: str,
    candidates: Iterable[Membership],
    seed: str,
    ends_at: datetime,
    now: datetime,
    size: int = 1,
    about_id: UUID | None = None,
) -> list[Term]:
    """Give a role to ``size`` of ``candidates`` by lot; locks their memberships.

    Anyone can draw again: `web.chance.draw` on the recorded seed and the recorded ids,
    which stand in order. Who left meanwhile is not in the lot. With nobody to draw
    from nothing is written. Raises `TermLengthError`.
    """
    _check_length(now, ends_at)
    ids = [candidate.id for candidate in candidates]
    rows = collective.memberships.select_for_update().filter(
        id__in=ids, ended_at=None, standing=Membership.Standing.MEMBER
    )
    willing = sorted(rows, key=lambda row: str(row.id))
    if not willing:
        return []
    drawn = draw(seed, willing, size)
    terms = _write(drawn, role, ends_at, now, about_id, seed)
    append_entry(
        collective_id=collective.id,
        kind="role.drawn",
        details={
            "role": str(role),
            "seed": seed,
            "candidates": [str(row.id) for row in willing],
            "drawn": [str(row.id) for row in drawn],
            "ends_at": ends_at.isoformat(),
        },
        now=now,
        about_id=about_id,
    )
    return terms


def end_terms_about(about_id: UUID, at: datetime) -> None:
    """End the roles of one question with it; the caller's entry says that it ended."""
    Term.objects.filter(about_id=about_id, ends_at__gt=at).update(ends_at=at)


@transaction.atomic
def lay_down(*, term: Term, now: datetime) -> Term:
    """End a term early by its holder's own word; locks the term."""
    term = Term.objects.select_for_update().select_related("member").get(id=term.id)
    if term.ends_at <= now:
        return term
    term.ends_at = now
    term.save(update_fields=["ends_at"])
    append_entry(
        collective_id=term.collective_id,
        kind="role.laid_down",
        details={"name": term.member.name, "role": term.role},
        now=now,
        about_id=term.about_id,
        member_id=term.member_id,
    )
    return term


def _check_length(now: datetime, ends_at: datetime) -> None:
    if not now < ends_at <= now + timedelta(days=LONGEST_TERM_DAYS):
        raise TermLengthError(_("A role ends within one year."))


def _write(
    members: list[Membership],
    role: str,
    ends_at: datetime,
    now: datetime,
    about_id: UUID | None,
    seed: str = "",
) -> list[Term]:
    rows = [
        Term(
            collective_id=member.collective_id,
            member=member,
            role=role,
            about_id=about_id,
            seed=seed,
            starts_at=now,
            ends_at=ends_at,
        )
        for member in members
    ]
    # Who holds it has learned it.
    learned = Learner.objects.filter(member__in=members, role=role, ended_at=None)
    learned.update(ended_at=now)
    return Term.objects.bulk_create(rows)
