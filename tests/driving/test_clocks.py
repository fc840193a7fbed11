"""Deadlines hold to the second, whether or not a worker runs."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.cast import NOW
from tests.driver import Guest, Server, found_collective
from tests.driving.truth import read_truth

pytestmark = pytest.mark.server
NAMES = ("Ann", "Bo", "Di", "Eve", "Flo", "Kim")
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
MADRID = ZoneInfo("Europe/Madrid")
SHOWN = re.compile(r"\w+day (\d+) (\w+), (\d\d:\d\d)")


def gather(server: Server, **more: object) -> tuple[str, list[Guest]]:
    """Return a collective at home whose people read their mail; no worker runs."""
    link = server.init()
    server.start("--no-worker")
    slug, guests = found_collective(server, link, *NAMES, **more)
    server.work()
    for guest in guests:
        guest.prove_address()
    return slug, guests


def end_of(server: Server, number: int) -> datetime:
    return datetime.fromisoformat(read_truth(server)["ends"][str(number)])


class TestADeadline:
    def test_holds_to_the_second_without_a_worker(self, server):
        slug, (ann, bo, di, eve, flo, _kim) = gather(server)
        number = ann.raise_question(slug, "Two apple trees")
        end = end_of(server, number)
        assert end == NOW + 7 * DAY
        for guest in (ann, bo, di):
            assert guest.answer(slug, number, "consent").status == 302
        late = flo.get(f"/c/{slug}/q/{number}/").form("/position/")
        server.set_clock(end - SECOND)
        assert eve.answer(slug, number, "consent").status == 302
        server.set_clock(end + SECOND)
        # The first to come after the end, with a page from before it.
        answer = flo.send(late, value="object", harm="Roots", to_whom="All")
        assert answer.status == 422
        assert "Roots" in answer.text, "what was typed is still there"
        truth = read_truth(server)
        moves = dict(truth["questions"][str(number)])
        assert moves["last_call"] == end.isoformat()
        assert truth["faults"] == []

    def test_is_passed_by_whoever_comes_two_days_late(self, server):
        slug, (ann, bo, *_others) = gather(server)
        number = ann.raise_question(slug, "Two apple trees")
        for guest in (ann, bo, *_others[:3]):
            assert guest.answer(slug, number, "consent").status == 302
        end = end_of(server, number)
        server.set_clock(end + 48 * HOUR)
        bo.get(f"/c/{slug}/q/{number}/")
        assert dict(read_truth(server)["questions"][str(number)])["last_call"] == (
            end.isoformat()
        )


class TestNoWorkerForTwoDays:
    def test_catches_up_once_to_the_same_end(self, make_server):
        ends = []
        for hours in ([*range(-90, 48, 12), 48], [-90, -1, 48]):
            server = make_server()
            slug, (ann, *others) = gather(server)
            number = ann.raise_question(slug, "Two apple trees")
            server.work()
            for guest in (ann, *others[:3]):
                assert guest.answer(slug, number, "consent").status == 302
            end = end_of(server, number)
            for hour in hours:
                server.set_clock(end + hour * HOUR)
                server.work()
            server.work()  # nothing is left to do
            server.stop()
            ends.append(read_truth(server))
        always, late = ends
        assert late["faults"] == always["faults"] == []
        assert late["questions"] == always["questions"]
        assert late["positions"] == always["positions"]
        letters = Counter(map(tuple, late["letters"]))
        assert letters == Counter(map(tuple, always["letters"]))
        assert set(letters.values()) == {1}, "no mail twice"

    def test_sends_each_mail_once_with_two_workers(self, server):
        slug, (ann, *_others) = gather(server)
        ann.raise_question(slug, "Two apple trees")
        server.work()
        server.work()
        waiting = [str(mail["Subject"]) for mail in server.mails("bo@example.org")]
        assert len(waiting) == len(set(waiting))
        assert [line for line in waiting if "Two apple trees" in line]


class TestTheDaysTheClocksChange:
    @pytest.mark.parametrize(
        "begins",
        [
            datetime(2027, 3, 24, 18, 30, tzinfo=UTC),  # 28 March: an hour less
            datetime(2027, 10, 27, 18, 30, tzinfo=UTC),  # 31 October: an hour more
            datetime(2027, 3, 21, 1, 30, tzinfo=UTC),  # ends in the missing hour
            datetime(2027, 10, 24, 0, 30, tzinfo=UTC),  # ends in the doubled hour
        ],
    )
    def test_show_what_is_enforced(self, server, begins):
        server.set_clock(begins)
        slug, (ann, bo, _di, eve, *_) = gather(server, time_zone="Europe/Madrid")
        number = ann.raise_question(slug, "Two apple trees")
        page = bo.get(f"/c/{slug}/q/{number}/")
        end = end_of(server, number)
        local = end.astimezone(MADRID)
        shown = {
            (int(day), month, time) for day, month, time in SHOWN.findall(page.words)
        }
        assert (local.day, f"{local:%B}", f"{local:%H:%M}") in shown
        server.work()
        (mail,) = [m for m in server.mails(bo.address) if "apple" in str(m["Subject"])]
        said = SHOWN.findall(str(mail.get_content()))
        assert (str(local.day), f"{local:%B}", f"{local:%H:%M}") in said
        server.set_clock(end - SECOND)
        assert bo.answer(slug, number, "consent").status == 302
        old = eve.get(f"/c/{slug}/q/{number}/").form("/position/")
        server.set_clock(end + SECOND)
        assert eve.send(old, value="consent").status == 422
