"""A language of our own making, to see how pages hold: every text in other letters."""

import re
from pathlib import Path

import polib

from folkmoot.web.translations import LOCALES, compile_messages

LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابتدهفغحيجكلمنوپقرسثعضصخظز"
LETTERS = str.maketrans(LATIN + LATIN.upper(), ARABIC * 2)
# What a text must keep: placeholders, marks of HTML, and names of characters.
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|<[^>]*>|&\w+;)")
LONGER = 3  # a third


def write_catalogue(folder: Path, language: str) -> Path:
    """Write every text of ours into ``folder``; return it, as a path of locales."""
    texts = polib.pofile(str(LOCALES / "es" / "LC_MESSAGES" / "django.po"))
    for entry in texts:
        if entry.msgctxt is not None:  # forms of dates, which are no words
            entry.msgstr = entry.msgid
        elif entry.msgid_plural:
            one, many = _say(entry.msgid), _say(entry.msgid_plural)
            entry.msgstr_plural = {0: many, 1: one, 2: many, 3: many, 4: many, 5: many}
        else:
            entry.msgstr = _say(entry.msgid)
    texts.metadata["Language"] = language
    texts.metadata["Plural-Forms"] = (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 :"
        " n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    )
    target = folder / language / "LC_MESSAGES" / "django.po"
    target.parent.mkdir(parents=True)
    texts.save(str(target))
    compile_messages(folder)
    return folder


def _say(text: str) -> str:
    parts = KEPT.split(text)
    said = [part if n % 2 else part.translate(LETTERS) for n, part in enumerate(parts)]
    ending = "\n" if text.endswith("\n") else ""
    return "".join(said).removesuffix("\n") + " " + "ي" * (len(text) // LONGER) + ending
