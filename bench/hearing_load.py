"""500 people answering a question's short views at once, against ``folkmoot serve``.

Run ``python bench/hearing_load.py [PEOPLE [SECONDS]]``; on SQLite, then PostgreSQL:

- everybody answers one every ten seconds, each at an instant of their own;
- everybody answers one within the same second ("now!").

All the while the worker makes the map of what was answered, as it does in life: how often,
and how old the newest one was at worst, is printed too.

Each answer comes by a connection of its own and is followed by the next card.
What the database holds afterwards is compared with what was acknowledged.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from random import Random
from time import monotonic, perf_counter
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tools")]

import psycopg  # noqa: E402
from tests.cli.servers import serving, surroundings  # noqa: E402

from postgres import cluster, find_binaries  # noqa: E402

PEOPLE, SECONDS = 500, 60
EVERY = 10.0  # seconds between one person's answers
VIEWS = 60  # short views to answer
P95, LAST = 0.300, 20.0  # limits: one answer; the last of those at once
PREPARE = """
import json
from folkmoot.web.clock import read_clock
from tests import cast
from folkmoot.deciding.models import Call
from folkmoot.deciding.operations import DraftText, add_statement, call, raise_question
from folkmoot.doing.operations import Task
from folkmoot.people.models import Membership, Person
from datetime import timedelta
now = read_clock()
elm = cast.collective("Elm Street", now=now)
ann, bo = cast.member(elm), cast.member(elm, "Bo")
names = [f"Member {{number}}" for number in range({people})]
persons = [Person(name=name, created_at=now) for name in names]
Person.objects.bulk_create(persons)
members = [
    Membership(collective=elm, person=person, name=person.name, standing="member",
               invited_as="member", joined_at=now, invited_by=ann)
    for person in persons
]
Membership.objects.bulk_create(members)
draft = DraftText(text="A shed", look_back_date=(now + timedelta(days=90)).date(),
                  tasks=[Task("Buy wood", (now + timedelta(days=30)).date(), ann.id)])
question = raise_question(member=ann, title="A shed", klass="small", draft=draft, now=now)
call(member=bo, question=question, kind=Call.Kind.TALK_FIRST, now=now)
for number in range({views}):
    who = cast.member(elm, cast.SOME[number % 3])
    add_statement(member=who, question=question, text=f"Short view {{number}}", now=now)
keys = [cast.signed_in(member, now).cookies["session"].value for member in members]
print(json.dumps([f"/c/{{elm.slug}}/q/{{question.number}}/", keys]))
"""
COUNT = """
from django.db.models import F, Sum
from folkmoot.listening.models import Response, Statement
from folkmoot.record.queries import find_fault
from folkmoot.people.models import Collective
counted = Statement.objects.aggregate(n=Sum(F("agreed") + F("disagreed") + F("passed")))
assert counted["n"] == Response.objects.count(), counted
assert find_fault(Collective.objects.get().id) is None
print(Response.objects.count())
"""
# What somebody who opened the map again and again would find.
WATCH = """
import json, time
from folkmoot.listening.models import OpinionMap, Response
from folkmoot.web.clock import read_clock
while True:
    names = ("made_at", "answers", "took_ms")
    row = OpinionMap.objects.order_by("-made_at").values_list(*names).first()
    if row:
        old = (read_clock() - row[0]).total_seconds()
        behind = Response.objects.count() - row[1]
        print(json.dumps([row[0].isoformat(), row[2], old, behind]), flush=True)
    time.sleep(1)
