"""What people feel while a question opens to everybody: answers and pages over HTTP.

Run ``python bench/federation_crowd.py [PEOPLE [SECONDS]]``. PostgreSQL in a temporary
folder, collectives of 25, councils of 10. One question is being checked everywhere.

- A second one is raised, and the server's worker opens it in all collectives;
  meanwhile, 5 times a second, somebody reads the question of all.
- 50 times a second for SECONDS a member somewhere says yes to the first over HTTP. The
  page that a browser asks for next is not asked for: `answers.py` measures that.
- Four processes answer through the operation as fast as they can while a fifth adds up
  each second.

Ends with 1 when a limit is missed, a request fails or a sum is not exact.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tools")]
os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"

PEOPLE, SECONDS = 300_000, 60
ANSWERS_A_SECOND, PAGES_A_SECOND = 50, 5
PROCESSES, BY_EACH = 4, 1_000  # that answer through the operation
# Milliseconds for 95 of 100, seconds until the worker is done, and behind; a second.
LIMITS = {"answer": 300.0, "page": 300.0, "open s": 60.0, "late s": 2.0}
ANSWERED_A_SECOND = 200.0
SENT_BEFORE = 20  # pages a second, while everybody opens the question once

PLANT = """
import json, random
from bench.federation_database import Whole
from folkmoot.deciding.models import Question
from folkmoot.people.models import Membership
from tests.cast import signed_in
whole = Whole(PEOPLE)
whole.check()
ids = [one for leaf in whole.planted.members[3:] for one in leaf]
chosen = random.Random(1).sample(ids, min(WANTED, len(ids)))
rows = Membership.objects.select_related("person", "collective").in_bulk(chosen)
led = Question.objects.filter(led_by_id=whole.asking.question.id)
numbers = dict(led.values_list("collective_id", "number"))
visitors = [
    [signed_in(rows[one], whole.asking.now).cookies["session"].value,
     f"/c/{rows[one].collective.slug}/q/{numbers[rows[one].collective_id]}/"]
    for one in chosen[:VISITORS]
]
print(json.dumps({
    "now": whole.asking.now.isoformat(), "visitors": visitors,
    "others": [str(one) for one in chosen[VISITORS:]],
    "question": str(whole.asking.question.id),
    "page": f"/f/{whole.planted.federation.slug}/q/{whole.asking.question.number}/",
    "leaf": str(whole.planted.leaves[1].id),
    "leaves": len(whole.planted.leaves),
}))
"""
RAISE = """
from folkmoot.federating.models import FederatedQuestion
from folkmoot.federating.operations import RaiseText, back, raise_up
from folkmoot.people.models import Membership
from folkmoot.web.clock import read_clock
question = FederatedQuestion.objects.select_related("collective").get(id=QUESTION)
rows = Membership.objects.filter(collective=LEAF).select_related("collective", "person")
first, *others = rows.order_by("id")
text = RaiseText(title="And this?", short_text="We do this too.", scope="shared",
    scope_reason="It needs one answer.")
row = raise_up(member=first, federation=question.collective, text=text,
    now=read_clock())
for one in others:
    if row.backed_at is None:
        row = back(member=one, question=row, now=read_clock())
print(row.id)
"""
OPENED = """
from folkmoot.deciding.models import Question
print(Question.objects.filter(led_by_id=QUESTION).exclude(stage="shaping").count())
"""
SUM = """
from folkmoot.federating.models import Node
print(Node.objects.get(question=QUESTION, parent=None).yes)
"""


@dataclass
class Crowd:
    """What the requests took, by kind, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def ask(self, kind: str, send: Any, wanted: int) -> Any:
        """Send one request, measured from the instant at which it should go."""
        began = time.perf_counter()
        page = send()
        took = 1000 * (time.perf_counter() - began)
        self.times.setdefault(kind, []).append(took)
        if page.status != wanted:
            self.errors.append(f"{kind}: {page.status} {page.words[:200]}")
        return page

    def percentile(self, kind: str) -> float:
        """Return what 95 of 100 stay below."""
        values = sorted(self.times[kind])
        return values[math.ceil(0.95 * len(values)) - 1]


