"""Deadlines hold to the second, whether or not a worker runs."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.cast import NOW
from tests.driver import Guest, Server, found_collective
from tests.driving.conftest import copy_server
from tests.driving.truth import read_truth

pytestmark = pytest.mark.server
NAMES = ("Ann", "Bo", "Di", "Eve", "Flo", "Kim")
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
OCTOBER = datetime(2027, 10, 1, 18, 0, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")
SHOWN = re.compile(r"\w+day (\d+) (\w+), (\d\d:\d\d)")


@dataclass(frozen=True)
class Home:
    """A collective at home whose people read their mail, on a server that rests."""

    server: Server
    slug: str
    cookies: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def home_on(
    prepared: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[datetime], Home]]:
    """Return a function that returns the home of a day: founded once."""
    made: dict[datetime, Home] = {}

    def found(day: datetime) -> Home:
        server = copy_server(prepared, tmp_path_factory.mktemp("home") / "home", stack)
        server.set_clock(day)
        link = server.set_up() if day == NOW else server.init()
        server.start("--no-worker")
        more = {"time_zone": "Europe/Madrid"}
        slug, guests = found_collective(server, link, *NAMES, **more)
        server.work()
        for guest in guests:
            guest.prove_address()
        server.stop()
        return Home(server, slug, {guest.name: guest.cookies for guest in guests})

    with ExitStack() as stack:
        yield lambda day: made[day] if day in made else made.setdefault(day, found(day))


type Gather = Callable[..., tuple[Server, str, list[Guest]]]


@pytest.fixture
def gather(home_on: Callable[[datetime], Home], tmp_path: Path) -> Iterator[Gather]:
    """Return a function that starts a server of its own on a home; no worker runs."""

    def start(name: str = "home", now: datetime = NOW, founded: datetime = NOW):
        home = home_on(founded)
        server = copy_server(home.server, tmp_path / name, stack)
        server.set_clock(now)
        server.start("--no-worker")
        guests = [Guest(server, each) for each in NAMES]
        for guest in guests:
            guest.cookies |= home.cookies[guest.name]
        return server, home.slug, guests

    with ExitStack() as stack:
        yield start


def end_of(server: Server, number: int) -> datetime:
    return datetime.fromisoformat(read_truth(server)["ends"][str(number)])


def reach_last_call(
    server: Server, slug: str, number: int, guests: list[Guest]
) -> datetime:
    """Let four of six say yes and the check end; return when the last call ends."""
    for guest in guests[:4]:
        assert guest.answer(slug, number, "consent").status == 302
    end = end_of(server, number)
    server.set_clock(end + SECOND)
    guests[0].get(f"/c/{slug}/q/{number}/")
    moves = dict(read_truth(server)["questions"][str(number)])
    assert moves["last_call"] == end.isoformat(), "dated with its deadline"
    return end_of(server, number)


class TestADeadline:
    def test_holds_to_the_second_without_a_worker(self, gather):
        server, slug, guests = gather()
        *_four, eve, flo = guests[1:]
        number = guests[0].raise_question(slug, "Two apple trees")
        assert end_of(server, number) == NOW + 7 * DAY
        end = reach_last_call(server, slug, number, guests)
        late = flo.get(f"/c/{slug}/q/{number}/").form("/position/")
        server.set_clock(end - SECOND)
        assert eve.answer(slug, number, "consent").status == 302
        server.set_clock(end + SECOND)
        # The first to come after the end, with a page from before it.
        answer = flo.send(late, value="object", harm="Roots", to_whom="All")
        assert answer.status == 422
        assert "Roots" in answer.text, "what was typed is still there"
        guests[0].get(f"/c/{slug}/q/{number}/")
        truth = read_truth(server)
        moves = dict(truth["questions"][str(number)])
        assert moves["decided"] == end.isoformat()
        assert truth["faults"] == []


def count_letters(truth: dict) -> Counter:
    return Counter(map(tuple, truth["letters"]))


class TestNoWorkerForTwoDays:
    def test_catches_up_once_to_the_same_end(self, gather):
        ends = []
        for hours in ([*range(-90, 48, 12), 48], [-90, -1, 48]):
            server, slug, (ann, *others) = gather(f"home {len(hours)}")
            number = ann.raise_question(slug, "Two apple trees")
            server.work()
            for guest in (ann, *others[:3]):
                assert guest.answer(slug, number, "consent").status == 302
            end = end_of(server, number)
            server.work_through(end + hour * HOUR for hour in hours)
            server.work()  # nothing is left to do
            server.stop()
            ends.append(read_truth(server))
        always, late = ends
        assert late["faults"] == always["faults"] == []
        assert late["questions"] == always["questions"]
        assert late["positions"] == always["positions"]
        # A reminder whose moment passed is not sent late; all else is the same.
        late_letters, letters = map(count_letters, (late, always))
        assert late_letters <= letters
        assert {kind for kind, *_ in letters - late_letters} <= {"question.reminder"}

    def test_sends_each_mail_once_with_two_workers(self, gather):
        server, slug, (ann, *_others) = gather()
        ann.raise_question(slug, "Two apple trees")
        server.work()
        server.work_apart()
        waiting = [str(mail["Subject"]) for mail in server.mails("bo@example.org")]
        assert len(waiting) == len(set(waiting))
        assert [line for line in waiting if "Two apple trees" in line]


class TestTheDaysTheClocksChange:
    @pytest.mark.parametrize(
        "begins",
        [
            datetime(2027, 3, 24, 18, 30, tzinfo=UTC),  # 28 March: an hour less
            datetime(2027, 10, 27, 18, 30, tzinfo=UTC),  # 31 October: an hour more
            datetime(2027, 3, 18, 1, 30, tzinfo=UTC),  # ends in the missing hour
            datetime(2027, 10, 21, 0, 30, tzinfo=UTC),  # ends in the doubled hour
        ],
    )
    def test_show_what_is_enforced(self, gather, begins):
        founded = NOW if begins.month == NOW.month else OCTOBER
        server, slug, guests = gather(now=begins, founded=founded)
        number = guests[0].raise_question(slug, "Two apple trees")
        end = reach_last_call(server, slug, number, guests)
        local = end.astimezone(MADRID)
        shown = (str(local.day), f"{local:%B}", f"{local:%H:%M}")
        eve, flo = guests[4:]
        page = eve.get(f"/c/{slug}/q/{number}/")
        assert shown in SHOWN.findall(page.words)
        server.work()
        said = [str(mail.get_content()) for mail in server.mails(eve.address)]
        assert any(shown in SHOWN.findall(text) for text in said)
        old = flo.get(f"/c/{slug}/q/{number}/").form("/position/")
        server.set_clock(end - SECOND)
        assert eve.answer(slug, number, "consent").status == 302
        server.set_clock(end + SECOND)
        assert flo.send(old, value="consent").status == 422
