"""The record in its database: what appending, the tree and signatures cost there.

Run ``python bench/record_database.py [LOGS]``: on SQLite (a file, synchronous FULL) and on
PostgreSQL with fsync, each in a temporary folder, by the operations that a server runs;
first one log of 1,000, 10,000 and 100,000 entries, then a worker's look at LOGS of them
(300; a federation of 300,000 people has 12,000). The logs are built in bulk: leaves of
digests by chance, put into the tree. Ends with 1 when a limit is missed. It takes some
minutes.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

LENGTHS = (1_000, 10_000, 100_000)
NOW = datetime(2027, 3, 1, 18, tzinfo=UTC)
TEXT = "Let us mend the roof before winter comes, and ask who has a ladder."
# What a second must do at least; 0 has no limit of its own.
LIMITS = {
    "entries one by one": 40,
    "entries, 256 of one record at once": 0,
    "entries, of 256 records at once": 2_000,
    "into the tree one by one": 0,
    "into the tree by 256": 0,
    "into the tree by 4,096": 0,
    "signed": 0,
    "cosigned by three neighbours": 0,
}
MANY = 12_000
RATIO = 1.5  # of what the longest log costs to what the shortest does
IDLE = 0.05  # seconds of a worker's look at logs that have nothing new


# --- One log


def append(which: UUID, count: int = 1) -> None:
    from folkmoot.record.operations import append_entry

    for number in range(count):
        append_entry(
            collective_id=which,
            kind="position.taken",
            details={"value": "consent", "text": TEXT, "round": number},
            about_id=which,
            member_id=which,
            now=NOW,
        )


def append_to_all(records: Iterable[UUID]) -> None:
    from folkmoot.record.operations import append_entries

    said = {which: (None, {"value": "consent", "text": TEXT}) for which in records}
    append_entries(kind="question.asked", entries=said, now=NOW)


def write_rows(which: UUID, count: int) -> None:
    """Write entries that nobody said: rows with a leaf of digests by chance."""
    from django.db import transaction

    from folkmoot.record.models import Entry, Head
    from folkmoot.record.telling import leaf_of
    from folkmoot.web.chance import new_id
    from folkmoot.web.writing import insert_values

    with transaction.atomic():
        head = Head.objects.select_for_update().get(collective_id=which)
        rows = [
            {
                "id": new_id(),
                "collective_id": which,
                "index": index,
                "kind": "position.taken",
                "at": NOW,
                "about_id": which,
                "leaf": leaf_of(()),
            }
            for index in range(head.size, head.size + count)
        ]
        insert_values(Entry, rows)
        head.size += count
        head.save()


def lengthen(which: UUID, size: int) -> None:
    """Bring a log to a size, signed and cosigned."""
    from folkmoot.record.models import Head
    from folkmoot.record.operations import cosign_log, integrate, sign

    missing = size - Head.objects.get(collective_id=which).size
    for some in batched(range(missing), 4_096, strict=False):
        write_rows(which, len(some))
    integrate(collective_id=which, now=NOW)
    sign(collective_id=which, now=NOW)
    cosign_log(collective_id=which, now=NOW)


class Rates:
    """How often a second each thing is done, and how much processor time it takes."""

    def __init__(self, which: UUID, others: list[UUID]) -> None:
        self.which, self.others = which, others
        self.rates: dict[str, float] = {}
        self.costs: dict[str, float] = {}

    def measure(
        self,
        name: str,
        work: Callable[[], object],
        *,
        times: int,
        each: int = 1,
        before: Callable[[], object] | None = None,
    ) -> None:
        """Time ``work`` alone; ``before`` prepares it each time."""
        clock, used = 0.0, []
        for _ in range(times):
            if before is not None:
                before()
            start, began = perf_counter(), process_time()
            work()
            used.append(process_time() - began)
            clock += perf_counter() - start
        self.rates[name] = times * each / clock
        self.costs[name] = median(used) / each

    def run(self) -> None:
        from django.db import transaction

        from folkmoot.record.operations import cosign_log, integrate, sign

        which, names = self.which, list(LIMITS)

        def grow() -> object:
            return integrate(collective_id=which, now=NOW)

        def write(count: int) -> None:
            with transaction.atomic():
                append(which, count)

        def one_more() -> None:
            write_rows(which, 1)
            grow()

        def one_more_signed() -> None:
            one_more()
            sign(collective_id=which, now=NOW)

        self.measure(names[0], lambda: append(which), times=200)
        self.measure(names[1], lambda: write(256), times=5, each=256)
        self.measure(names[2], lambda: append_to_all(self.others), times=20, each=256)
        grow()
        for name, count, times in zip(
            names[3:6], (1, 256, 4_096), (100, 20, 5), strict=True
        ):
            self.measure(
                name,
                grow,
                times=times,
                each=count,
                before=lambda count=count: write_rows(which, count),  # type: ignore[misc] # bound now
            )
        self.measure(
            names[6],
            lambda: sign(collective_id=which, now=NOW),
            times=100,
            before=one_more,
        )
        self.measure(
            names[7],
            lambda: cosign_log(collective_id=which, now=NOW),
            times=50,
            before=one_more_signed,
        )


def measure_lengths() -> bool:
    """Print the table of one log at each length; return whether the limits hold."""
    from folkmoot.record.operations import open_log

    others = [uuid4() for _ in range(256)]
    append_to_all(others)
    found = []
    for size in LENGTHS:
        which = uuid4()
        for one in (*others[:3], which):
            open_log(collective_id=one, now=NOW)
        lengthen(which, size)
        rates = Rates(which, others)
        rates.run()
        found.append(rates)
    sizes = "".join(f"{size:>10,}" for size in LENGTHS)
    print(
        f"{'a second, in a log of':38}{sizes}{'growth':>8}{'us each':>10}{'least':>8}"
    )
    good = True
    for name, least in LIMITS.items():
        costs = [one.costs[name] for one in found]
        ratio = costs[-1] / costs[0]
        holds = min(one.rates[name] for one in found) >= least and ratio <= RATIO
        good &= holds
        cells = "".join(f"{one.rates[name]:>10,.0f}" for one in found)
        tail = f"{ratio:>8.2f}{costs[-1] * 1e6:>10,.0f}{least or '':>8}"
        print(f"{name:38}{cells}{tail}{'' if holds else '  MISSED'}", flush=True)
    return good


# --- Many logs


def measure_idle(count: int) -> bool:
    """Print what a worker's looks cost with so many logs that have nothing new."""
    from django.db import transaction

    from folkmoot.engines.tlog import EMPTY_ROOT
    from folkmoot.record.models import Cosignature, Head, Log, Witness
    from folkmoot.record.tending import Tending

    with transaction.atomic():
        many = [uuid4() for _ in range(count)]
        Head.objects.bulk_create(Head(collective_id=one, size=9) for one in many)
        Log.objects.bulk_create(
            Log(
                collective_id=one,
                origin=f"bench/log/{one}",
                opened_at=NOW,
                size=9,
                root=EMPTY_ROOT,
                signed_size=9,
                checkpoint="signed",
            )
            for one in many
        )
        asked = [
            Witness(collective_id=one, public=f"w{number}", since=NOW)
            for one in many
            for number in range(3)
        ]
        Witness.objects.bulk_create(asked)
        Cosignature.objects.bulk_create(
            Cosignature(
                witness=one, collective_id=one.collective_id, size=9, line="", at=NOW
            )
            for one in asked
        )
        tending, found = Tending(), []
        for second in range(6):
            start, began = perf_counter(), process_time()
            tending.look(NOW + timedelta(seconds=second))
            found.append((perf_counter() - start, process_time() - began))
        transaction.set_rollback(True)
    (first, used_first), *others = found
    seconds, used = min(others)
    good = seconds <= IDLE
    print(
        f"{count:>8,} logs, the look of each minute {first:>10.3f} s{used_first:>10.3f} s"
    )
    told = (
        f"{count:>8,} logs, the look of each second {seconds:>10.3f} s{used:>10.3f} s"
    )
    print(told + ("" if good else "  MISSED"), flush=True)
    return good