class Visitor:
    """One member with the question of their own group before them."""

    def __init__(self, crowd: Crowd, port: int, session: str, path: str) -> None:
        from tests.driving.browser import Browser

        self.crowd, self.browser, self.path = crowd, Browser(port), path
        self.browser.cookies["session"] = session

    def open(self) -> None:
        page = self.crowd.ask("open", lambda: self.browser.ask("GET", self.path), 200)
        self.form = page.form("/position/")

    def answer(self) -> None:
        """Say yes."""
        send = partial(self.browser.send, self.form, value="consent")
        self.crowd.ask("answer", send, 302)

    def read(self, path: str) -> None:
        self.crowd.ask("page", lambda: self.browser.ask("GET", path), 200)


def at_a_rate(acts: Sequence[Any], rate: float, crowd: Crowd) -> None:
    """Do so many a second, each in its own thread; wait for the last."""
    threads, began = [], time.monotonic()

    def guarded(act: Any) -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001 -- what goes wrong is told at the end
            crowd.errors.append(repr(error)[:200])

    for place, act in enumerate(acts):
        time.sleep(max(0.0, began + place / rate - time.monotonic()))
        threads.append(threading.Thread(target=guarded, args=(act,)))
        threads[-1].start()
    for thread in threads:
        thread.join()


def script(text: str, **names: object) -> str:
    """Return a script with its names filled in."""
    for name, value in names.items():
        text = text.replace(name, value if isinstance(value, str) else repr(value))
    return text


