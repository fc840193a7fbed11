"""What templates say with: times, minutes, names, text."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from folkmoot.web import when
from folkmoot.web.templatetags import folkmoot

NOW = datetime(2026, 6, 11, 15, 30, tzinfo=UTC)
SUNDAY = datetime(2026, 6, 14, 18, 0, tzinfo=UTC)


def show(source: str, own: str | None = None, **context: object) -> str:
    request = RequestFactory().get("/")
    request.now = NOW
    request.person = SimpleNamespace(time_zone=own) if own is not None else None
    return Template(source).render(RequestContext(request, context)).strip()


class TestFromNow:
    @pytest.mark.parametrize(
        ("distance", "words"),
        [
            (timedelta(seconds=20), "in a moment"),
            (timedelta(seconds=-20), "just now"),
            (timedelta(minutes=1), "in 1 minute"),
            (timedelta(minutes=59, seconds=59), "in 59 minutes"),
            (timedelta(hours=47, minutes=59), "in 47 hours"),
            (timedelta(hours=71), "in 2 days"),
            (timedelta(days=-3), "3 days ago"),
        ],
    )
    def test_rounds_down_so_that_nobody_comes_late(self, distance, words):
        assert when.from_now(NOW + distance, NOW) == words


class TestDescribe:
    def test_same_clocks_are_said_once(self):
        w = when.describe(SUNDAY, "Europe/Paris", "Europe/Berlin", NOW)
        assert (w.text, w.there) == ("Sunday 14 June, 20:00", "")

    def test_other_clocks_are_said_beside(self):
        w = when.describe(SUNDAY, "America/New_York", "Europe/Berlin", NOW)
        assert w.text == "Sunday 14 June, 14:00"
        assert w.there == "Sunday 14 June, 20:00 in Berlin"

    def test_a_reader_without_a_zone_reads_the_collectives(self):
        w = when.describe(SUNDAY, "", "America/New_York", None)
        assert (w.text, w.there, w.relative) == ("Sunday 14 June, 14:00", "", "")

    @pytest.mark.parametrize("utc_hour", [0, 1, 2])
    def test_names_the_hour_on_the_night_the_clocks_change(self, utc_hour):
        at = datetime(2026, 10, 25, utc_hour, 30, tzinfo=UTC)
        local = at.astimezone(ZoneInfo("Europe/Berlin"))
        w = when.describe(at, "Europe/Berlin", "Europe/Berlin", None)
        assert w.text.endswith(f"{local:%H:%M}")


class TestInShort:
    ZONE = ZoneInfo("Europe/Berlin")

    @pytest.mark.parametrize(
        ("distance", "words"),
        [
            (timedelta(days=5, hours=23), "Wednesday 16:30"),
            (timedelta(days=6), "Wednesday 17 June"),
            (timedelta(days=179), "Monday 7 December"),
            (timedelta(days=180), "Tuesday 8 December 2026"),
            (timedelta(days=-7), "Thursday 4 June"),
        ],
    )
    def test_says_no_more_than_which_day_it_is(self, distance, words):
        assert when.in_short(NOW + distance, self.ZONE, NOW) == words

    def test_a_list_shows_it_and_how_far_away_it_is(self):
        source = (
            '{% include "components/when.html" with at=at zone=zone short=True only %}'
        )
        html = show(source, at=SUNDAY, zone="Europe/Berlin")
        assert "Sunday 20:00" in html
        assert "(in 3 days)" in html

    def test_a_day_without_a_present_has_its_year(self):
        source = "{% day at %}"
        assert show(source, at=SUNDAY.date()) == "Sunday 14 June"
        assert Template(source).render(Context({"at": SUNDAY.date()})) == (
            "Sunday 14 June 2026"
        )


class TestWhenComponent:
    SOURCE = '{% include "components/when.html" with at=at zone=zone only %}'

    def test_says_day_time_and_distance_for_people_and_machines(self):
        html = show(self.SOURCE, "Europe/Berlin", at=SUNDAY, zone="Europe/Berlin")
        assert '<time datetime="2026-06-14T18:00:00' in html
        assert "Sunday 14 June, 20:00</time>" in html
        assert "(in 3 days)" in html
        assert "when-there" not in html

    def test_adds_the_collectives_time_where_it_differs(self):
        html = show(self.SOURCE, "America/New_York", at=SUNDAY, zone="Europe/Berlin")
        assert "Sunday 14 June, 20:00 in Berlin" in html


class TestFilters:
    def test_days_carry_their_weekday(self):
        with timezone.override("Asia/Tokyo"):
            assert folkmoot.weekday_date(SUNDAY) == "Monday 15 June 2026"
            assert folkmoot.deadline(SUNDAY) == "Monday 15 June, 03:00"
        assert folkmoot.weekday_date(SUNDAY.date()) == "Sunday 14 June 2026"

    @pytest.mark.parametrize("name", ["weekday_date", "deadline", "minutes"])
    def test_nothing_is_nothing(self, name):
        assert getattr(folkmoot, name)(None) == ""

    def test_minutes(self):
        assert folkmoot.minutes(1.2) == "2 min"
        assert folkmoot.reading_minutes("word " * 181) == 2
        assert folkmoot.reading_minutes("") == 1

    def test_counts_of_people(self):
        assert folkmoot.of_people(7, 10) == "7 of 10 people"
        assert folkmoot.of_people(1, 1) == "1 of 1 person"

    def test_digits_are_grouped_as_the_language_does(self):
        assert folkmoot.grouped(20_000) == "20,000"
        with translation.override("es"):
            assert folkmoot.grouped(20_000) != "20,000"

    def test_a_name_stays_within_itself(self):
        assert folkmoot.bdi("<b>\u202eAnn") == "<bdi>&lt;b&gt;\u202eAnn</bdi>"

    def test_an_address_of_this_server_is_a_link_and_no_other_is(self):
        html = folkmoot.paragraphs("See /c/elm-street/q/3/ or //evil/c/x/ <b>/c/x/</b>")
        assert html.count("<a ") == 1
        assert '<a href="/c/elm-street/q/3/">/c/elm-street/q/3/</a>' in html

    def test_text_becomes_paragraphs_and_never_markup(self):
        html = folkmoot.paragraphs("a <i>\r\nb\r\n\r\n \r\nc\n")
        assert html == ('<p dir="auto">a &lt;i&gt;<br>b</p>\n<p dir="auto">c</p>')

    @pytest.mark.parametrize("text", ["", " \n\n ", "{0} {", "%s"])
    def test_odd_text_is_shown_as_it_is(self, text):
        assert text.strip() in folkmoot.paragraphs(text)