def measure_many(count: int) -> None:
    """Print what a worker's look costs with so many logs."""
    from folkmoot.record.tending import Tending

    many = [uuid4() for _ in range(count)]
    append_to_all(many)
    tending = Tending()
    rows = (
        ("logs opened, signed, cosigned", lambda: None),
        ("looked at: nothing to do", lambda: None),
        ("each got one entry", lambda: append_to_all(many)),
        ("looked at: nothing to do, again", lambda: None),
    )
    for minute, (name, before) in enumerate(rows):
        before()
        now = NOW + timedelta(seconds=30 * minute)
        seconds = used = float("inf")
        for _ in range(5 if "nothing" in name else 1):
            start, began = perf_counter(), process_time()
            tending.look(now)
            seconds = min(seconds, perf_counter() - start)
            used = min(used, process_time() - began)
        told = f"{count:>8,} {name:34}{seconds:>10.3f} s{used:>10.3f} s of processor"
        print(told, flush=True)


# --- Both databases


def inside(count: int) -> int:
    """Measure on the database of the environment."""
    import django

    django.setup()
    from django.db import connection

    from folkmoot.cli.server.database import migrate

    migrate()
    print(f"{connection.vendor}, load {os.getloadavg()[0]:.1f}")
    good = measure_idle(MANY)
    good &= measure_lengths()
    print(f"load {os.getloadavg()[0]:.1f}")
    measure_many(count)
    return int(not good)


def main() -> int:
    """Print both tables; return 1 where a limit is missed."""
    if sys.argv[1:2] == ["--inside"]:
        return inside(int(sys.argv[2]))
    from postgres import DURABLE, cluster, find_binaries

    many = sys.argv[1] if sys.argv[1:] else "300"
    status = 0
    for with_postgres in (False, True):
        binaries = find_binaries() if with_postgres else None
        if with_postgres and binaries is None:
            continue
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            url = ""
            if binaries is not None:
                url = stack.enter_context(cluster(binaries, DURABLE)).url
                url = url.replace("/folkmoot", "/postgres")
            environment = os.environ | {
                "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
                "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings",
                "FOLKMOOT_DATA": folder,
                "FOLKMOOT_SECRET_KEY": "bench",
                "DATABASE_URL": url,
            }
            command = [sys.executable, __file__, "--inside", many]
            status |= subprocess.run(command, env=environment, check=False).returncode
    return status


if __name__ == "__main__":
    raise SystemExit(main())
