"""On which days a job comes; and a calendar that any parser reads."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from tests.cast import NOW, signed_in
from tests.shifts.kitchen import MONDAY, Kitchen

from folkmoot.needs.words.calendar import Event, fold, write_calendar
from folkmoot.people.models import Membership
from folkmoot.shifts.models import Job
from folkmoot.shifts.queries.days import begins_at, days_of, last_day_of

YEAR = (date(2027, 1, 1), date(2027, 12, 31))


def job(**other) -> Job:
    said = {"rhythm": "weekly", "timing": "day", "first_day": date(2027, 1, 1)}
    return Job(**{**said, **other})


@pytest.mark.parametrize(
    ("made", "count", "first"),
    [
        (job(weekdays=[1]), 52, date(2027, 1, 4)),
        (job(weekdays=[1], every_weeks=2), 26, date(2027, 1, 11)),
        (job(weekdays=[5, 6]), 105, date(2027, 1, 1)),
        (job(timing="week"), 52, date(2027, 1, 4)),
        (job(rhythm="once", first_day=date(2027, 5, 5)), 1, date(2027, 5, 5)),
        (job(rhythm="monthly", weekdays=[5], week_of_month=1), 12, date(2027, 1, 1)),
        (job(rhythm="monthly", weekdays=[5], week_of_month=5), 12, date(2027, 1, 29)),
        (
            job(rhythm="monthly", timing="week", weekdays=[5], week_of_month=2),
            12,
            date(2027, 1, 4),
        ),
    ],
)
def test_a_job_comes_on_its_days(made, count, first):
    days = list(days_of(made, *YEAR))
    assert (len(days), days[0]) == (count, first)


def test_some_time_that_week_goes_until_sunday():
    assert last_day_of(job(timing="week"), date(2027, 1, 4)) == date(2027, 1, 10)
    assert last_day_of(job(), date(2027, 1, 4)) == date(2027, 1, 4)


def test_an_hour_is_the_collective_s_own_summer_and_winter():
    evening = job(timing="hour", starts_at=time(18))
    hours = [
        begins_at(evening, day, "Europe/Madrid").astimezone(UTC).hour
        for day in (date(2027, 1, 4), date(2027, 7, 5))
    ]
    assert hours == [17, 16]


# --- A calendar, read back by a small parser of RFC 5545


def read(text: str) -> list[dict[str, str]]:
    """Return the events of a calendar; lines are unfolded, values unescaped."""
    assert text.endswith("\r\n")
    for encoded in text.encode().split(b"\r\n"):
        assert len(encoded) <= 75
        encoded.decode()
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    events: list[dict[str, str]] = []
    current: dict[str, str] | None = None
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            current = {}
        elif line == "END:VEVENT" and current is not None:
            events.append(current)
            current = None
        elif current is not None:
            plain = re.sub(r"\\([nN,;\\])", _unescape, value)
            current[name] = plain
    return events


def _unescape(found: re.Match[str]) -> str:
    return "\n" if found.group(1) in "nN" else found.group(1)


def test_a_calendar_is_read_as_it_was_meant():
    title = "Brot, Käse; und ein\\er " + "ö" * 60
    event = Event(
        uid="1@folkmoot",
        title=title,
        day=MONDAY,
        last_day=MONDAY,
        starts_at=datetime(2027, 3, 8, 17, 0, tzinfo=UTC),
        minutes=90,
        text="Two\nlines",
        url="https://example.org/",
    )
    whole = Event(**{**vars(event), "uid": "2", "starts_at": None})
    first, second = read(write_calendar("Elm, Street", [event, whole], NOW))
    assert first["SUMMARY"] == title
    assert first["DESCRIPTION"] == "Two\nlines"
    assert (first["DTSTART"], first["DTEND"]) == (
        "20270308T170000Z",
        "20270308T183000Z",
    )
    assert second["DTSTART;VALUE=DATE"] == "20270308"
    assert second["DTEND;VALUE=DATE"] == "20270309"


def test_no_letter_is_cut_in_two():
    parts = list(fold("SUMMARY:" + "🍞" * 50))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert "".join(part.removeprefix(" ") for part in parts).count("🍞") == 50


class TestFeed:
    def address(self, kitchen: Kitchen) -> str:
        client = signed_in(kitchen.ann)
        page = client.post(
            f"/c/{kitchen.elm.slug}/shifts/my-part/calendar/", follow=True
        )
        found = re.search(r"/calendar/[\w-]+\.ics", page.content.decode())
        assert found
        return found.group()

    def test_shows_one_s_shifts_without_signing_in(self, kitchen: Kitchen):
        kitchen.published()
        answer = Client().get(self.address(kitchen))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        events = read(answer.content.decode())
        assert {event["SUMMARY"] for event in events} == {"Cook dinner"}
        assert all(event["DTSTART"].endswith("T170000Z") for event in events)

    def test_a_new_address_ends_the_old_one(self, kitchen: Kitchen):
        first = self.address(kitchen)
        second = self.address(kitchen)
        assert Client().get(first).status_code == 404
        assert Client().get(second).status_code == 200
        signed_in(kitchen.ann).post(
            f"/c/{kitchen.elm.slug}/shifts/my-part/calendar/end/"
        )
        assert Client().get(second).status_code == 404

    def test_ends_with_the_membership(self, kitchen: Kitchen):
        address = self.address(kitchen)
        Membership.objects.filter(id=kitchen.ann.id).update(
            ended_at=NOW + timedelta(days=1)
        )
        assert Client().get(address).status_code == 404
