"""Milliseconds per request while 200 members answer one draft within ten seconds.

Run ``python bench/answers.py [MEMBERS]``. A server of its own, with its worker, on
SQLite and then on PostgreSQL. Everybody has their mail and opens the question's page;
then, over HTTP, every member says yes and is shown where it stands, each at an instant
by chance within ten seconds. The last yes decides the question, and tells everybody.
Limits: the 95th percentile of what happens in those ten seconds, no error, and every
answer in the database.
"""

import json
import math
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tools")]

os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"

import django  # noqa: E402 -- the cast of the tests is made of models

django.setup()
from tests.cast import NOW  # noqa: E402
from tests.driver import Server  # noqa: E402
from tests.driving.browser import Browser  # noqa: E402
from tests.driving.conftest import own_database  # noqa: E402
from tests.driving.pages import Form, Page  # noqa: E402

import postgres  # noqa: E402 -- found by the lines above

MEMBERS = 200
SECONDS = 10.0
LIMIT = 500.0  # milliseconds
PATIENCE = 120  # seconds until all mail is out
PATH = "/c/elm-street/q/1/"
GATHER = """
import json
from tests.cast import NOW, collective, member, signed_in
from tests.home.builders import asked
elm = collective(members=["Ann", *(f"Member {n}" for n in range(1, MEMBERS))])
asked(member(elm))
people = elm.memberships.select_related("person")
print(json.dumps([signed_in(each, NOW).cookies["session"].value for each in people]))
"""
COUNT = """
import json
from folkmoot.deciding.models import Position, Question
from folkmoot.deciding.queries.facts import held_in
question = Question.objects.get()
print(json.dumps([question.stage, held_in(question).tally.yes,
    Position.objects.values("member").distinct().count()]))
"""


@dataclass
class Crowd:
    """What the requests took, by kind, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def percentile(self, kind: str) -> float:
        values = sorted(self.times[kind])
        return values[math.ceil(0.95 * len(values)) - 1]


class Visitor:
    """One member at their browser; what goes wrong is noted, not raised."""

    def __init__(self, crowd: Crowd, port: int, session: str) -> None:
        self.crowd, self.browser = crowd, Browser(port)
        self.browser.cookies["session"] = session
        self.form: Form | None = None

    def open(self) -> None:
        """Read the question."""
        page = self.ask("open", lambda: self.browser.ask("GET", PATH), 200)
        self.form = page.form("/position/")

    def answer(self) -> None:
        """Say yes, and see where it stands."""
        if self.form is None:
            return
        form = self.form
        said = self.ask("answer", lambda: self.browser.send(form, value="consent"), 302)
        self.ask("after", lambda: self.browser.ask("GET", said.location), 200)

    def ask(self, kind: str, send: Callable[[], Page], wanted: int) -> Page:
        began = time.perf_counter()
        page = send()
        took = 1000 * (time.perf_counter() - began)
        self.crowd.times.setdefault(kind, []).append(took)
        if page.status != wanted:
            self.crowd.errors.append(f"{kind}: {page.status} {page.words[:300]}")
        return page

    def act(self, what: Callable[[], None], wait: float) -> None:
        """Do something after a while."""
        time.sleep(wait)
        try:
            what()
        except (OSError, HTTPException, LookupError, AssertionError) as error:
            self.crowd.errors.append(f"{what.__name__}: {error!r}"[:300])


def all_at(acts: list[Callable[[float], None]], chance: random.Random) -> None:
    """Let everybody act, each at an instant by chance; wait for the last."""
    threads = [
        threading.Thread(target=act, args=(chance.uniform(0, SECONDS),)) for act in acts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def answer_all(server: Server, members: int) -> tuple[Crowd, float]:
    """Let everybody open, then answer; return that, and what the answers cost."""
    sessions = json.loads(server.act(GATHER.replace("MEMBERS", str(members))))
    until = time.monotonic() + PATIENCE
    while len(server.mails()) < members and time.monotonic() < until:
        time.sleep(1)
    crowd, chance = Crowd(), random.Random(7)  # noqa: S311 -- varied, not secret
    visitors = [Visitor(crowd, server.port, session) for session in sessions]
    all_at([partial(each.act, each.open) for each in visitors], chance)
    used = cpu_of(server)
    all_at([partial(each.act, each.answer) for each in visitors], chance)
    used = cpu_of(server) - used
    stage, yes, answered = json.loads(server.act(COUNT))
    if (stage, yes, answered) != ("carrying", members, members):
        crowd.errors.append(f"{stage}, {yes} yes of {answered} answers")
    return crowd, used


@contextmanager
def a_server(database_url: str) -> Iterator[Server]:
    """Yield a server as it is run where hundreds come at once, with two processes."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"FOLKMOOT_TEST": "0", "FOLKMOOT_DEMO": "1"}
        server = Server(Path(folder), database_url, **settings)
        server.set_clock(NOW)
        server.init()
        server.start("--processes", "2")
        try:
            yield server
        finally:
            server.stop()


def measure(name: str, database_url: str, members: int) -> bool:
    """Print the rows of one database; return whether the limits hold."""
    load = os.getloadavg()[0]
    with a_server(database_url) as server:
        crowd, used = answer_all(server, members)
    crowd.times["both"] = [*crowd.times["answer"], *crowd.times["after"]]
    for kind, times in crowd.times.items():
        numbers = f"{crowd.percentile(kind):8.0f}{max(times):8.0f}"
        print(f"{name:12}{kind:10}{len(times):9}{numbers}")
    print(
        f"{name:12}load {load:.1f}; {used:.1f} s of cpu in {SECONDS:.0f} s of answers"
    )
    for error in crowd.errors[:5]:
        print(f"{name:12}{error}")
    return not crowd.errors and crowd.percentile("both") <= LIMIT


def cpu_of(server: Server) -> float:
    """Return the seconds of processor time of the server's processes until now."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended since
            stat = file.read_text().rpartition(")")[2].split()
            if server.process.pid in (int(file.parent.name), int(stat[1])):
                ticks += int(stat[11]) + int(stat[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Print one table for both databases; return 1 if a limit is missed."""
    members = int(sys.argv[1]) if sys.argv[1:] else MEMBERS
    print(f"{'':12}{'request':10}{'number':>9}{'p95 ms':>8}{'max ms':>8}")
    holds = [measure("SQLite", "", members)]
    binaries = postgres.find_binaries()
    if binaries is None:
        sys.exit("PostgreSQL is not installed")
    with ExitStack() as stack:
        cluster = stack.enter_context(postgres.cluster(binaries))
        url = stack.enter_context(own_database(cluster.url))
        holds.append(measure("PostgreSQL", url, members))
    return int(not all(holds))


if __name__ == "__main__":
    raise SystemExit(main())
