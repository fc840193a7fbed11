"""What a federation costs in the database: opening, adding up, counting afresh.

Run ``python bench/federation_database.py [--versions] [PEOPLE...]``. PostgreSQL in a temporary folder,
collectives of 25, councils of 10, and for each size: one question opened in all
collectives, its draft sent to all, then answers through the operation as fast as one
process gives them while the worker's job adds them up each second, a full recount that
must find nothing to mend, a case for which people of all collectives are drawn by lot,
and the question's page. With ``--versions`` a tenth of the collectives back another
wording, so that two versions stand side by side and everybody says something to both.
Ends with 1 when a limit is missed.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from itertools import batched
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tools")]

SIZES = (3_000, 30_000, 300_000)
ANSWERS = 1_000
# Seconds for all collectives, for one count of what changed, for counting afresh.
LIMITS = {"open s": 60.0, "tick s": 2.0, "recount s": 20.0, "page ms": 200.0}
HEADS = (
    *("people", "leaves", "rows", "open s", "check s", "answers/s", "cpu ms"),
    *("tick s", "recount s", "case s", "page ms", "MB"),
)
VERSIONS = "--versions"


class WrongError(Exception):
    """The numbers do not add up."""


def expect(found: object, wanted: object) -> None:
    """Stop where a number is not what it must be."""
    if found != wanted:
        message = f"{found!r}; expected {wanted!r}"
        raise WrongError(message)


def measure(people: int, *, has_versions: bool) -> bool:
    """Print one line and say whether it holds; on a database of its own."""
    import django

    django.setup()
    from folkmoot.cli.server.database import migrate

    migrate()
    told = Whole(people, has_versions=has_versions).tell()
    print("".join(f"{told[head]:>11,.4g}" for head in HEADS), flush=True)
    missed = [head for head, limit in LIMITS.items() if told[head] > limit]
    for head in missed:
        print(f"{head} is {told[head]:.1f}; the limit is {LIMITS[head]:g}")
    return not missed


class Whole:
    """A federation with one question in it."""

    def __init__(self, people: int, *, has_versions: bool = False) -> None:
        import numpy as np

        from folkmoot.cli.files.simulate.crowd import make_crowd
        from folkmoot.cli.files.simulate.shape import make_shape
        from folkmoot.cli.server.simulate.asking import Asking, count_rows
        from folkmoot.cli.server.simulate.building import plant

        rng = np.random.default_rng(1)
        shape = make_shape(people, 25, 10)
        self.people, self.planted = people, plant(shape, "ordinary", 3)
        crowd = make_crowd(shape, None, 0.4, ("stops", 0.0), rng)
        before = count_rows()
        self.told: dict[str, float] = {"people": people}
        with self.timed("open s"):
            self.asking = Asking(self.planted, crowd, "ordinary", rng)
        self.told["rows"] = count_rows() - before
        self.numbers = (1, 2) if has_versions else (None,)
        self.told["leaves"] = len(self.planted.leaves)

    @contextmanager
    def timed(self, head: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.told[head] = time.perf_counter() - began

    def tell(self) -> dict[str, float]:
        """Go all the way; return the numbers."""
        self.check()
        self.answer()
        self.recount()
        self.case()
        self.told["page ms"] = self.page()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.told["MB"] = peak / 1024
        return self.told

    def check(self) -> None:
        """Let a third be heard with nothing to add, and send a draft to all."""
        self.asking.deliver()
        self.say_nothing(self.asking.now)
        self.asking.wait()
        if len(self.numbers) > 1:
            self.back_another()
        with self.timed("check s"):
            self.asking.draft()
        expect(self.asking.question.stage, "checking")
        expect(max(self.asking.question.variants, 1), len(self.numbers))

    def back_another(self) -> None:
        """Let a tenth of the collectives back another wording."""
        from folkmoot.federating.models import AmendmentLeaf
        from folkmoot.federating.operations import AmendmentText, propose_amendment
        from folkmoot.people.models import Membership

        now, leaves = self.asking.now, self.planted.leaves
        members = Membership.objects.select_related("collective", "person")
        row = propose_amendment(
            member=members.get(id=self.planted.members[0][0]),
            question=self.asking.question,
            amendment=AmendmentText("later", "We do it together, a year later."),
            now=now,
        )
        row.leaves.all().delete()
        AmendmentLeaf.objects.bulk_create(
            AmendmentLeaf(amendment=row, collective=leaf, backed_at=now)
            for leaf in leaves[: max(2, len(leaves) // 10 + 1)]
        )

    def say_nothing(self, now: datetime) -> None:
        from folkmoot.listening.models import Contribution, Hearing

        of = dict(Hearing.objects.values_list("collective_id", "id"))
        rows = (
            Contribution(
                hearing_id=of[leaf.id],
                collective=leaf,
                member_id=member,
                kind=Contribution.Kind.NOTHING,
                number=number,
                created_at=now,
            )
            for leaf, members in zip(
                self.planted.leaves, self.planted.members, strict=True
            )
            for number, member in enumerate(members[::3], 1)
        )
        for part in batched(rows, 10_000, strict=False):
            Contribution.objects.bulk_create(part)

    def chosen(self) -> list[UUID]:
        """Return who answers: members by chance."""
        ids = [one for leaf in self.planted.members for one in leaf]
        return random.Random(1).sample(ids, min(ANSWERS, len(ids)))  # noqa: S311 -- varied, not secret

    def answer(self) -> None:
        """Answer as fast as one process can, adding up each second."""
        from folkmoot.deciding.models import Position, Question
        from folkmoot.deciding.operations import take_position
        from folkmoot.federating.models import Node
        from folkmoot.federating.operations import count_due
        from folkmoot.people.models import Membership

        question, now = self.asking.question, self.asking.now + timedelta(hours=1)
        led = Question.objects.filter(led_by_id=question.id)
        questions = {row.collective_id: row for row in led.select_related("collective")}
        members = Membership.objects.select_related("collective")
        chosen = list(members.filter(id__in=self.chosen()))
        ticks, began, used = [0.0], time.perf_counter(), time.process_time()
        last, counted = began, 0.0
        for member in chosen:
            for number in self.numbers:
                take_position(
                    member=member,
                    question=questions[member.collective_id],
                    value=Position.Value.CONSENT,
                    now=now,
                    version=number,
                )
            if time.perf_counter() - last > 1:
                last, spent = time.perf_counter(), time.process_time()
                count_due(now)
                counted += time.process_time() - spent
                ticks.append(time.perf_counter() - last)
        self.told["cpu ms"] = (
            1000 * (time.process_time() - used - counted) / len(chosen)
        )
        seconds = time.perf_counter() - began - sum(ticks)
        self.told["answers/s"], self.told["tick s"] = len(chosen) / seconds, max(ticks)
        count_due(now)
        root = Node.objects.get(question=question, parent=None)
        expect((root.yes, root.members), (len(chosen), self.people))
        self.asking.now = now

    def recount(self) -> None:
        """Count every leaf afresh; nothing may differ."""
        from folkmoot.federating.operations import count_all

        with self.timed("recount s"):
            mended = count_all(question=self.asking.question, now=self.asking.now)
        expect(mended, 0)

    def case(self) -> None:
        """Draw people of all collectives for a case; what it wrote is undone."""
        from django.db import transaction

        from folkmoot.federating.operations.panels import Case, draw_panel

        case = Case(self.asking.question, "fundamental", "It harms us.")
        with transaction.atomic(), self.timed("case s"):
            expect(draw_panel(case, self.asking.now).seats.count(), 5)
            transaction.set_rollback(True)

    def page(self) -> float:
        """Return the milliseconds of the question's page, the middle one of five."""
        from tests.cast import signed_in

        from folkmoot.people.models import Membership

        rows = Membership.objects.select_related("person")
        client = signed_in(rows.get(id=self.chosen()[0]), self.asking.now)
        question = self.asking.question
        path = f"/f/{self.planted.federation.slug}/q/{question.number}/"
        times = []
        for _time in range(5):
            began = time.perf_counter()
            page = client.get(path, headers={"host": "localhost"})
            times.append(1000 * (time.perf_counter() - began))
            expect(page.status_code, 200)
        return sorted(times)[2]


