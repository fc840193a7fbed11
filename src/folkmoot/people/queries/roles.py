"""Reading roles: who holds which until when, who may take one, who is looked for."""

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Protocol
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise

from folkmoot.people.models import Collective, Filling, Learner, Membership, Term
from folkmoot.people.models.roles import Search, SearchAnswer
from folkmoot.people.presets import TERM_DAYS
from folkmoot.people.queries.collectives import get_settings, list_members
from folkmoot.people.words import POWERS, ROLES, TASKS

FREE_BEFORE_END = timedelta(days=14)  # so that the next holder learns beside the last
HOLDERS = {Term.Role.SERVER: 2, Term.Role.ROTA: 2}
LAST_HOLDERS = 3


def is_free(collective: Collective, role: str, now: datetime) -> bool:
    """Whether somebody can be looked for: too few hold ``role`` beyond two weeks."""
    if collective.fillings.filter(role=role, ended_at=None).exists():
        return False
    later = now + FREE_BEFORE_END
    held = collective.terms.filter(role=role, about_id=None, ends_at__gt=later)
    return held.values("member").distinct().count() < HOLDERS.get(Term.Role(role), 1)


def term_days(collective: Collective, role: str) -> int:
    """Return how many days ``role`` lasts here."""
    days = {**TERM_DAYS, **get_settings(collective)["term_days"]}
    return int(days[role])


@dataclass(frozen=True)
class ShownSearch:
    """Until when somebody is looked for, who is willing, who was named, one's answer."""

    closes_at: datetime
    willing: Sequence[str]
    named: Sequence[str]
    own_answer: bool | None


@dataclass(frozen=True)
class ShownRole:
    """One role on its page: who holds it, who held it, who is looked for."""

    role: str
    word: Promise
    task: Promise
    powers: Sequence[Promise]
    days: int
    terms: Sequence[Term]
    earlier: Sequence[Term]
    search: ShownSearch | None
    may_ask: bool
    learners: Sequence[Learner]
    may_learn: bool


def list_shown_roles(member: Membership, now: datetime) -> list[ShownRole]:
    """Return every role as ``member`` sees it; a fixed number of queries."""
    collective = member.collective
    rows = collective.terms.filter(about_id=None, starts_at__lte=now)
    terms = list(rows.select_related("member").order_by("-starts_at", "-id"))
    fillings = {
        filling.role: filling
        for filling in collective.fillings.filter(ended_at=None).prefetch_related(
            "answers__member"
        )
    }
    learning = collective.learners.filter(ended_at=None, member__ended_at=None)
    learners = list(learning.select_related("member").order_by("began_at", "id"))
    return [
        _show(
            member,
            role,
            [term for term in terms if term.role == role],
            fillings.get(role),
            [one for one in learners if one.role == role],
            now,
        )
        for role in Term.Role.values
    ]


def _show(
    member: Membership,
    role: str,
    terms: Sequence[Term],
    filling: Filling | None,
    learners: Sequence[Learner],
    now: datetime,
) -> ShownRole:
    running = [term for term in terms if term.ends_at > now]
    long = {t.member_id for t in running if t.ends_at > now + FREE_BEFORE_END}
    is_short = len(long) < HOLDERS.get(Term.Role(role), 1)
    return ShownRole(
        role=role,
        word=ROLES[role],
        task=TASKS[role],
        powers=POWERS.get(role, ()),
        days=term_days(member.collective, role),
        terms=running,
        earlier=[term for term in terms if term.ends_at <= now][:LAST_HOLDERS],
        search=show_search(filling, filling.answers.all(), {member.id})
        if filling
        else None,
        may_ask=member.takes_positions and filling is None and is_short,
        learners=learners,
        may_learn=_may_learn(member, running, learners),
    )


def _may_learn(
    member: Membership, running: Sequence[Term], learners: Sequence[Learner]
) -> bool:
    """Whether somebody else holds the role, and the member neither holds nor learns it.

    At home nobody learns beside another: everybody sees how everything is done.
    """
    has_it = {term.member_id for term in running}
    has_it |= {learner.member_id for learner in learners}
    is_home = member.collective.preset == Collective.Preset.HOME
    is_away = member.id not in has_it
    return member.takes_positions and bool(running) and is_away and not is_home


