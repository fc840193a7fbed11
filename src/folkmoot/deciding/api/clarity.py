"""How plainly something is written, and what a question still lacks."""

from typing import Self

from ninja import Router, Schema
from pydantic import Field

from folkmoot.deciding import operations
from folkmoot.deciding.api.places import settled
from folkmoot.deciding.plain import Ease, Reading, read
from folkmoot.deciding.queries.calls import list_unclear_words
from folkmoot.deciding.queries.facts import latest_proposal
from folkmoot.deciding.queries.pages.shaping import reading_of
from folkmoot.people.access import get_membership_for
from folkmoot.people.requests import PersonRequest
from folkmoot.web.wire.fields import Sent, Text

router = Router()
ONE = "/collectives/{slug:slug}"


class HardWord(Schema):
    """A word that not everybody knows; a plainer one where there is one."""

    word: str
    plainer: str


class PlainShown(Schema):
    """What a text asks of its reader; it advises and never refuses."""

    words: int
    minutes: int = Field(description="Read aloud, with time to think.")
    words_over: int = Field(description="More than three minutes take.")
    ease: Ease
    hard_words: list[HardWord]
    long_sentences: list[str]

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """Return what was read."""
        hard = [HardWord(word=w.text, plainer=w.plainer) for w in reading.hard_words]
        return cls(
            words=reading.words,
            minutes=reading.minutes,
            words_over=reading.words_over,
            ease=reading.ease,
            hard_words=hard,
            long_sentences=list(reading.long_sentences),
        )


class UnclearWord(Schema):
    """A word that somebody did not understand, and how many said so."""

    word: str
    people: int


class ClarityShown(Schema):
    """How plainly a question is written, and what it needs before it is sent on."""

    reading: PlainShown
    missing: list[str]
    unclear_words: list[UnclearWord]
    may_draft: bool = Field(description="Whether one may write its draft now.")
    may_write_change: bool = Field(
        description="Whether one may write anew what it would change."
    )
    may_second_wording: bool = Field(
        description="Whether one may agree that only the wording changed."
    )


class TextSent(Sent):
    """A text that somebody is writing."""

    text: Text


@router.get(ONE + "/questions/{int:number}/clarity", response=ClarityShown)
def get_clarity(request: PersonRequest, slug: str, number: int) -> ClarityShown:
    """Read how clear a question is."""
    place = settled(request, slug, number)
    question, member = place.question, place.member
    latest = latest_proposal(question)
    return ClarityShown(
        reading=PlainShown.of(reading_of(place.question)),
        missing=operations.missing_for_sending(place.question),
        unclear_words=[
            UnclearWord(word=word, people=people)
            for word, people in list_unclear_words(question)
        ],
        may_draft=operations.may_draft(question, member),
        may_write_change=bool(question.topic)
        and operations.may_write_change(question, member),
        may_second_wording=latest is not None
        and operations.may_second_wording(question, member, latest),
    )


@router.post(f"{ONE}/reading", response=PlainShown)
def read_plainly(request: PersonRequest, slug: str, data: TextSent) -> PlainShown:
    """Read how plainly a text is written; keeps nothing."""
    collective = get_membership_for(request.person, slug).collective
    return PlainShown.of(read(data.text, collective.language))
