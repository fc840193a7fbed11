"""A member's shifts as a calendar file: RFC 5545, for any calendar that reads one.

Times are in UTC, so that no description of a zone is needed; what has no hour is a
whole day. Lines are folded at 75 octets, never inside a letter.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75  # octets; further lines begin with a space
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """One thing in a calendar; without an hour it lasts from ``day`` to ``last_day``."""

    uid: str
    title: str
    day: date
    last_day: date
    starts_at: datetime | None
    minutes: int
    text: str
    url: str


def write_calendar(name: str, events: Sequence[Event], now: datetime) -> str:
    """Return the whole file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Folkmoot//Shifts//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
    ]
    for event in events:
        lines += _lines_of(event, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in fold(line))


def _lines_of(event: Event, now: datetime) -> Iterable[str]:
    return (
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_instant(now)}",
        *_times(event),
        f"SUMMARY:{escape(event.title)}",
        f"DESCRIPTION:{escape(event.text)}",
        f"URL:{event.url}",
        "END:VEVENT",
    )


def _times(event: Event) -> tuple[str, str]:
    if event.starts_at is None:
        end = event.last_day + DAY  # the end is not part of it
        return (
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{end:%Y%m%d}",
        )
    ends_at = event.starts_at + timedelta(minutes=event.minutes)
    return f"DTSTART:{_instant(event.starts_at)}", f"DTEND:{_instant(ends_at)}"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escape(text: str) -> str:
    """Return ``text`` as a value: section 3.3.11."""
    plain = "".join(c for c in text if c == "\n" or ord(c) >= ord(" "))
    for letter in ("\\", ";", ","):
        plain = plain.replace(letter, f"\\{letter}")
    return plain.replace("\n", "\\n")


def fold(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets: section 3.1."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE:
            yield part
            part, size = " ", 1
        part += letter
        size += octets
    yield part
