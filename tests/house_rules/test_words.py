"""What people read is plain: no software words, no fight words, nobody is shamed."""

import re

import pytest
from tests.house_rules.words import all_texts, in_template

# From "Words on screen" and "Language rules" of the process: the word, and what to say.
AVOID = {
    r"log ?in|login|log ?out|logout": "sign in, sign out",
    r"users?": "person, people, member",
    r"submit(s|ted)?|submission": "send",
    r"invalid": "say what to do",
    r"successful(ly)?": "say what happened",
    r"dashboard|workflow|config(uration)?|parameters?": "software words",
    r"password": "nobody has one",
    r"admin(istrator)?s?|superuser|moderators?": "server keeper, host",
    r"deleted|banned": "folded, erased",
    # What the law calls so is always called by its whole name.
    r"(?<!legal )(?<!decided by )votes?|voting|voters?|ballots?": "position, answer",
    r"motion|resolution|RFC": "draft, idea, question",
    r"veto(es|ed)?|block(s|ed|ers?|ing)?": "stop, I see a problem",
    r"abstain(s|ed)?|abstention": "not for me, go ahead",
    r"approve[ds]?|approval|reservations": "yes; yes, but I worry",
    r"majority|quorum": "say the numbers",
    r"reject(s|ed)?|failed|failure": "not agreed; things stay as they are",
    r"assignees?": "who does it",
    r"delegates?|deputy": "messenger, listener",
    r"impeach|HQ|KPI": "plain words",
    r"facilitators?|chair(person|man)?": "host",
    r"randomi[sz]ed": "drawn by lot",
    r"scores?|rankings?": "how are we doing together?",
    r"prospects?|pipeline|campaigns?|mobili[sz]e|target group": "no war words",
    r"win(s|ner)?|won|lose(s|r)?|lost the|beat|opponents?|defeat(ed)?": "no fight words",
    r"you have not|you haven't|you failed|you forgot|you did not": "nobody is shamed",
    r"oops|sorry|whoops": "calm words",
    r"final comment period|synthesis|discourse": "plain words",
}
# A sentence ends with its mark, a paragraph or a part of a list.
SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n\n")
WORDS_AT_MOST = 15
# A text that needs such a word, and why.
EXCEPTIONS: dict[str, str] = {}
PATTERNS = {
    re.compile(rf"\b({words})\b", re.IGNORECASE): AVOID[words] for words in AVOID
}


def faults(text: str) -> list[str]:
    without_names = re.sub(r"%\(\w+\)[sd]", " ", text)
    return [
        f"{match.group()!r}: {instead}"
        for pattern, instead in PATTERNS.items()
        for match in pattern.finditer(without_names)
    ]


def long_sentences(text: str) -> list[str]:
    plain = re.sub(r"%\(\w+\)[sd]", "name", re.sub(r"<[^>]*>", "", text))
    return [s for s in SENTENCE.split(plain) if len(s.split()) > WORDS_AT_MOST]


def test_sentences_are_short():
    found = {
        (name, long) for name, text in all_texts() for long in long_sentences(text)
    }
    assert found == set()


def test_texts_avoid_what_puts_people_off():
    found = {
        (name, text): faults(text)
        for name, text in all_texts()
        if text not in EXCEPTIONS and faults(text)
    }
    assert found == {}


def test_no_exception_outlives_its_reason():
    assert set(EXCEPTIONS) - {text for _, text in all_texts() if faults(text)} == set()


@pytest.mark.parametrize(
    "text",
    [
        "Sign in",
        "This question closed on 1 May 2026. You can still read it.",
        "7 of 10 people said yes.",
        "There is still time until Sunday.",
        "%(user)s joined",
    ],
)
def test_good_lines_pass(text):
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    ["Log in", "Invalid value", "Submit", "Saved successfully", "You have not voted"],
)
def test_bad_lines_are_found(text):
    assert faults(text) != []


def test_a_long_sentence_is_found_between_short_ones():
    long = " ".join(["word"] * (WORDS_AT_MOST + 1)) + "."
    assert long_sentences(f"Yes. {long} No: {long[5:]}") == [long]


def test_a_template_is_read_as_people_read_it():
    template = (
        '{% translate "Sign in" %}{% blocktranslate trimmed with n=count %}'
        "{{ n }} of <b>ten</b>{% endblocktranslate %}"
    )
    assert list(in_template(template)) == ["Sign in", "of ten"]
