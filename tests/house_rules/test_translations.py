"""Every text is there in every language, with the same names to fill in."""

import os
import re
import shutil
import subprocess
import sys

import polib
import pytest
from django.conf import settings
from tests.house_rules.source import PACKAGE

LOCALE = PACKAGE / "locale"
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
DJANGO = [sys.executable, "-P", "-m", "django"]
NAMES = re.compile(r"%\((\w+)\)[sd]|%[sd]")
type Key = tuple[str | None, str, str]


def texts_of(catalogue: polib.POFile) -> dict[Key, polib.POEntry]:
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural): entry
        for entry in catalogue
        if not entry.obsolete
    }


def said(entry: polib.POEntry) -> list[str]:
    """Return the translation: one text, or one for each plural form."""
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def is_translated(entry: polib.POEntry) -> bool:
    return not entry.fuzzy and all(said(entry))


def is_filled_alike(entry: polib.POEntry) -> bool:
    """Tell whether the translation asks for no name that the text does not give."""
    given = set(NAMES.findall(entry.msgid + entry.msgid_plural))
    return all(set(NAMES.findall(text)) <= given for text in said(entry))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> dict[str, polib.POFile]:
    """Collect the texts of the source anew, in a copy of it; without the settings.

    They would have the copy imported, and where a text stands is looked for in all
    texts once for each template.
    """
    if not shutil.which("xgettext"):
        pytest.skip("gettext is missing")
    source = tmp_path_factory.mktemp("source")
    shutil.copytree(
        PACKAGE,
        source / PACKAGE.name,
        ignore=shutil.ignore_patterns("__pycache__", "static", "locale"),
    )
    (source / PACKAGE.name / "locale").mkdir()
    languages = [word for code in LANGUAGES for word in ("--locale", code)]
    subprocess.run(  # noqa: S603 -- Django, with languages of our own
        [*DJANGO, "makemessages", "--no-location", *languages],
        check=True,
        cwd=source / PACKAGE.name,
        env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
        capture_output=True,
    )
    return {
        code: polib.pofile(
            str(source / PACKAGE.name / f"locale/{code}/LC_MESSAGES/django.po")
        )
        for code in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
class TestCatalogue:
    def test_holds_every_text_and_no_other(self, fresh, language):
        if not LOCALE.is_dir():  # the languages come in one step, once the texts stand
            return
        file = LOCALE / language / "LC_MESSAGES" / "django.po"
        known, wanted = texts_of(polib.pofile(str(file))), texts_of(fresh[language])
        assert sorted(wanted.keys() - known.keys(), key=str) == [], "new texts"
        assert sorted(known.keys() - wanted.keys(), key=str) == [], "texts that went"

    def test_is_complete(self, language):
        if not LOCALE.is_dir():
            return
        file = LOCALE / language / "LC_MESSAGES" / "django.po"
        entries = texts_of(polib.pofile(str(file)))
        assert [k for k, e in entries.items() if not is_translated(e)] == []
        assert [k for k, e in entries.items() if not is_filled_alike(e)] == []


def test_a_text_that_asks_for_another_name_is_found():
    entry = polib.POEntry(msgid="%(name)s joined", msgstr="%(nombre)s se ha unido")
    assert not is_filled_alike(entry)


def test_the_source_has_texts(fresh):
    assert all(len(texts_of(catalogue)) > 100 for catalogue in fresh.values())
