"""Statements and contributions as one reader may see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast, Least
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from folkmoot.listening.models import (
    Attachment,
    Contribution,
    Hearing,
    Response,
    Statement,
)
from folkmoot.people.models import Membership
from folkmoot.web.cuts import Cut, cut

ANSWER_WORDS = {
    Response.Answer.AGREE: _("I agree"),
    Response.Answer.DISAGREE: _("I disagree"),
    Response.Answer.PASS: _("Pass"),
}
COUNTS = ("agreed", "disagreed", "passed")


class Order(TextChoices):
    """In which order statements are listed."""

    NUMBER = "number", _("As they came")
    AGREED = "agreed", _("Most agreed")
    DIVIDED = "divided", _("Most divided")
    LEAST = "least", _("Least heard")


@dataclass(frozen=True)
class ShownStatement:
    """A statement as one reader may see it: counts are None before their own answer."""

    statement: Statement
    own_answer: int | None
    agreed: int | None
    disagreed: int | None
    passed: int | None
    matters: bool = False  # to the reader

    @property
    def answers(self) -> int | None:
        """How many answered, when the reader may know."""
        if self.agreed is None or self.disagreed is None or self.passed is None:
            return None
        return self.agreed + self.disagreed + self.passed

    @property
    def own_words(self) -> str:
        """The reader's own answer, in words."""
        if self.own_answer is None:
            return ""
        return str(ANSWER_WORDS[Response.Answer(self.own_answer)])

    @property
    def label(self) -> str:
        """What the bar shows, for those who hear the page."""
        answers = self.answers or 0
        words = ngettext("%(count)s answer", "%(count)s answers", answers)
        return words % {"count": answers}

    @property
    def tally(self) -> list[tuple[str, int, str]]:
        """The counts for the bar: word, count, kind."""
        return [
            (gettext("agree"), self.agreed or 0, "yes"),
            (gettext("disagree"), self.disagreed or 0, "stop"),
            (gettext("passed on it"), self.passed or 0, "aside"),
        ]


# Whose names stand beside what was said.
SPEAKERS = ("member", "folded_by", "helper", "second")


@dataclass(frozen=True)
class ShownContribution:
    """A contribution with what is attached to it; the file itself is not loaded."""

    contribution: Contribution
    attachment: Attachment | None


def list_statements(
    hearing: Hearing,
    order: Order = Order.NUMBER,
    *,
    reader: Membership | None,
    is_over: bool = False,
    words: str = "",
    first: int = 0,
    count: int | None = None,
) -> list[ShownStatement]:
    """Return statements with the counts that ``reader`` may see, folded ones last.

    Counts are shown for what the reader has answered, or for all when ``is_over``.
    Of an imported conversation the voices' own counts are always shown: that tally
    ended elsewhere; what is answered here is added after the reader's own answer.
    The order follows from what is shown, so it gives nothing away either.
    """
    rows = _shown(hearing, reader, is_over=is_over).filter(_words(words))
    folded_last = Case(When(folded_at=None, then=0), default=1)
    rows = rows.order_by(folded_last, *_ranking(order), "number")
    end = None if count is None else first + count
    return [_as_shown(row) for row in rows[first:end]]


def cut_statements(
    hearing: Hearing,
    reader: Membership,
    *,
    words: str,
    cursor: str,
    limit: int,
    is_over: bool = False,
) -> Cut[ShownStatement]:
    """Return a part of the statements as they came, with counts as `list_statements`."""
    rows = _shown(hearing, reader, is_over=is_over).filter(_words(words))
    part = cut(rows, ("number",), cursor, limit)
    return Cut([_as_shown(row) for row in part.rows], part.next)


def count_statements(hearing: Hearing, words: str = "") -> int:
    """Return how many statements `list_statements` lists."""
    return Statement.objects.filter(_words(words), hearing=hearing).count()


def show_statement(
    statement: Statement, reader: Membership, *, is_over: bool = False
) -> ShownStatement:
    """Return one statement as ``reader`` may see it."""
    rows = _shown(statement.hearing, reader, is_over=is_over)
    return _as_shown(rows.get(id=statement.id))


def cut_contributions(
    hearing: Hearing, cursor: str, limit: int
) -> Cut[ShownContribution]:
    """Return a part of what people said at length, as it came."""
    rows = hearing.contributions.select_related(*SPEAKERS)
    part = cut(rows, ("number",), cursor, limit)
    return Cut(show_contributions(part.rows), part.next)


def show_contributed(row: Contribution) -> ShownContribution:
    """Return one contribution with what is attached to it."""
    return show_contributions([row])[0]


def show_contributions(rows: Sequence[Contribution]) -> list[ShownContribution]:
    """Return contributions with what is attached to them; one query."""
    attachments = attachments_in(row.attachment_id for row in rows)
    return [ShownContribution(row, attachments.get(row.attachment_id)) for row in rows]


def attachments_in(ids: Iterable[UUID | None]) -> Mapping[UUID | None, Attachment]:
    """Return photos and recordings by their ids, without content; at most one query."""
    found = Attachment.objects.defer("content").in_bulk([key for key in ids if key])
    return {**found}


def _words(words: str) -> Q:
    return Q(text__holds=words) if words else Q()


def _shown(
    hearing: Hearing, reader: Membership | None, *, is_over: bool
) -> QuerySet[Statement]:
    own = Response.objects.filter(
        statement=OuterRef("pk"), member_id=reader.id if reader else None
    )
    rows = Statement.objects.filter(hearing=hearing).select_related(
        "member", "folded_by", "hearing"
    )
    hidden = (*COUNTS, *(f"voices_{name}" for name in COUNTS))
    before = "voices_{}" if hearing.is_imported else None
    rows = rows.annotate(
        own_answer=Subquery(own.values("answer")[:1])
        if reader
        else Value(None, IntegerField()),
        own_matters=Subquery(own.values("matters")[:1])
        if reader
        else Value(None, BooleanField()),
    )
    answered = Q(own_answer__isnull=False)
    shown = {
        f"shown_{name}": F(name)
        if is_over
        else Case(
            When(answered, then=F(name)),
            default=F(before.format(name)) if before else None,
        )
        for name in COUNTS
    }
    return rows.annotate(**shown).defer(*hidden)


def _ranking(order: Order) -> list[OrderBy]:
    """Return the keys of ``order`` over shown counts; unshown ones come after.

    One and two are added to a share's parts, so that 1 of 1 does not outrank 90 of
    100 (the mean of what is likely, given that nothing was known before).
    """
    agreed, disagreed = F("shown_agreed"), F("shown_disagreed")
    answers = agreed + disagreed + F("shown_passed")
    match order:
        case Order.AGREED:
            share = Cast(agreed + 1, FloatField()) / (answers + 2)
            return [share.desc(nulls_last=True)]
        case Order.DIVIDED:
            share = Cast(Least(agreed, disagreed) + 1, FloatField()) / (answers + 2)
            return [share.desc(nulls_last=True)]
        case Order.LEAST:
            return [answers.asc(nulls_last=True)]
    return []


def _as_shown(row: Statement) -> ShownStatement:
    seen = row.__dict__  # the annotations of `_shown`
    return ShownStatement(
        statement=row,
        own_answer=seen["own_answer"],
        agreed=seen["shown_agreed"],
        disagreed=seen["shown_disagreed"],
        passed=seen["shown_passed"],
        matters=bool(seen["own_matters"]),
    )
