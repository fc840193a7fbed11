"""Milliseconds and queries per page, in a small collective and in one of a thousand.

Run ``python bench/pages.py [MEMBERS [QUESTIONS]]``. Every page that a member may read
is asked for, alone, through all of Django: the pages of the access table in the small
world of the tests, and a question of every step in the co-op of the demo. Both are then
grown by copies (``tests/growth.py``): each question that is looked at was answered and
talked about by every member. What is added are ideas that wait and questions that were
decided or ended, because the settings let no more than twelve be open at once. Limits:
the 95th percentile, and no query more than in the small collective.
"""

import gc
import math
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEMBERS = QUESTIONS = 1_000
TIMES = 20
LIMIT = 100.0  # milliseconds
SHOWN = 12
# Files to take away, or everything computed anew on purpose: not pages to read.
WHOLE = {
    *("home:download_file", "home:export_file", "home:check_record"),
    *("web:source", "listening:attachment"),
}
# What every member of a large collective does.
USUAL = {"Channel", "Seat", "Position", "Delivery", "Contribution", "Response"}


@dataclass(frozen=True)
class Page:
    """A page, and whose browser asks for it."""

    name: str
    url: str
    client: object


@dataclass(frozen=True)
class Cost:
    """What a page costs: queries, and milliseconds at the 95th percentile."""

    queries: int
    wall: float
    cpu: float
    kilobytes: float


def prepare(data: Path) -> None:
    """Set Django up on a database of its own."""
    for name in [n for n in os.environ if n.startswith("FOLKMOOT_")]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings",
        "FOLKMOOT_DATA": str(data),
        "FOLKMOOT_DEMO": "1",
        "FOLKMOOT_CLOCK_FILE": str(data / "clock"),
    }
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    (data / "secret_key").write_text("for these pages alone")
    import django

    django.setup()
    from tests.cast import NOW

    from folkmoot.cli.server.database import migrate
    from folkmoot.cli.server.statics import collect_static

    (data / "clock").write_text(NOW.isoformat())
    migrate()
    collect_static()


def list_pages(world, coop) -> Iterator[Page]:
    """Return every page of the access table, and a question of every step."""
    from tests.cast import member, signed_in
    from tests.house_rules.access_table import ROWS
    from tests.house_rules.test_every_url_has_an_access_row import browser, url_of

    for row in ROWS:
        is_page = row.method == "GET" and row.member == 200
        if is_page and not row.address.startswith("api:") and row.address not in WHOLE:
            yield Page(row.address, url_of(row, world), browser(world, "member"))
    eve = signed_in(member(coop, "Eve"))
    first = f"/c/{coop.slug}/"
    for name in ("", "questions/", "decisions/", "record/", "members/", "tasks/"):
        yield Page(f"co-op: {name or 'first page'}", f"{first}{name}", eve)
    yield Page("co-op: /me/", "/me/", eve)
    steps = dict(coop.questions.order_by("-number").values_list("stage", "number"))
    for stage, number in steps.items():
        yield Page(f"co-op: {stage}", f"{first}q/{number}/", eve)


def cost_of(page: Page, times: int) -> Cost:
    """Ask for a page several times, after two that settle what was due."""
    from django.db import connection

    walls, cpus, asked = [], [], []

    def count(execute, sql, *arguments):
        asked.append(sql)
        return execute(sql, *arguments)

    for number in range(times + 2):
        asked.clear()
        wall, cpu = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(count):
            answer = page.client.get(page.url, SERVER_NAME="localhost")
            size = len(b"".join(answer)) if answer.streaming else len(answer.content)
        if number > 1:
            walls.append(1000 * (time.perf_counter() - wall))
            cpus.append(1000 * (time.process_time() - cpu))
        if answer.status_code != 200:
            sys.exit(f"{page.name}: {answer.status_code} at {page.url}")
    return Cost(len(asked), percentile(walls), percentile(cpus), size / 1000)


def percentile(values: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def grow(collective, like: str, members: int, questions: int) -> None:
    """Bring a collective to so many members and questions."""
    from tests.growth import grower

    from folkmoot.home.queries.open_questions import ASKING

    made = grower(collective)
    here = collective.memberships.filter(standing="member", ended_at=None).count()
    made.add_members(members - here, like=[like], only=USUAL)
    made.add_questions(questions - collective.questions.count(), but=ASKING)


def build():
    """Return the small world of the tests, and the co-op of the demo."""
    from tests.cast import NOW
    from tests.house_rules import world as building

    from folkmoot.people.models import Collective
    from folkmoot.site.demo.building import build_demo
    from folkmoot.site.demo.cast import COOP

    world = building.build()
    build_demo(NOW)
    return world, Collective.objects.get(name=COOP)


def speaker_of(coop) -> str:
    """Return the member who says most in hearings and never said stop."""
    from django.db.models import Count

    from folkmoot.deciding.models import Objection
    from folkmoot.listening.models import Contribution

    stopped = Objection.objects.values("owner__name")
    said = Contribution.objects.filter(collective=coop, member__standing="member")
    rows = said.exclude(member__name__in=stopped).values_list("member__name")
    return rows.annotate(number=Count("id")).order_by("-number", "member__name")[0][0]


def measure(members: int, questions: int) -> dict[str, tuple[Cost, Cost]]:
    """Return what each page costs in the small and in the large collectives."""
    world, coop = build()
    pages = list(list_pages(world, coop))
    small = {page.name: cost_of(page, 1) for page in pages}
    began = time.perf_counter()
    grow(world.collective, "Bo", members, questions)
    grow(coop, speaker_of(coop), members, questions)
    say(f"grown in {time.perf_counter() - began:.0f} s")
    gc.collect()
    gc.freeze()  # as a server after its start: what was made until now stays
    return {page.name: (small[page.name], cost_of(page, TIMES)) for page in pages}


def say(words: str) -> None:
    """Tell how far it is."""
    print(words, file=sys.stderr, flush=True)


def main() -> int:
    """Print the slowest pages; return 1 if one is too slow or asks too often."""
    members, questions = (*map(int, sys.argv[1:3]), MEMBERS, QUESTIONS)[:2]
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        costs = measure(members, questions)
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    is_busy = load > cores / 2
    print(f"load {load:.1f} on {cores} cores: the limit is on ", end="")
    print("processor time" if is_busy else "wall time")
    print(f"{'':34}{'ms':>8}{'cpu ms':>8}{'queries':>9}{'small':>7}{'kB':>8}")
    time_of = lambda cost: cost.cpu if is_busy else cost.wall  # noqa: E731
    slow = sorted(costs.items(), key=lambda item: -time_of(item[1][1]))
    failed = 0
    for number, (name, (few, many)) in enumerate(slow):
        is_bad = time_of(many) > LIMIT or many.queries > few.queries
        failed += is_bad
        if is_bad or number < SHOWN:
            times = f"{many.wall:8.0f}{many.cpu:8.0f}"
            counts = f"{many.queries:9}{few.queries:7}{many.kilobytes:8.0f}"
            print(f"{name:34}{times}{counts}{'  <-' if is_bad else ''}")
    print(f"{failed} of {len(costs)} pages miss the limit of {LIMIT:.0f} ms")
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
