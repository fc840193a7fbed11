"""No template holds a style or a script: the Content-Security-Policy would stop them."""

import re

import pytest
from tests.house_rules.source import name_of, templates

INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "script in the page": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "code in an attribute": re.compile(r"\s(hx-on|hx-vals=.js:|x-data)", re.IGNORECASE),
    "another server": re.compile(r"\s(src|href)=[\"']?(https?:)?//", re.IGNORECASE),
}
MAIL = "/mail/"  # a mail may name addresses in full


def faults(text: str) -> list[str]:
    return [
        f"line {text.count('\n', 0, match.start()) + 1}: {what}"
        for what, pattern in INLINE.items()
        for match in pattern.finditer(text)
    ]


def test_no_template_holds_a_style_or_a_script():
    found = {name_of(file): faults(file.read_text()) for file in templates()}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        '<script type="module" src="{% static \'js/page.js\' %}"></script>',
        '<link rel="stylesheet" href="{% static \'css/page.css\' %}">',
        '<p class="style">Drawn by lot on Monday</p>',
        '<button data-on="press">Yes</button>',
        "<a href=\"{% url 'people:start' %}\">Start</a>",
    ],
)
def test_good_lines_pass(line):
    assert faults(line) == []


@pytest.mark.parametrize(
    "line",
    [
        '<p style="color: red">',
        "<style>p { color: red }</style>",
        "<script>go()</script>",
        '<script type="module">go()</script>',
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        '<button hx-on:click="go()">',
        '<script src="https://elsewhere.example/x.js"></script>',
        '<img src="//elsewhere.example/x.png" alt="">',
    ],
)
def test_bad_lines_are_found(line):
    assert faults(line) != []
