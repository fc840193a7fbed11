"""Components show what they are given, to eyes and ears alike."""

import re

import pytest
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from django.utils.timezone import datetime, timedelta

from folkmoot.web.tallies import GAP, WIDTH, lay_out

NOW = datetime.fromisoformat("2026-06-11T15:30:00+00:00")


def show(component: str, **context: object) -> str:
    request = RequestFactory().get("/")
    request.now = NOW
    pairs = " ".join(f"{key}={key}" for key in context)
    source = f'{{% include "components/{component}.html" with {pairs} only %}}'
    return Template(source).render(RequestContext(request, context))


class TestPath:
    STEPS = (
        ("Write it down", "past", NOW - timedelta(days=1)),
        ("Can we agree?", "here", NOW + timedelta(days=3)),
        ("Last call", "next", None),
        ("Look back", "next", None),
    )

    def test_says_where_what_next_and_when(self):
        html = " ".join(show("path", steps=self.STEPS, zone="UTC").split())
        assert "You are here: <strong>Can we agree?</strong> <span" in html
        assert "Sunday 14 June, 15:30" in html
        assert "Next: Last call" in html
        assert html.count('aria-current="step"') == 1

    def test_the_picture_has_a_station_per_step_and_is_silent(self):
        html = show("path", steps=self.STEPS, zone="UTC")
        track = re.search(
            r'<ol class="path-track" aria-hidden="true">.*?</ol>', html, re.DOTALL
        )
        assert track
        assert track[0].count("<li") == 4

    def test_an_ended_question_has_no_next(self):
        html = show("path", steps=[("Look back", "past", NOW)], zone="UTC")
        assert "Next:" not in html
        assert "You are here" not in html


class TestTally:
    COUNTS = (("Yes", 7, "yes"), ("Stop", 1, "stop"), ("Later", 0, "more"))

    def test_every_count_has_its_word_also_nought(self):
        html = show("tally", counts=self.COUNTS, label="Answers")
        for word, count, _kind in self.COUNTS:
            assert re.search(rf"<b>{count}</b> <span>{word}</span>", html)

    def test_parts_differ_by_pattern(self):
        html = show("tally", counts=self.COUNTS, label="Answers")
        fills = re.findall(r'fill="url\(#(\w+-\w+)\)"', html)
        assert fills
        assert all(f'id="{fill}"' in html for fill in fills)

    def test_two_bars_on_a_page_have_different_ids(self):
        assert lay_out(self.COUNTS).key != lay_out(self.COUNTS[:1]).key

    def test_the_bar_is_full_and_nobody_has_no_width(self):
        tally = lay_out(self.COUNTS)
        assert sum(p.width + GAP for p in tally.parts if p.count) == pytest.approx(
            WIDTH
        )
        assert tally.parts[2].width == 0

    def test_nobody_at_all_is_no_division(self):
        assert lay_out([("Yes", 0, "yes")]).total == 0


class TestOthers:
    def test_text_is_escaped_and_knows_its_direction(self):
        html = show("text", text="<script>", quote=True)
        assert "&lt;script&gt;" in html
        assert 'dir="auto"' in html

    def test_a_name_needs_no_space_around_it(self):
        assert show("person_name", name="Ann") == '<bdi class="person">Ann</bdi>'

    def test_a_choice_is_one_label_around_its_button(self):
        html = show(
            "choice", name="p", value="yes", word="Yes", drawing="yes", checked=True
        )
        assert '<input type="radio" name="p" value="yes" checked>' in html
        assert "drawings.svg#yes" in html

    def test_no_pages_no_pager(self):
        assert "<nav" not in show("pager", newer="", older="")


@pytest.mark.django_db
class TestStylePage:
    def test_shows_everything_without_a_query(
        self, client: Client, django_assert_num_queries
    ):
        with django_assert_num_queries(0):
            response = client.get("/style/")
        assert response.status_code == 200

    def test_is_not_there_on_a_server(self, client: Client, settings):
        settings.CONFIG = settings.CONFIG.model_copy(
            update={"test": False, "debug": False}
        )
        assert client.get("/style/").status_code == 404

    def test_every_component_is_on_it(self):
        from pathlib import Path

        import folkmoot.web

        root = Path(folkmoot.web.__file__).parent / "templates"
        shown = "".join(f.read_text() for f in root.rglob("*.html"))
        names = {f.name for f in (root / "components").glob("*.html")}
        elsewhere = {
            "field.html",
            "confirm.html",
        }  # the form renderer; a page of its own
        missing = {n for n in names - elsewhere if f"components/{n}" not in shown}
        assert not missing

    def test_every_drawing_that_is_named_exists(self):
        from pathlib import Path

        import folkmoot.web
        from folkmoot.web.samples import DRAWINGS

        sprite = Path(folkmoot.web.__file__).parent / "static/drawings.svg"
        assert set(re.findall(r'symbol id="([\w-]+)"', sprite.read_text())) == set(
            DRAWINGS
        )


@pytest.mark.django_db
class TestEveryPage:
    def test_has_no_inline_script_or_style(self, client: Client):
        for path in ("/style/", "/about/", "/nowhere/"):
            html = client.get(path).content.decode()
            assert not re.search(r"<style|<script>|\sstyle=|\son\w+=|javascript:", html)

    def test_names_its_language_and_direction(self, client: Client):
        html = client.get("/about/", headers={"Accept-Language": "es"}).content.decode()
        assert '<html lang="es" dir="ltr">' in html

    def test_a_stranger_can_change_the_language_by_a_plain_form(self, client: Client):
        response = client.post("/i18n/setlang/", {"language": "es", "next": "/about/"})
        assert response["Location"] == "/about/"
        assert '<html lang="es"' in client.get("/about/").content.decode()

    def test_the_source_of_this_version_is_given(self, client: Client):
        response = client.get("/about/source.zip")
        assert response.content[:2] == b"PK"
        assert b"folkmoot/web/source.py" in response.content
        assert b"__pycache__" not in response.content
