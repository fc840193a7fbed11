"""Every word that a template shows goes through gettext."""

import ast
import re

import pytest
from tests.house_rules.source import name_of, templates, tracked, tree_of
from tests.house_rules.words import BLOCK

# The same in every language.
NAMES = {"Folkmoot", "API", "QR", "CSV", "JSON", "PDF", "ZIP", "SHA-256", "AGPL"}
SILENT = (
    re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL),
    re.compile(r"{#.*?#}|<!--.*?-->", re.DOTALL),
    BLOCK,
    # Blocks that fill an attribute which only scripts and styles read.
    re.compile(r"{%\s*block (received|kind)\s*%}.*?{%\s*endblock\b.*?%}", re.DOTALL),
)
SAID = re.compile(
    r"\s(?:alt|title|aria-label|aria-description|placeholder)=(?:\"([^\"]*)\"|'([^']*)')"
)
WORD = re.compile(r"[^\W\d_]{2,}")
# Templates that show text of one language on purpose, and why.
EXCEPTIONS: dict[str, str] = {
    "src/folkmoot/web/templates/web/style_parts.html": "names of people, as samples",
}


def faults(text: str) -> list[str]:
    """Return the words in ``text`` that no translator would ever see."""
    for pattern in SILENT:
        text = pattern.sub(" ", text)
    text = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
    spoken = [double or single for double, single in SAID.findall(text)]
    spoken.append(re.sub(r"&\w+;", " ", re.sub(r"<[^>]*>", " ", text)))
    for name in NAMES:
        spoken = [part.replace(name, " ") for part in spoken]
    return [word for part in spoken for word in WORD.findall(part)]


def test_every_text_can_be_translated():
    found = {
        name_of(file): faults(file.read_text())
        for file in templates()
        if name_of(file) not in EXCEPTIONS
    }
    assert {name: words for name, words in found.items() if words} == {}


# What `makemessages` looks for; under another name, no translator sees the text.
FOUND = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "gettext_noop"}


def unseen(tree: ast.Module) -> list[str]:
    """Return the names of gettext under which its texts are not found."""
    return [
        alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and alias.asname and alias.asname not in FOUND
    ]


def test_every_text_in_code_is_found_by_translators():
    files = tracked("src/**/*.py")
    found = {name_of(file): unseen(tree_of(file)) for file in files}
    assert {name: names for name, names in found.items() if names} == {}


def test_a_gettext_under_another_name_is_found():
    line = "from django.utils.translation import gettext as now_, gettext_lazy as _"
    assert unseen(ast.parse(line)) == ["now_"]


@pytest.mark.parametrize(
    "line",
    [
        '<h1>{% translate "Welcome" %}</h1>',
        '<img alt="{% translate "Two people talk" %}" src="a.svg">',
        "<title>{{ question.title }} · Folkmoot</title>",
        "{% blocktranslate trimmed %}{{ n }} of 10 people{% endblocktranslate %}",
        '<img alt="" src="lines.svg"> {# drawn by hand #}',
    ],
)
def test_good_lines_pass(line):
    assert faults(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "<h1>Welcome</h1>",
        '<img alt="Two people talk" src="a.svg">',
        '<button aria-label="Close">{{ name }}</button>',
    ],
)
def test_bad_lines_are_found(line):
    assert faults(line) != []
