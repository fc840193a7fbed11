"""A small federation, made and moved with the real operations."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from tests import cast
from tests.again import once
from tests.cast import DAY, NOW

from folkmoot.deciding.models import Objection, Position, Question
from folkmoot.deciding.operations import (
    AnswerText,
    StopText,
    agree_restatement,
    contribute,
    look_at_question,
    reply_to_answer,
    restate_stop,
    take_position,
)
from folkmoot.federating.models import (
    Delegate,
    FederatedDrafter,
    FederatedQuestion,
    Theme,
)
from folkmoot.federating.operations import (
    RaiseText,
    VersionText,
    answer_stops,
    answer_theme,
    back,
    count_due,
    follow_due,
    make_federation,
    raise_up,
    second_answers,
    send_draft,
    settle_due,
    settle_question,
    write_version,
)
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Collective, Membership
from folkmoot.web.prepared import prepared

NAMES = ("Ann", "Bo", "Di")
LEAVES = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple")
# Where a stage's window has ended, a minute later.
LATER = timedelta(minutes=1)


@prepared
def _members_of(leaf: UUID) -> QuerySet[Membership]:
    rows = Membership.objects.filter(collective=leaf, ended_at=None)
    return rows.select_related("person", "collective").order_by("name")


@prepared
def _led(question: UUID, leaf: UUID) -> QuerySet[Question]:
    rows = Question.objects.filter(led_by_id=question, collective=leaf)
    return rows.select_related("collective")


class World:
    """Leaves of three people under one federation, and one question."""

    @once
    def __init__(
        self,
        leaves: int = 3,
        now: datetime = NOW,
        names: Sequence[str] = LEAVES,
        members: Sequence[str] = NAMES,
    ) -> None:
        self.now = now
        self.leaves = [
            cast.collective(f"{name} House", members=members, now=now - 400 * DAY)
            for name in names[:leaves]
        ]
        self.federation = make_federation(
            name="All houses", children=self.leaves, now=now - DAY
        )
        self.question: FederatedQuestion | None = None

    def members_of(self, leaf: Collective) -> list[Membership]:
        """Return the members of a leaf by name."""
        return _members_of.list(leaf.pk)

    @once
    def ask(
        self, scope: str = "optional", klass: str = "ordinary"
    ) -> FederatedQuestion:
        """Raise a question in the first leaf and let it go to all."""
        ann, bo, *_others = self.members_of(self.leaves[0])
        text = RaiseText(
            title="Shall we share one workshop?",
            short_text="One workshop for all houses, open each day.",
            klass=klass,
            scope=scope,
            scope_reason="It is one room." if scope == "shared" else "",
        )
        question = raise_up(
            member=ann, federation=self.federation, text=text, now=self.now
        )
        back(member=bo, question=question, now=self.now)
        self.question = question
        return self.at(self.now)

    def at(self, now: datetime) -> FederatedQuestion:
        """Let time pass as the worker does, step by step; return the question."""
        assert self.question is not None
        question = FederatedQuestion.objects.get(id=self.question.id)
        while question.look_at is not None and question.look_at <= now:
            moment = question.look_at
            settle_question(question, moment)
            follow_due(moment)
            count_due(moment)
            question.refresh_from_db()
            if question.look_at == moment:
                break
        self.now = max(now, self.now)
        # What was counted may move the question at once.
        for _pass in range(2):
            settle_due(now)
            follow_due(now)
            count_due(now)
        question.refresh_from_db()
        self.question = question
        return question

    @once
    def until(self, stage: str) -> FederatedQuestion:
        """Let time pass until the question stands at ``stage``."""
        question = self.at(self.now)
        for _window in range(20):
            if question.stage == stage:
                break
            assert question.look_at is not None, question.stage
            question = self.at(question.look_at)
        assert question.stage == stage, question.stage
        return question

    @once
    def draft(
        self,
        text: str = "One workshop.",
        tasks: Sequence[tuple[str, date]] = (),
    ) -> FederatedQuestion:
        """Go to the end of the hearing, write a draft and send it to all."""
        assert self.question is not None
        question = self.question
        if question.stage == "hearing":
            self.hear()
            assert question.closes_at is not None
            question = self.at(question.closes_at + LATER)
        self.write(text, tasks)
        return self.send()

    def drafter(self) -> Membership:
        """Return somebody who writes for all now."""
        drawn = FederatedDrafter.objects.filter(question=self.question, ended_at=None)
        first = drawn.first()
        assert first is not None
        return first.member

    def write(self, text: str, tasks: Sequence[tuple[str, date]] = ()) -> None:
        """Write the next version of the draft."""
        assert self.question is not None
        version = VersionText(
            text=text, look_back_date=(self.now + 90 * DAY).date(), tasks=tasks
        )
        write_version(
            member=self.drafter(),
            question=self.question,
            version=version,
            now=self.now,
        )

    def send(self) -> FederatedQuestion:
        """Answer every theme, and send the draft to all."""
        assert self.question is not None
        self.answer_themes()
        send_draft(member=self.drafter(), question=self.question, now=self.now)
        return self.at(self.now)

    def answer_themes(self) -> None:
        """Say of every theme that the draft uses it."""
        given = {"member": self.drafter(), "now": self.now}
        for theme in Theme.objects.filter(question=self.question, use=""):
            answer_theme(theme=theme, use="used", answer="", **given)

    def led(self, leaf: Collective) -> Question:
        """Return the question as it stands in one leaf."""
        assert self.question is not None
        [question] = _led.list(self.question.pk, leaf.pk)
        return question

    @once
    def reach(self) -> None:
        """Let everybody open the question."""
        for leaf in self.leaves:
            for member in self.members_of(leaf):
                look_at_question(member=member, question=self.led(leaf), now=self.now)

    @once
    def hear(self, text: str = "The roof comes first.") -> None:
        """Let everybody open the question and say something."""
        self.reach()
        for leaf in self.leaves:
            for member in self.members_of(leaf):
                contribute(
                    member=member,
                    question=self.led(leaf),
                    kind=Contribution.Kind.TEXT,
                    text=text,
                    now=self.now,
                )

    def say(
        self, member: Membership, value: Position.Value, now: datetime | None = None
    ) -> Position:
        """Take a position in the member's own leaf."""
        return take_position(
            member=member,
            question=self.led(member.collective),
            value=value,
            now=now or self.now,
            stop=StopText(harm="It closes at six.", to_whom="Night workers"),
        )

    @once
    def say_all(self, *stops: Membership, silent: Sequence[Membership] = ()) -> None:
        """Let everybody answer: yes, but stop for some and nothing from others."""
        self.reach()
        for leaf in self.leaves:
            for member in self.members_of(leaf):
                if member in stops:
                    self.say(member, Position.Value.OBJECT)
                elif member not in silent:
                    self.say(member, Position.Value.CONSENT)
        self.at(self.now)

    @once
    def delegates(self, *leaves: Collective) -> list[Membership]:
        """Make the first member of each leaf its delegate in the council."""
        return [
            Delegate.objects.create(
                collective=leaf,
                council=self.federation,
                member=self.members_of(leaf)[0],
                part=Delegate.Part.SPEAKER,
                accepted_at=self.now,
                starts_at=self.now - DAY,
                ends_at=self.now + 365 * DAY,
            ).member
            for leaf in leaves
        ]

    @once
    def understand(self, stop: Objection) -> None:
        """Let somebody of the leaf say a stop back, and its owner nod."""
        other = next(
            one for one in self.members_of(stop.collective) if one.id != stop.owner_id
        )
        restate_stop(member=other, objection=stop, text="It is shut.", now=self.now)
        stop.refresh_from_db()
        agree_restatement(
            member=stop.owner, objection=stop, is_right=True, now=self.now
        )
        stop.refresh_from_db()

    @once
    def answer_all(
        self, first: Membership, second: Membership, *, is_solved: bool = True
    ) -> None:
        """Answer every open stop with one text; its owners see it solved, or not."""
        question = self.question
        assert question is not None
        waiting = Objection.objects.filter(question__led_by_id=question.id)
        ids = [stop.id for stop in waiting.filter(answered_at=None)]
        reasons = AnswerText(Objection.AnswerKind.REASONS, "It is another hour now.")
        given = {"question": question, "stops": ids, "now": self.now}
        answer_stops(member=first, answer=reasons, **given)
        second_answers(member=second, **given)
        for stop in Objection.objects.filter(id__in=ids):
            reply_to_answer(
                member=stop.owner, objection=stop, is_solved=is_solved, now=self.now
            )
