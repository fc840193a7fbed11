"""Making the map of a hearing: outside of any lock, written in one short transaction."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from time import perf_counter
from uuid import UUID

from django.db import DatabaseError, transaction

from folkmoot.listening.models import Hearing, OpinionMap, Statement
from folkmoot.listening.queries.undrawn import FEWEST_PEOPLE, FEWEST_STATEMENTS
from folkmoot.listening.queries.votes import get_votes
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.web.chance import rng_of

PAUSE = timedelta(seconds=20)  # between two maps of a hearing
PART = 20  # making maps takes at most a twentieth of the time
MILLISECOND = timedelta(milliseconds=1)
GROWN = 1.1  # times the answers of the last longer look, before the next one
log = logging.getLogger(__name__)


def make_due_maps(
    hearings: list[UUID], now: datetime, go_on: Callable[[], bool] = lambda: True
) -> int:
    """Take hearings off a list and make their maps where they changed, for the worker.

    ``hearings`` comes from `queries.undrawn`; whoever calls again with the rest of it
    comes to every hearing in turn. One that fails holds up none of the others.
    """
    made = 0
    while hearings and go_on():
        hearing = Hearing.objects.get(id=hearings.pop())
        try:
            made += make_map_if_due(hearing=hearing, now=now)
        except (DatabaseError, ArithmeticError, ValueError):
            log.exception("map not made: hearing %s", hearing.id)
    return made


def make_map_if_due(*, hearing: Hearing, now: datetime) -> bool:
    """Make a map unless the last one still holds or is very young."""
    last = hearing.maps.order_by("-made_at").first()
    if last and not (hearing.closes_at and last.made_at < hearing.closes_at <= now):
        pause = max(PAUSE, PART * last.took_ms * MILLISECOND)
        if last.made_at <= now < last.made_at + pause:
            return False
        if last.counted_sha256 == _count(hearing):
            return False
    return make_map(hearing=hearing, now=now) is not None


def make_map(*, hearing: Hearing, now: datetime) -> OpinionMap | None:
    """Make the map of ``hearing`` as it is now; None where too few have answered.

    The answers are read and the map is computed before anything is locked. Of each day
    the last map stays, and the one made after the hearing ended goes to the record.
    """
    # With all of SciPy: a process that makes no map does without.
    from folkmoot.listening.computing import compute
    from folkmoot.listening.looking import look_closer

    began = perf_counter()
    counted = _count(hearing)
    votes = get_votes(hearing)
    live = int((~votes.moderated).sum())
    if votes.n_people < FEWEST_PEOPLE or live < FEWEST_STATEMENTS:
        return None
    made, rows, groups = compute(hearing, votes)
    made.made_at, made.counted_sha256 = now, counted
    made.is_last = hearing.is_over(now)
    made.took_ms = int((perf_counter() - began) * 1000)
    made.closer = _looked_before(made)
    if not made.closer:
        rng = rng_of(made.seed + 1)  # what it draws does not depend on the groups
        found = look_closer(rows, groups, votes.statement_numbers, rng)
        made.closer = found.as_json()
    return _keep(made=made, now=now)


def _looked_before(made: OpinionMap) -> dict[str, object]:
    """Return the last longer look, while it still holds."""
    last = made.hearing.maps.order_by("-made_at").first()
    if made.is_last or not last or not last.closer:
        return {}
    looked_at, now = last.closer["answers"], made.answers
    is_near = looked_at <= now * GROWN and now <= looked_at * GROWN
    return dict(last.closer) if is_near else {}


@transaction.atomic
def _keep(*, made: OpinionMap, now: datetime) -> OpinionMap | None:
    """Write a map, unless a newer one was written meanwhile. Locks the hearing."""
    hearing = Hearing.objects.select_for_update().get(id=made.hearing_id)
    last = hearing.maps.order_by("-made_at").first()
    if last and last.made_at >= now:
        return None
    if last and last.made_at.date() == now.date():
        last.delete()
    made.save(force_insert=True)
    if made.is_last:
        append_entry(
            collective_id=hearing.collective_id,
            kind="map.made",
            details={
                "hearing": str(hearing.id),
                "people": made.people,
                "input_sha256": made.input_sha256,
                "seed": made.seed,
            },
            now=now,
            about_id=hearing.about_id,
        )
    return made


def _count(hearing: Hearing) -> str:
    """Return a hash of everything that a new answer, a fold or a leaving changes."""
    rows = Statement.objects.filter(hearing=hearing).order_by("number")
    counted = rows.values_list("number", "agreed", "disagreed", "passed", "folded_at")
    gone = Membership.objects.filter(
        collective_id=hearing.collective_id, ended_at__isnull=False
    ).count()
    return sha256(repr((list(counted), gone)).encode()).hexdigest()