def main() -> int:
    """Print the table; return 1 when a limit is missed."""
    import psycopg

    import postgres

    given = [word for word in sys.argv[1:] if word != VERSIONS]
    more = [VERSIONS] if VERSIONS in sys.argv else []
    sizes = [int(word) for word in given] or list(SIZES)
    binaries = postgres.find_binaries()
    if binaries is None:
        print("PostgreSQL is not there.")
        return 1
    print("".join(f"{word:>11}" for word in HEADS))
    is_missed = False
    for people in sizes:
        with ExitStack() as stack:
            made = stack.enter_context(postgres.cluster(binaries))
            data = stack.enter_context(tempfile.TemporaryDirectory())
            every = made.url.replace("postgres://", "postgresql://")
            every = every.removesuffix("/folkmoot") + "/postgres"
            with psycopg.connect(every, autocommit=True) as connection:
                connection.execute("CREATE DATABASE folkmoot")
            surroundings = os.environ | {
                "DATABASE_URL": made.url,
                "FOLKMOOT_DATA": data,
                "FOLKMOOT_TEST": "1",
                "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings",
            }
            words = [sys.executable, __file__, "--one", str(people), *more]
            done = subprocess.run(words, check=False, env=surroundings)
            is_missed |= bool(done.returncode)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return int(is_missed)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        several = VERSIONS in sys.argv
        raise SystemExit(not measure(int(sys.argv[2]), has_versions=several))
    raise SystemExit(main())
