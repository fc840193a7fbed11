"""How plainly a text is written: a pure reading of it, which advises and never refuses.

English is read with the Flesch-Kincaid grade [1]_, Spanish with the Szigriszt-Pazos
perspicuity on the INFLESZ scale [2]_, every other language by the length of its
sentences alone. `tests/deciding/test_plain.py` has worked examples.

References
----------
.. [1] Kincaid, Fishburne, Rogers, Chissom (1975), "Derivation of new readability
   formulas for Navy enlisted personnel", Research Branch Report 8-75, p. 14.
.. [2] Barrio-Cantalejo et al. (2008), "Validación de la Escala INFLESZ para evaluar la
   legibilidad de los textos dirigidos a pacientes", An. Sist. Sanit. Navar. 31(2),
   135-152: the formula on p. 138, the scale in table 2.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from folkmoot.deciding.plain_words import PLAINER
from folkmoot.deciding.syllables import COUNTERS

WORDS_PER_MINUTE = 120  # read aloud, with time to think
WORDS_AT_MOST = 360  # three minutes
SENTENCE_AT_MOST = 20  # words
USUAL_SENTENCE = 15
HARD_SYLLABLES = {"en": 4, "es": 5}
LONG_LETTERS = 16  # where syllables are not counted
GRADE_EASY, GRADE_HARD = 6, 9
INFLESZ_EASY, INFLESZ_HARD = 65, 55

# U+2019 is the apostrophe of typeset text; U+3002, FF01 and FF1F end a sentence in
# Chinese and Japanese.
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_ENDS = r".!?\u2026\u3002\uff01\uff1f"
_SENTENCE = re.compile(rf"[^{_ENDS}\n]+(?:[{_ENDS}]+|\n+|$)")
_OPENING = " \t\"'“«(¿¡\u2018"


class Ease(StrEnum):
    """How easily a text is read."""

    NONE = "none"
    EASY = "easy"
    FAIR = "fair"
    HARD = "hard"


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; a hard word stands alone, with a plainer one if known."""

    text: str
    is_hard: bool = False
    plainer: str = ""


@dataclass(frozen=True)
class Reading:
    """What a text asks of its reader.

    ``grade`` is a school year (English), ``perspicuity`` the INFLESZ number from 0
    (hard) to 100 (Spanish); None in every other language and for a text without words.
    """

    pieces: Sequence[Piece]
    words: int
    sentences: int
    long_sentences: Sequence[str]
    grade: float | None
    perspicuity: float | None
    ease: Ease

    @property
    def minutes(self) -> int:
        """The minutes it takes, rounded up."""
        return -(-self.words // WORDS_PER_MINUTE)

    @property
    def is_short(self) -> bool:
        """Whether it can be read in three minutes."""
        return self.words <= WORDS_AT_MOST

    @property
    def words_over(self) -> int:
        """How many words are more than three minutes take."""
        return max(0, self.words - WORDS_AT_MOST)

    @property
    def hard_words(self) -> list[Piece]:
        """The hard words, each once, in the order of the text."""
        hard: dict[str, Piece] = {}
        for piece in self.pieces:
            if piece.is_hard:
                hard.setdefault(piece.text.casefold(), piece)
        return list(hard.values())


def read(text: str, language: str = "en") -> Reading:
    """Return how plainly ``text`` is written in ``language`` (a BCP 47 tag)."""
    tongue = language.split("-", maxsplit=1)[0].casefold()
    sentences = [s for s in _SENTENCE.findall(text) if _WORD.search(s)]
    words = _WORD.findall(text)
    grade = perspicuity = None
    if words and tongue in COUNTERS:
        syllables = sum(map(COUNTERS[tongue], words))
        if tongue == "en":
            grade = flesch_kincaid(syllables, len(words), len(sentences))
        else:
            perspicuity = szigriszt_pazos(syllables, len(words), len(sentences))
    return Reading(
        pieces=list(_pieces(text, tongue)),
        words=len(words),
        sentences=len(sentences),
        long_sentences=[
            " ".join(s.split())
            for s in sentences
            if len(_WORD.findall(s)) > SENTENCE_AT_MOST
        ],
        grade=grade,
        perspicuity=perspicuity,
        ease=_ease(grade, perspicuity, len(words), len(sentences)),
    )


def flesch_kincaid(syllables: int, words: int, sentences: int) -> float:
    """Return the school year [1]_ for which a text is written."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def szigriszt_pazos(syllables: int, words: int, sentences: int) -> float:
    """Return the perspicuity [2]_ of a Spanish text; 65 and more is "quite easy"."""
    return 206.835 - 62.3 * syllables / words - words / sentences


def _ease(
    grade: float | None, perspicuity: float | None, words: int, sentences: int
) -> Ease:
    """Return the ease; three thresholds, all turned so that more is harder."""
    if not words:
        return Ease.NONE
    if grade is not None:
        load, easy, hard = grade, GRADE_EASY, GRADE_HARD
    elif perspicuity is not None:
        load, easy, hard = -perspicuity, -INFLESZ_EASY, -INFLESZ_HARD
    else:
        load, easy, hard = words / sentences, USUAL_SENTENCE, SENTENCE_AT_MOST
    if load <= easy:
        return Ease.EASY
    return Ease.FAIR if load <= hard else Ease.HARD


def _pieces(text: str, tongue: str) -> list[Piece]:
    pieces: list[Piece] = []
    done = 0
    plainer = PLAINER.get(tongue, {})
    for found in _WORD.finditer(text):
        word = found.group()
        if not _is_hard(word, tongue, plainer, text[: found.start()]):
            continue
        if found.start() > done:
            pieces.append(Piece(text[done : found.start()]))
        pieces.append(Piece(word, is_hard=True, plainer=_plainer(word, plainer)))
        done = found.end()
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return pieces


def _is_hard(word: str, tongue: str, plainer: Mapping[str, str], before: str) -> bool:
    if _plainer(word, plainer):
        return True
    begins = not before.rstrip(_OPENING) or before.rstrip(_OPENING)[-1] in ".!?\n:…"
    if word[0].isupper() and not begins:
        return False  # most likely a name
    if tongue in COUNTERS:
        return COUNTERS[tongue](word) >= HARD_SYLLABLES[tongue]
    return len(word) >= LONG_LETTERS


def _plainer(word: str, plainer: Mapping[str, str]) -> str:
    """Return the plainer word, also for a plural."""
    plain = word.casefold()
    return plainer.get(plain) or plainer.get(plain.removesuffix("s"), "")
