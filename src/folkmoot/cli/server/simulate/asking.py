"""One question on its way through a federation, every step by the real operations."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
from django.apps import apps
from django.db.models import F

from folkmoot.cli.files.simulate.asking import (
    BEGINS,
    COLUMNS,
    WORKS_FOR,
    Asked,
    Count,
)
from folkmoot.cli.files.simulate.crowd import (
    ABSENT,
    ASIDE,
    NEED_MORE,
    STOP,
    YES,
    Crowd,
)
from folkmoot.cli.progress import Progress
from folkmoot.cli.server.simulate.building import Planted
from folkmoot.deciding.models import Objection, Position, Question
from folkmoot.deciding.operations import (
    AnswerText,
    StopText,
    agree_restatement,
    answer_stop,
    contribute,
    restate_stop,
    second_answer,
    take_position,
)
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import ENDED, Outcome, Reason, Stage, Step, Verdict
from folkmoot.federating.models import (
    FederatedDrafter,
    FederatedQuestion,
    FederatedStep,
    Node,
    Theme,
)
from folkmoot.federating.operations import (
    RaiseText,
    VersionText,
    answer_theme,
    back,
    count_due,
    follow_due,
    raise_up,
    send_draft,
    settle_question,
    write_version,
)
from folkmoot.federating.queries.facts import groups_of, has_cluster
from folkmoot.listening.models import Contribution
from folkmoot.messaging.models import Delivery
from folkmoot.people.models import Membership

VALUES = {
    YES: Position.Value.CONSENT,
    ASIDE: Position.Value.STAND_ASIDE,
    NEED_MORE: Position.Value.NEED_MORE,
    STOP: Position.Value.OBJECT,
}
OVER = {*ENDED, Stage.DECIDED}
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


class Asking:
    """Drives one question: time passes only as far as the next thing that happens."""

    def __init__(
        self,
        planted: Planted,
        crowd: Crowd,
        question_class: str,
        rng: np.random.Generator,
    ) -> None:
        self.planted, self.crowd, self.rng = planted, crowd, rng
        self.question_class = question_class
        self.now = BEGINS
        self.before = count_rows()
        self.question = self._raise()

    def run(self) -> Asked:
        """Take the question to its end."""
        self.crowd.ask(self.rng)
        done: tuple[str, datetime] | None = None
        while Stage(self.question.stage) not in OVER:
            # A window that is made longer asks nobody again.
            entered = (self.question.stage, self.question.since)
            if entered == done:
                self.wait()
            else:
                done = entered
                self._act()
        return self._asked()

    def rows_needed(self) -> int:
        """Return how many rows the question needed."""
        return count_rows() - self.before

    def _raise(self) -> FederatedQuestion:
        text = RaiseText(
            title="Shall we do this together?",
            short_text="We do it together.",
            klass=self.question_class,
            scope=FederatedQuestion.Scope.SHARED,
            scope_reason="It needs one answer.",
        )
        first, *others = self._members(0)
        question = raise_up(
            member=first, federation=self.planted.federation, text=text, now=self.now
        )
        for member in others:
            if question.backed_at is None:
                question = back(member=member, question=question, now=self.now)
        return self._settle(question)

    def _members(self, leaf: int) -> list[Membership]:
        rows = Membership.objects.select_related("collective", "person")
        found = rows.in_bulk(self.planted.members[leaf])
        return [found[one] for one in self.planted.members[leaf]]

    def _settle(self, question: FederatedQuestion) -> FederatedQuestion:
        """Do what the worker does: take steps, let leaves follow, add up."""
        fresh = settle_question(question, self.now)
        while follow_due(self.now):
            pass
        count_due(self.now)
        fresh.refresh_from_db()
        return fresh

    def wait(self) -> None:
        """Go on to the next instant at which something falls due."""
        due = self.question.look_at
        self.now = max(self.now + SECOND, due) if due else self.now + HOUR
        self.question = self._settle(self.question)

    def _act(self) -> None:
        """Let people do what they are asked for in this stage."""
        stage = Stage(self.question.stage)
        if stage in (Stage.HEARING, Stage.CHECKING, Stage.LAST_CALL):
            self.deliver()
        if stage is Stage.HEARING:
            self._hear()
        elif stage is Stage.DRAFTING:
            self.draft()
        elif stage is Stage.CHECKING:
            if self.question.round > 1:
                self.crowd.ask(self.rng)
            self._check()
        elif stage is Stage.WORKING:
            self._work()

    def deliver(self) -> None:
        """Let everybody be reached at once, as by mail that is accepted."""
        Delivery.objects.filter(
            delivered_at=None,
            about_id__in=Question.objects.filter(led_by_id=self.question.id).values(
                "id"
            ),
        ).update(delivered_at=F("asked_at"), way=Delivery.Way.MAIL)

    def _heard(self) -> Iterator[tuple[Membership, Question, int]]:
        """Yield everybody who answers now, with the leaf's question and the answer."""
        led = Question.objects.select_related("collective")
        questions = {
            row.collective_id: row for row in led.filter(led_by_id=self.question.id)
        }
        answers = self.crowd.answers()
        progress = Progress(
            f"{self.question.stage} {self.question.round or ''}".strip()
        )
        for leaf, start in enumerate(self.crowd.shape.starts):
            own = answers[start : start + self.crowd.shape.sizes[leaf]]
            question = questions[self.planted.leaves[leaf].id]
            for member, answer in zip(self._members(leaf), own, strict=True):
                if answer != ABSENT:
                    yield member, question, int(answer)
            progress.show(leaf + 1, len(self.planted.leaves))

    def _hear(self) -> None:
        self.now += HOUR
        for member, question, _answer in self._heard():
            contribute(
                member=member,
                question=question,
                kind=Contribution.Kind.NOTHING,
                text="",
                now=self.now,
            )

    def _check(self) -> None:
        self.now += HOUR
        for member, question, answer in self._heard():
            take_position(
                member=member,
                question=question,
                value=VALUES[answer],
                now=self.now,
                stop=StopText(harm="It harms us.", to_whom="Us"),
            )

    def _drafter(self) -> Membership:
        drawn = FederatedDrafter.objects.filter(question=self.question, ended_at=None)
        row = drawn.select_related("member__collective").first()
        assert row is not None  # noqa: S101 -- a lot among members is never empty
        return row.member

    def draft(self) -> None:
        """Write the next version, a word to each theme, and send it to all."""
        drafter = self._drafter()
        self.now += HOUR
        number = self.question.versions.count() + 1
        version = VersionText(
            text=f"We do it together, version {number}.",
            look_back_date=(self.now + timedelta(days=150)).date(),
            what_changed="" if number == 1 else "What was asked for is in it.",
        )
        write_version(
            member=drafter, question=self.question, version=version, now=self.now
        )
        for theme in Theme.objects.filter(question=self.question, use=""):
            answer_theme(
                member=drafter, theme=theme, use="used", answer="", now=self.now
            )
        send_draft(member=drafter, question=self.question, now=self.now)
        self.question = self._settle(self.question)

    def _work(self) -> None:
        """Answer every stop with two names, and write the draft anew."""
        self.now = self.question.since + HOUR
        raised = Objection.objects.filter(
            question__led_by_id=self.question.id, state=Objection.State.RAISED
        )
        for stop in raised.select_related("question__collective", "owner"):
            self._answer(stop)
        self.crowd.work(self.rng)
        self.now = self.question.since + WORKS_FOR
        self.draft()

    def _answer(self, stop: Objection) -> None:
        rows = Membership.objects.filter(collective_id=stop.collective_id)
        others = list(rows.exclude(id=stop.owner_id).order_by("name")[:2])
        if len(others) < 2:  # noqa: PLR2004 -- an answer has two names
            return
        restate_stop(member=others[0], objection=stop, text="It harms.", now=self.now)
        agree_restatement(
            member=stop.owner, objection=stop, is_right=True, now=self.now
        )
        answer = AnswerText(Objection.AnswerKind.REASONS, "It is changed.")
        answer_stop(member=others[0], objection=stop, answer=answer, now=self.now)
        second_answer(member=others[1], objection=stop, now=self.now)

    def _asked(self) -> Asked:
        """Return what came of it in the form in which it is told."""
        result = self.question.result
        moves = FederatedStep.objects.filter(question=self.question, order__gte=2)
        state = state_of(self.question)
        steps = tuple(
            Step(Stage(move.to_stage), move.at, move.why, state)
            for move in moves.order_by("order")
        )
        nodes = Node.objects.filter(question=self.question)
        depth = max(nodes.values_list("level", flat=True))
        levels = []
        for level in range(depth, -1, -1):
            rows = nodes.filter(level=level).order_by("collective__name")
            levels.append(np.array(list(rows.values_list(*COLUMNS))).T)
        root = nodes.get(parent=None)
        count = Count(groups_of(root), tuple(levels), has_cluster(self.question))
        # A question that was put aside for want of voices has no result.
        reasons = result.get("reasons", ())
        verdict = Verdict(
            Outcome(result.get("outcome", Outcome.NO_DECISION)),
            tuple(Reason(code, numbers) for code, numbers in reasons),
            tuple(result.get("badges", ())),
        )
        return Asked(steps, count, verdict)


def count_rows() -> int:
    """Return how many rows there are in all tables."""
    models = apps.get_models()
    return sum(model._base_manager.count() for model in models)  # noqa: SLF001 -- public in Django's docs