def may_learn(member: Membership, role: str, now: datetime) -> bool:
    """Whether ``member`` may learn ``role`` beside who holds it."""
    shown = list_shown_roles(member, now)
    return any(one.role == role and one.may_learn for one in shown)


def asked_first(member_ids: Collection[UUID], now: datetime) -> QuerySet[Learner]:
    """Return what these learn and could take on: its term ends, nobody was asked yet."""
    same = {"collective": OuterRef("collective"), "role": OuterRef("role")}
    later = now + FREE_BEFORE_END
    longer = Term.objects.filter(**same, about_id=None, ends_at__gt=later)
    sought = Filling.objects.filter(**same, ended_at=None)
    rows = Learner.objects.filter(member__in=member_ids, ended_at=None)
    rows = rows.filter(~Exists(longer), ~Exists(sought))
    return rows.order_by("began_at", "id")


def show_search(
    search: Search, answers: Iterable[SearchAnswer], own_ids: Container[UUID]
) -> ShownSearch:
    """Return a search with its ``answers``, as the member with ``own_ids`` sees it."""
    present = [row for row in answers if row.member.takes_positions]
    own = (row.is_willing for row in answers if row.member_id in own_ids)
    return ShownSearch(
        closes_at=search.closes_at,
        willing=sorted(row.member.name for row in present if row.is_willing),
        named=sorted(row.member.name for row in present if row.is_willing is None),
        own_answer=next(own, None),
    )


def list_roles(
    collective: Collective, now: datetime, about_id: UUID | None = None
) -> QuerySet[Term]:
    """Return the terms that run at ``now``, soonest to end first.

    Without ``about_id`` these are the roles of the whole collective.
    """
    rows = collective.terms.filter(
        starts_at__lte=now, ends_at__gt=now, about_id=about_id
    )
    return rows.select_related("member").order_by("ends_at", "id")


def holds_role(
    member: Membership, role: str, now: datetime, about_id: UUID | None = None
) -> bool:
    """Whether ``member`` has the powers of ``role`` at ``now``."""
    if not member.takes_positions:
        return False
    running = list_roles(member.collective, now, about_id)
    return running.filter(member=member, role=role).exists()


def list_rested(collective: Collective, role: str, now: datetime) -> list[Membership]:
    """Return members who may take ``role``, by name: not after terms in a row, unrested.

    How many terms, and how long the rest is in parts of one, the collective has set.
    """
    rows = collective.terms.filter(role=role, about_id=None).order_by("-starts_at")
    held: dict[UUID, list[Term]] = {}
    for term in rows:
        held.setdefault(term.member_id, []).append(term)
    rest = rest_after(collective, timedelta(days=term_days(collective, role)))
    most = int(get_settings(collective)["terms_in_a_row"])
    return [
        member
        for member in list_members(collective)
        if not has_to_rest(held.get(member.id, []), most, rest, now)
    ]


def rest_after(collective: Collective, term: timedelta) -> timedelta:
    """Return how long somebody rests after terms of the length ``term`` in a row."""
    return term * int(get_settings(collective)["rest_percent"]) / 100


class Held(Protocol):
    """A time for which somebody held something."""

    @property
    def starts_at(self) -> datetime:
        """From when."""

    @property
    def ends_at(self) -> datetime:
        """Until when."""


def has_to_rest(
    terms: Sequence[Held], most: int, rest: timedelta, now: datetime
) -> bool:
    """Say whether the holder of ``terms``, latest first, rests at ``now``.

    ``most`` terms are in a row where no break between them was as long as a rest.
    """
    last = terms[:most]
    if len(last) < most or now >= last[0].ends_at + rest:
        return False
    return all(
        later.starts_at < earlier.ends_at + rest for later, earlier in pairwise(last)
    )
