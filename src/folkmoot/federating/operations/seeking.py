"""Finding a pair for a council: any member asks, people are willing, then a lot."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.federating.models import FederatedQuestion, PairAnswer, PairSearch
from folkmoot.federating.operations.delegating import Sending, draw_pair, term_end
from folkmoot.federating.queries.pairs import (
    PAIR,
    is_linked,
    list_rested,
    may_take_part,
    open_search,
    pair_of,
    people_of,
    stays_long,
)
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import lock_member, tell
from folkmoot.people.queries import pool_of
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import new_seed

FOUND_WITHIN = timedelta(days=7)


class PairSearchError(Exception):
    """There is a pair, one is being looked for, or the lot has been drawn."""


@transaction.atomic
def ask_for_pair(
    *,
    member: Membership,
    home: Collective,
    council: Collective,
    now: datetime,
    question: FederatedQuestion | None = None,
) -> PairSearch:
    """Ask everybody who would speak and listen in a council; locks the collective.

    When all have answered, or after 7 days, a lot is drawn among the willing; with
    none, among all who have not said no.

    Raises
    ------
    PairSearchError
        If there is a pair for longer, or one is looked for; or home sends nobody there.
    NotAMemberError
        If a friend asks.
    """
    person = lock_member(member)
    locked = Collective.objects.select_for_update(no_key=True).get(id=home.id)
    if not may_take_part(person, locked, now) or not is_linked(home.id, council.id):
        raise PairSearchError(_("Only its own people send somebody to this council."))
    stay = stays_long(pair_of(home.id, council.id, now), now)
    if len(stay) >= PAIR or open_search(home.id, council.id) is not None:
        raise PairSearchError(_("There is a pair, or one is being looked for."))
    search = PairSearch.objects.create(
        collective=locked,
        council=council,
        question=question,
        asked_by=person,
        opened_at=now,
        closes_at=now + FOUND_WITHIN,
    )
    append_entry(
        collective_id=home.id,
        kind="messengers.asked_for",
        details={"council": council.name, "closes_at": search.closes_at.isoformat()},
        now=now,
        about_id=council.id,
        member_id=person.id,
    )
    _tell(search, people_of(locked, now), "pair_wanted", now)
    return search


@transaction.atomic
def answer_search(
    *, member: Membership, search: PairSearch, is_willing: bool, now: datetime
) -> PairAnswer:
    """Say "I am willing" or "not now", replacing an earlier answer; locks the search.

    Raises
    ------
    PairSearchError
        If the lot has been drawn, or others are asked.
    NotAMemberError
        If a friend answers.
    """
    person = lock_member(member)
    locked = _lock(search, person, now)
    answer, _made = PairAnswer.objects.update_or_create(
        search=locked,
        member=person,
        defaults={
            "collective_id": locked.collective_id,
            "is_willing": is_willing,
            "at": now,
        },
    )
    # Who is not willing keeps that to themselves: the entry names nobody.
    append_entry(
        collective_id=locked.collective_id,
        kind="messenger.offered" if is_willing else "messenger.declined",
        details={"council": locked.council.name},
        now=now,
        about_id=locked.council_id,
        member_id=person.id if is_willing else None,
    )
    _settle(locked, now)
    return answer


@transaction.atomic
def name_for_pair(
    *, member: Membership, search: PairSearch, fellow: Membership, now: datetime
) -> PairAnswer:
    """Name somebody else for it; they are asked. Locks the search.

    Raises
    ------
    PairSearchError
        If the lot has been drawn, or it is oneself or nobody of these people.
    NotAMemberError
        If a friend does it.
    """
    person = lock_member(member)
    locked = _lock(search, person, now)
    if fellow.id == person.id or not may_take_part(fellow, locked.collective, now):
        raise PairSearchError(_("Please name another member."))
    named, is_new = PairAnswer.objects.get_or_create(
        search=locked,
        member=fellow,
        defaults={
            "collective_id": locked.collective_id,
            "named_by": person,
            "at": now,
        },
    )
    if is_new:
        append_entry(
            collective_id=locked.collective_id,
            kind="messenger.named",
            details={"council": locked.council.name, "named": str(fellow.id)},
            now=now,
            about_id=locked.council_id,
            member_id=person.id,
        )
        _tell(locked, [fellow], "pair_named", now)
    return named


@transaction.atomic
def settle_searches(*, home: Collective, now: datetime) -> int:
    """Draw every lot of a collective whose time has come; return how many."""
    due = PairSearch.objects.select_for_update(of=("self",)).filter(
        collective=home, ended_at=None, closes_at__lte=now
    )
    rows = list(due.select_related("collective", "council").order_by("closes_at"))
    for search in rows:
        _settle(search, now)
    return len(rows)


def draw_pairs_due(now: datetime) -> int:
    """Draw the lots whose time has come, anywhere; return how many. For the worker."""
    due = PairSearch.objects.filter(ended_at=None, closes_at__lte=now)
    rows = Collective.objects.filter(id__in=due.values("collective"))
    return sum(settle_searches(home=row, now=now) for row in rows)


def _lock(search: PairSearch, person: Membership, now: datetime) -> PairSearch:
    rows = PairSearch.objects.select_for_update(of=("self",))
    locked = rows.select_related("collective", "council").get(id=search.id)
    if not may_take_part(person, locked.collective, now):
        raise PairSearchError(_("Only its own people send somebody to this council."))
    _settle(locked, now)
    if locked.ended_at is not None:
        raise PairSearchError(_("The lot has been drawn."))
    return locked


def _settle(search: PairSearch, now: datetime) -> None:
    """Draw when all have answered or the time is over, dated with that instant."""
    if search.ended_at is not None:
        return
    is_over = now >= search.closes_at
    people = people_of(search.collective, now)
    pool = pool_of(
        people,
        list_rested(search.collective, search.council_id, people, now),
        dict(search.answers.values_list("member_id", "is_willing")),
        is_over=is_over,
    )
    if pool is None:
        return
    search.ended_at = search.closes_at if is_over else now
    search.save(update_fields=["ended_at"])
    sending = Sending(search.collective, search.council, term_end(now), search.question)
    pair = draw_pair(sending, pool, new_seed(), now)
    if not pair:
        append_entry(
            collective_id=search.collective_id,
            kind="messengers.left_open",
            details={"council": search.council.name},
            now=now,
            about_id=search.council_id,
        )
    _tell(search, [one.member for one in pair], "pair_drawn", now)


def _tell(
    search: PairSearch, members: list[Membership], template: str, now: datetime
) -> None:
    tell(
        memberships=members,
        kind=f"federating.{template}",
        template=f"federating/mail/{template}.txt",
        context={
            "home": search.collective,
            "council": search.council,
            "closes_at": search.closes_at,
        },
        now=now,
        about_id=search.id,
        once=f"{template} {search.id}",
        drop_at=search.closes_at if template != "pair_drawn" else None,
    )