"""
CARD = re.compile(r'<form id="answer" action="([^"]+)"')
FIELD = re.compile(r'name="(submission_key|csrfmiddlewaretoken|left)" value="([^"]*)"')


@dataclass
class Guest:
    """One person at a browser."""

    port: int
    session: str
    form: dict[str, str] = field(default_factory=dict)
    action: str = ""
    csrf: str = ""

    async def ask(
        self, method: str, path: str, form: dict[str, str]
    ) -> tuple[int, str]:
        body = urlencode(form)
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Cookie: session={self.session}; csrftoken={self.csrf}\r\n"
            "HX-Request: true\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        )
        # Ten seconds after the last answer a server has let a connection go.
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(head.encode())
        await writer.drain()
        try:
            return await self._read(reader)
        finally:
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> tuple[int, str]:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = [line.split(": ", 1) for line in lines[1:] if ": " in line]
        length = 0
        for name, value in headers:
            if name.lower() == "content-length":
                length = int(value)
            if name.lower() == "set-cookie" and value.startswith("csrftoken="):
                self.csrf = value.split(";")[0].removeprefix("csrftoken=")
        page = (await reader.readexactly(length)).decode()
        self._keep_card(page)
        return int(lines[0].split()[1]), page

    def _keep_card(self, page: str) -> None:
        found = CARD.search(page)
        if found:
            self.action = found[1]
            card = page[found.start() : page.index("</form>", found.start())]
            self.form = {name: unescape(value) for name, value in FIELD.findall(card)}

    async def answer(self, draw: Random) -> tuple[float, bool]:
        start = perf_counter()
        value = draw.choice(("1", "-1", "0"))
        status, _page = await self.ask(
            "POST", self.action, {**self.form, "answer": value}
        )
        return perf_counter() - start, status == 200


@contextmanager
def postgres_database():
    """Yield the address of an empty database that keeps what it acknowledges."""
    with cluster(find_binaries()) as made:
        url = made.url
        every = url.replace("postgres://", "postgresql://").rsplit("/", 1)[0]
        with psycopg.connect(f"{every}/postgres", autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_commit = on")
            connection.execute("ALTER SYSTEM SET fsync = on")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE folkmoot")
        yield url


def beside(script: str, data: Path, **settings: str) -> str:
    """Run lines of Python on the server's data; return what they print."""
    environment = surroundings(data, **settings)
    environment["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
    lines = f"import django\ndjango.setup()\n{script}"
    done = subprocess.run(
        [sys.executable, "-c", lines], env=environment, check=True, capture_output=True
    )
    return done.stdout.decode()


@contextmanager
def watching(data: Path, **settings: str):
    """Yield a list that holds, at the end, what was seen of the map each second."""
    environment = surroundings(data, **settings)
    environment["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
    lines = f"import django\ndjango.setup()\n{WATCH}"
    watcher = subprocess.Popen(
        [sys.executable, "-c", lines],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    seen: list[list] = []
    try:
        yield seen
    finally:
        watcher.terminate()
        seen += [json.loads(line) for line in watcher.communicate()[0].splitlines()]


def processor_seconds(pid: int) -> float:
    """Return what a server's processes have used of the processor so far."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended since
            fields = file.read_text().rsplit(")", 1)[1].split()
            if pid in (int(file.parent.name), int(fields[1])):
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def one_by_one(guests: list[Guest], seconds: int) -> list[tuple[float, bool]]:
    """Let everybody answer every ten seconds, each at an instant of their own."""
    begin = monotonic()

    async def sit(number: int, guest: Guest) -> list[tuple[float, bool]]:
        draw = Random(number)  # noqa: S311 # varied, not secret
        at = begin + draw.random() * EVERY
        told = []
        while at < begin + seconds:
            await asyncio.sleep(max(0.0, at - monotonic()))
            told.append(await guest.answer(draw))
            at += EVERY
        return told

    sat = await asyncio.gather(*(sit(n, g) for n, g in enumerate(guests)))
    return [each for one in sat for each in one]


async def at_once(guests: list[Guest]) -> tuple[list[tuple[float, bool]], float]:
    """Let everybody answer within one second; return when the last was done."""
    start = perf_counter()

    async def press(number: int, guest: Guest) -> tuple[float, bool]:
        await asyncio.sleep(number / len(guests))
        return await guest.answer(Random(number))  # noqa: S311 # varied, not secret

    told = await asyncio.gather(*(press(n, g) for n, g in enumerate(guests)))
    return list(told), perf_counter() - start


async def drive(port: int, place: str, keys: list[str], seconds: int, pid: int):
    """Return both measurements and what the server used for the first."""
    guests = [Guest(port, key) for key in keys]
    for guest in guests:  # one after the other: opening the page is not measured
        await guest.ask("GET", f"{place}?left={VIEWS}", {})
    used = processor_seconds(pid)
    steady = await one_by_one(guests, seconds)
    used = processor_seconds(pid) - used
    rush, last = await at_once(guests)
    return steady, rush, last, used


def measure(name: str, database_url: str, people: int, seconds: int) -> bool:
    """Print the lines of one database; return whether it holds."""
    with tempfile.TemporaryDirectory(prefix="hearing-load-") as folder:
        data = Path(folder) / "data"
        settings = {"DATABASE_URL": database_url, "EMAIL_URL": f"file://{folder}/mail"}
        settings["FOLKMOOT_TEST"] = "1"
        command = [sys.executable, "-m", "folkmoot", "init"]
        environment = surroundings(data, **settings)
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        script = PREPARE.format(people=people, views=VIEWS)
        place, keys = json.loads(beside(script, data, **settings))
        # As it is run where hundreds come at once.
        with serving(data, "--processes", "2", env=settings) as (url, process):
            port = int(url.rsplit(":", 1)[1])
            with watching(data, **settings) as seen:
                told = asyncio.run(drive(port, place, keys, seconds, process.pid))
        held = int(beside(COUNT, data, **settings))
    has_map = report_map(name, seen)
    return report(name, *told, held) and has_map


def report_map(name, seen) -> bool:
    """Print how the map kept up; return whether there was one."""
    took = {made_at: took_ms for made_at, took_ms, _old, _behind in seen}
    if not took:
        print(f"{name:11} map: none was made")
        return False
    middle = sorted(took.values())[len(took) // 2]
    old, behind = (max(one[column] for one in seen) for column in (2, 3))
    print(
        f"{name:11} map: made {len(took)} times, {middle} ms each, at most {old:.0f} s"
        f" and {behind} answers old"
    )
    return True


def report(name, steady, rush, last, used, held) -> bool:
    """Print both lines and say whether the limits hold."""
    times = sorted(took for took, _ok in steady)
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    received = sum(ok for _took, ok in [*steady, *rush])
    sent = len(steady) + len(rush)
    load = os.getloadavg()[0]
    print(
        f"{name:11} every {EVERY:.0f} s: {len(steady)} answers, p50 {p50 * 1000:.0f} ms, "
        f"p95 {p95 * 1000:.0f} ms, processor {used / len(steady) * 1000:.1f} ms each"
    )
    print(
        f"{name:11} at once: {len(rush)} answers, the last after {last:.1f} s; "
        f"sent {sent}, received {received}, held {held}; load {load:.1f}",
        flush=True,
    )
    return p95 <= P95 and last <= LAST and sent == received == held


def main() -> int:
    """Measure both databases; return 1 where a limit is missed."""
    people = int(sys.argv[1]) if sys.argv[1:] else PEOPLE
    seconds = int(sys.argv[2]) if sys.argv[2:] else SECONDS
    holds = measure("SQLite", "", people, seconds)
    if find_binaries() is None:
        print("PostgreSQL  is missing")
        return 1
    with postgres_database() as url:
        holds = measure("PostgreSQL", url, people, seconds) and holds
    return 0 if holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
