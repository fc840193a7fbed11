"""The map of a large hearing: making it, making it again, and the page that shows it.

Run ``python bench/map_page.py [PEOPLE [STATEMENTS [ANSWERS]]]``: so many members, each
with so many answers of a drawn conversation, in a database of their own (SQLite). Then
the map is made as the worker makes it, again after a thousand more answers, and each
page of the map is asked for by one member, through all of Django. Limit: 95 of 100 map
pages within 200 ms.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

# As the worker does, before anything computes.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

import numpy as np
from pages import Page, cost_of, prepare

PEOPLE, STATEMENTS, ANSWERS = 100_000, 1_000, 20
MINDS, ANEW, TIMES = 4, 1_000, 40
LIMIT = 200.0  # milliseconds
PARTS = ("", "?show=all", "?show=group-0", "closer/", "comparison/", "report/")
AT_ONCE = 20_000
CODES = (-1, 0, 1)


def main() -> int:
    given = [int(word) for word in sys.argv[1:]]
    people, statements, answers = (*given, *(PEOPLE, STATEMENTS, ANSWERS)[len(given) :])
    with tempfile.TemporaryDirectory() as data:
        prepare(Path(data))
        began = time.perf_counter()
        hearing = build(people, statements, answers)
        print(f"{people:,} people x {statements:,} statements x {answers} answers each")
        print(f"(written in {time.perf_counter() - began:.0f} s)\n")
        make(hearing)
        missed = show(hearing)
    print(f"\nload {os.getloadavg()[0]:.1f}")
    return missed


def build(people: int, statements: int, answers: int):
    """Return a hearing that so many members answered."""
    from django.db import transaction
    from tests import cast

    from folkmoot.listening.models import Response, Statement
    from folkmoot.listening.operations import open_hearing
    from folkmoot.listening.operations.bulk import insert_rows, stored
    from folkmoot.people.models import Membership, Person
    from folkmoot.web.chance import new_id

    elm = cast.collective("Elm Street")
    ann = cast.member(elm, "Ann")
    hearing = open_hearing(
        collective=elm, question_id=uuid4(), title="The yard", now=cast.NOW
    )
    persons = [Person(name=f"P{n}", created_at=cast.NOW) for n in range(people)]
    Person.objects.bulk_create(persons, batch_size=AT_ONCE)
    members = [
        Membership(
            collective=elm,
            person=person,
            name=person.name,
            standing="member",
            invited_as="member",
            joined_at=cast.NOW,
            invited_by=ann,
        )
        for person in persons
    ]
    Membership.objects.bulk_create(members, batch_size=AT_ONCE)
    said, which = draw(people, statements, answers)
    counts = [np.bincount(which[said == code], minlength=statements) for code in CODES]
    rows = [
        Statement(
            hearing=hearing,
            collective=elm,
            number=n + 1,
            text=f"Short view {n}, of about as many words as people use for one of them",
            created_at=cast.NOW,
            agreed=int(counts[2][n]),
            disagreed=int(counts[0][n]),
            passed=int(counts[1][n]),
        )
        for n in range(statements)
    ]
    Statement.objects.bulk_create(rows)
    names = ("id", "collective", "statement", "member", "answer", "at")
    keep = [stored(Response, name) for name in names]
    here, at = keep[1](elm.id), keep[5](cast.NOW)
    listed = [keep[2](row.id) for row in rows]
    answered = (
        (keep[0](new_id()), here, listed[place], mine, answer, at)
        for member, places, answers in zip(
            members, which.tolist(), said.tolist(), strict=True
        )
        for mine in [keep[3](member.id)]
        for place, answer in zip(places, answers, strict=True)
    )
    with transaction.atomic():  # else the disk is waited for after each of them
        insert_rows(Response, names, answered, lambda _done: None)
    return hearing


def draw(people: int, statements: int, answers: int):
    """Return what people of four minds say, and to which statements."""
    rng = np.random.default_rng(3)
    leanings = rng.normal(size=(MINDS, statements))
    which = np.vstack([_some(rng, statements, answers) for _person in range(people)])
    minds = rng.integers(MINDS, size=people)
    level = leanings[minds[:, None], which] + rng.normal(size=which.shape)
    return np.where(np.abs(level) < 0.3, 0, np.sign(level)).astype(int), which


def _some(rng, statements: int, answers: int):
    return rng.choice(statements, answers, replace=False, shuffle=False)


def make(hearing) -> None:
    """Make the map, and again after some answers, and print how long each took."""
    from datetime import timedelta

    from tests.cast import NOW

    from folkmoot.listening.models import Response
    from folkmoot.listening.operations import make_map, respond

    print("| map | wall s | CPU s | of it, before the longer look |")
    print("|---|---|---|---|")
    for turn, name in enumerate(("first", f"after {ANEW:,} answers")):
        if turn:
            rows = Response.objects.select_related("member", "statement__hearing")
            for row in rows.order_by("id")[:ANEW]:
                answer = 1 if row.answer < 1 else -1
                respond(
                    member=row.member, statement=row.statement, answer=answer, now=NOW
                )
        wall, cpu = time.perf_counter(), time.process_time()
        row = make_map(hearing=hearing, now=NOW + timedelta(minutes=1 + turn))
        print(
            f"| {name} | {time.perf_counter() - wall:.1f} |"
            f" {time.process_time() - cpu:.1f} | {row.took_ms / 1000:.1f} |",
            flush=True,
        )


def show(hearing) -> int:
    """Print what each page costs; return whether the map itself is too slow."""
    from tests.cast import signed_in

    member = hearing.collective.memberships.get(name="P0")
    address = f"/c/{hearing.collective.slug}/hearings/{hearing.id}/map/"
    print("\n| page | queries | wall ms | CPU ms | kB |\n|---|---|---|---|---|")
    worst = 0.0
    for part in PARTS:
        page = Page(part, f"{address}{part}", signed_in(member))
        cost = cost_of(page, TIMES)
        name = f"map/{part}"
        print(
            f"| {name} | {cost.queries} | {cost.wall:.0f} | {cost.cpu:.0f} |"
            f" {cost.kilobytes:.0f} |",
            flush=True,
        )
        if not part:
            worst = cost.cpu if os.getloadavg()[0] > 1 else cost.wall
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