class Bench:
    """A server with a federation in which one question is being checked."""

    def __init__(self, server: Any, people: int, seconds: int) -> None:
        self.server, self.crowd, self.told = server, Crowd(), dict[str, float]()
        visitors = min(ANSWERS_A_SECOND * seconds, people // 4)
        wanted = visitors + PROCESSES * BY_EACH
        words = {"PEOPLE": str(people), "WANTED": str(wanted)}
        made = server.act(script(PLANT, VISITORS=str(visitors), **words))
        self.made: dict[str, Any] = json.loads(made.splitlines()[-1])
        self.now = datetime.fromisoformat(self.made["now"])
        self.before = 0

    def start_clock(self) -> None:
        """Let time go on from where the planting left it."""
        shift = (self.now - datetime.now(UTC)).total_seconds()
        self.server.clock.write_text(f"{shift:+.0f}")

    def run(self) -> None:
        """Open a second question while people read; then let them answer the first."""
        made, server = self.made, self.server
        people = [Visitor(self.crowd, server.port, *one) for one in made["visitors"]]
        at_a_rate([one.open for one in people], SENT_BEFORE, self.crowd)
        names = {"QUESTION": repr(made["question"]), "LEAF": repr(made["leaf"])}
        self.second = server.act(script(RAISE, **names)).splitlines()[-1]
        watch = threading.Thread(target=self.watch)
        watch.start()
        readers = [
            partial(one.read, made["page"])
            for one in people[:: ANSWERS_A_SECOND // PAGES_A_SECOND]
        ]
        at_a_rate(readers, PAGES_A_SECOND, self.crowd)
        watch.join()
        at_a_rate([one.answer for one in people], ANSWERS_A_SECOND, self.crowd)
        self.told["late s"] = self.until_summed(len(self.crowd.times["answer"]))

    def watch(self) -> None:
        """Wait until the worker has opened the second question everywhere."""
        from tests.driving.beside import Beside

        beside, began = Beside(self.server.data, self.server.settings), time.monotonic()
        opened = script(OPENED, QUESTION=repr(self.second))
        until = began + 10 * LIMITS["open s"]
        while int(beside.act(opened)) < self.made["leaves"]:
            time.sleep(1)
            if time.monotonic() > until:
                self.crowd.errors.append("the second question does not open")
                break
        self.told["open s"] = time.monotonic() - began
        beside.end()

    def until_summed(self, wanted: int) -> float:
        """Return the seconds until the sum above holds every answer."""
        began = time.monotonic()
        summing = script(SUM, QUESTION=repr(self.made["question"]))
        while (found := int(self.server.act(summing))) != wanted:
            if time.monotonic() - began > 10 * LIMITS["late s"]:
                self.crowd.errors.append(f"the sum is {found}, not {wanted}")
                break
            time.sleep(0.1)
        self.before = wanted
        return time.monotonic() - began

    def operate(self) -> float:
        """Let four processes answer by the operation; return answers a second."""
        ids = self.made["others"]
        env = (
            os.environ | self.server.settings | {"FOLKMOOT_DATA": str(self.server.data)}
        )
        parts = [ids[place::PROCESSES] for place in range(PROCESSES)]
        begins = time.time() + 5
        words = [self.made["question"], str(begins)]
        runs = [
            subprocess.Popen(
                [sys.executable, __file__, "--answer", *words, *part],
                env=env,
                stdout=subprocess.PIPE,
                text=True,
            )
            for part in parts
        ]
        ends = [float(run.communicate()[0].split()[-1]) for run in runs]
        if any(run.returncode for run in runs):
            self.crowd.errors.append("a process that answers failed")
        self.told["late by operation s"] = self.until_summed(self.before + len(ids))
        return len(ids) / (max(ends) - begins)


def answer(question: str, begins: str, ids: Sequence[str]) -> None:
    """Answer for these members from an instant on; print when it was done."""
    import django

    django.setup()
    from folkmoot.deciding.models import Position, Question
    from folkmoot.deciding.operations import take_position
    from folkmoot.people.models import Membership
    from folkmoot.web.clock import read_clock

    rows = Membership.objects.select_related("collective", "person").in_bulk(ids)
    led = Question.objects.filter(led_by_id=question).select_related("collective")
    questions = {row.collective_id: row for row in led}
    time.sleep(max(0.0, float(begins) - time.time()))
    for member in rows.values():
        take_position(
            member=member,
            question=questions[member.collective_id],
            value=Position.Value.CONSENT,
            now=read_clock(),
        )
    print(time.time())


def measure(url: str, people: int, seconds: int) -> bool:
    """Print the rows; return whether the limits hold."""
    from tests.driver import Server
    from tests.driving.beside import Beside

    from folkmoot.cli.files.simulate.asking import BEGINS

    with tempfile.TemporaryDirectory() as folder:
        settings = {"FOLKMOOT_TEST": "0", "FOLKMOOT_DEMO": "1"}
        server = Server(Path(folder), url, **settings)
        server.set_clock(BEGINS)
        server.init()
        server._beside = Beside(server.data, server.settings | {"FOLKMOOT_TEST": "1"})  # noqa: SLF001 -- it plants people
        bench = Bench(server, people, seconds)
        bench.start_clock()
        server.start("--processes", "2")
        try:
            bench.run()
            rate = bench.operate()
        finally:
            server.end()
    return tell(bench, rate)


def tell(bench: Bench, rate: float) -> bool:
    """Print what it took; return whether it holds."""
    crowd, told = bench.crowd, dict(bench.told)
    print(f"{'request':12}{'number':>8}{'p95 ms':>8}{'max ms':>8}")
    for kind, times in crowd.times.items():
        told[kind] = crowd.percentile(kind)
        print(f"{kind:12}{len(times):8}{told[kind]:8.0f}{max(times):8.0f}")
    print(f"the second question is open everywhere after {told['open s']:.1f} s")
    print(f"the sum above is exact {told['late s']:.1f} s after the last answer")
    print(f"{rate:.0f} answers a second through the operation, {PROCESSES} processes;")
    print(f"the sum above is exact {told['late by operation s']:.1f} s after the last")
    missed = [name for name, limit in LIMITS.items() if told[name] > limit]
    missed += ["a second"] if rate < ANSWERED_A_SECOND else []
    for name in missed:
        print(f"missed: {name}")
    for error in crowd.errors[:5]:
        print(error)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return not missed and not crowd.errors


def main() -> int:
    """Return 1 when a limit is missed."""
    if sys.argv[1:2] == ["--answer"]:
        answer(*sys.argv[2:4], sys.argv[4:])
        return 0
    import django

    import postgres

    django.setup()
    from tests.driving.conftest import own_database

    people = int(sys.argv[1]) if sys.argv[1:] else PEOPLE
    seconds = int(sys.argv[2]) if sys.argv[2:] else SECONDS
    binaries = postgres.find_binaries()
    if binaries is None:
        sys.exit("PostgreSQL is not installed")
    with ExitStack() as stack:
        cluster = stack.enter_context(postgres.cluster(binaries))
        url = stack.enter_context(own_database(cluster.url))
        return int(not measure(url, people, seconds))


if __name__ == "__main__":
    raise SystemExit(main())
