"""Finding questions and decisions by their words, as far as the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from folkmoot.deciding.models import Decision, Proposal, Question
from folkmoot.home.queries.mine import line_of
from folkmoot.home.queries.words import outcome_of
from folkmoot.people.models import Collective
from folkmoot.web.cuts import Cut
from folkmoot.web.cuts import cut as cut_after
from folkmoot.web.paging import Page, cut

WORDS_AT_MOST, AROUND = 8, 90


@dataclass(frozen=True)
class Found:
    """One question, where it stands, and the place where the words occur."""

    question: Question
    step: str
    excerpt: str


@dataclass(frozen=True)
class Search:
    """What was looked for and what was found."""

    words: Sequence[str]
    page: Page[Found]


def search(collective: Collective, text: str, number: int) -> Search:
    """Return one page of what holds every word of ``text``, latest first.

    Titles, short texts, drafts and with them decisions; all of them are shown to every
    member and friend. What people answered is not searched.
    """
    words = text.split()[:WORDS_AT_MOST]
    if not words:
        return Search(words, Page([], "", ""))
    rows = _matching(collective, words).order_by("-last_event_at", "number")
    page: Page[Question] = cut(rows, number, q=text)
    return Search(words, Page(_found(page.rows, words), page.newer, page.older))


def cut_search(
    collective: Collective, text: str, cursor: str, limit: int
) -> Cut[Found]:
    """Return a part of what `search` finds."""
    words = text.split()[:WORDS_AT_MOST]
    rows = _matching(collective, words) if words else Question.objects.none()
    part = cut_after(rows, ("-last_event_at", "number"), cursor, limit)
    return Cut(_found(part.rows, words), part.next)


def _found(questions: Sequence[Question], words: Sequence[str]) -> list[Found]:
    """Return questions with the place where the words occur."""
    ids = [question.id for question in questions]
    drafts = _latest_drafts(ids)
    decisions = {
        row.question_id: row
        for row in Decision.objects.filter(question__in=ids)
        .select_related("question")
        .order_by("decided_at")
    }
    return [
        Found(
            question=question,
            step=_step(question, decisions.get(question.id)),
            excerpt=_excerpt(
                [question.short_text, drafts.get(question.id, ""), question.why_now],
                words,
            ),
        )
        for question in questions
    ]


def _matching(collective: Collective, words: Sequence[str]) -> QuerySet[Question]:
    def holds(word: str) -> Q:
        draft = Proposal.objects.filter(question=OuterRef("pk"), text__holds=word)
        return (
            Q(title__holds=word)
            | Q(short_text__holds=word)
            | Q(why_now__holds=word)
            | Q(Exists(draft))
        )

    every = reduce(and_, (holds(word) for word in words))
    return Question.objects.filter(every, collective=collective)


def _latest_drafts(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Proposal.objects.filter(question__in=ids).order_by("version")
    return dict(rows.values_list("question_id", "text"))


def _step(question: Question, decision: Decision | None) -> str:
    if decision is not None and question.ends_at is None:
        return str(outcome_of(decision))
    return line_of(question).step


def _excerpt(texts: Sequence[str], words: Sequence[str]) -> str:
    """Return the surroundings of the first word found, or how the first text begins."""
    for text in texts:
        plain = " ".join(text.split())
        low = plain.casefold()
        places = [low.find(word.casefold()) for word in words]
        hits = [place for place in places if place >= 0]
        if hits:
            return _around(plain, min(hits))
    first = next((text for text in texts if text), "")
    return _around(" ".join(first.split()), 0)


def _around(text: str, place: int) -> str:
    start, end = max(0, place - AROUND), place + AROUND
    left = "… " if start else ""
    right = " …" if end < len(text) else ""
    return f"{left}{text[start:end].strip()}{right}"
