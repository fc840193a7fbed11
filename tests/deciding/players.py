"""People who act at random on one question, with the real operations and database.

They raise, speak, write, answer, stop, work on stops, sign, leave and join while time
jumps. What is refused must leave no trace.
"""

from datetime import date, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
)
from tests import cast

from folkmoot.deciding.models import (
    Call,
    Heard,
    Objection,
    Position,
    Question,
)
from folkmoot.deciding.operations import (
    AnswerText,
    CallRefusedError,
    DraftText,
    IncompleteDraftError,
    IncompleteQuestionError,
    LateText,
    NoPanelError,
    NoSeatError,
    NotDrafterError,
    NotOnPanelError,
    NotProposerError,
    NotYoursError,
    QuestionMovedOnError,
    Shape,
    StopIncompleteError,
    StopStateError,
    StopText,
    TooLateError,
    agree_restatement,
    answer_contribution,
    answer_panel,
    answer_stop,
    answer_worry,
    call,
    contribute,
    look_at_question,
    object_late,
    offer_to_draft,
    raise_question,
    reply_to_answer,
    restate_stop,
    second_answer,
    send_on,
    settle_due,
    submit_draft,
    take_position,
    talk_about_stop,
    withdraw_question,
    write_draft,
)
from folkmoot.deciding.queries.asked import unlinked
from folkmoot.doing.operations import (
    Answers,
    DoingError,
    Task,
    accept,
    answer_review,
    finish,
    release,
    take_over,
)
from folkmoot.doing.queries import review_of, tasks_of
from folkmoot.listening.models import Contribution
from folkmoot.listening.operations import HearingError
from folkmoot.people.models import Membership
from folkmoot.people.operations import invite, join, leave
from folkmoot.record.models import Entry

REFUSALS = (
    CallRefusedError,
    DoingError,
    HearingError,
    IncompleteDraftError,
    IncompleteQuestionError,
    NoPanelError,
    NoSeatError,
    NotDrafterError,
    NotOnPanelError,
    NotProposerError,
    NotYoursError,
    QuestionMovedOnError,
    StopIncompleteError,
    StopStateError,
    TooLateError,
)
NAMES = ("Ann", "Bo", "Di", "Eve", "Flo")
WHO = st.integers(0, 7)
CHOICE = st.integers(0, 7)
VALUES = st.sampled_from(list(Position.Value))
PASSING = {"consensus", "near_consensus", "few_voices"}


class Players(RuleBasedStateMachine):
    """A collective of five with one question."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now = cast.NOW
        self.stops_seen: dict[object, int] = {}
        self.joined = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(
        preset=st.sampled_from(["home", "local"]),
        klass=st.sampled_from(["ordinary", "small", "serious"]),
        is_written=st.booleans(),
    )
    def begin(self, preset: str, klass: str, is_written: bool) -> None:  # noqa: FBT001
        self.collective = cast.collective(preset=preset, members=NAMES)
        ann = self.person(0)
        shape = Shape(short_text="Trees in the yard?", affected="All of us")
        draft = self.draft(ann) if is_written else None
        question = raise_question(
            member=ann,
            title="Trees",
            now=self.now,
            klass=klass,
            shape=shape,
            draft=draft,
        )
        self.question_id = question.id

    # --- helpers

    @property
    def question(self) -> Question:
        return Question.objects.select_related("collective").get(id=self.question_id)

    def person(self, number: int) -> Membership:
        people = Membership.objects.filter(collective=self.collective)
        people = people.select_related("collective", "person").order_by(
            "joined_at", "id"
        )
        return people[number % people.count()]

    def draft(self, carrier: Membership, text: str = "Two trees.") -> DraftText:
        day = (self.now + timedelta(days=60)).date()
        return DraftText(text, day, [Task("Plant them", date(2027, 4, 1), carrier.id)])

    def stop(self, number: int) -> Objection | None:
        stops = list(Objection.objects.filter(question_id=self.question_id))
        return stops[number % len(stops)] if stops else None

    def attempt(self, act, **arguments) -> None:
        """Act as people do on pages: a refusal leaves no trace."""
        before = Entry.objects.count()
        try:
            with transaction.atomic():
                act(now=self.now, **arguments)
        except REFUSALS:
            assert Entry.objects.count() == before

    # --- what people do

    @rule(hours=st.sampled_from([1, 5, 30, 80, 170, 400]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def the_worker_looks(self) -> None:
        settle_due(self.now)

    @rule(who=WHO)
    def opens_the_page(self, who: int) -> None:
        look_at_question(member=self.person(who), question=self.question, now=self.now)

    @rule(who=WHO)
    def sends_on(self, who: int) -> None:
        self.attempt(send_on, member=self.person(who), question=self.question)

    @rule(who=WHO, kind=st.sampled_from(list(Contribution.Kind)))
    def speaks(self, who: int, kind: Contribution.Kind) -> None:
        extra = {"people": 3} if kind == Contribution.Kind.TALK else {}
        self.attempt(
            contribute,
            member=self.person(who),
            question=self.question,
            kind=kind,
            text="Apples",
            **extra,
        )

    @rule(who=WHO)
    def offers_to_write(self, who: int) -> None:
        self.attempt(offer_to_draft, member=self.person(who), question=self.question)

    @rule(who=WHO, text=st.sampled_from(["Two trees.", "Three trees."]))
    def writes(self, who: int, text: str) -> None:
        member = self.person(who)
        draft = self.draft(member, text)
        self.attempt(write_draft, member=member, question=self.question, draft=draft)

    @rule(who=WHO)
    def answers_what_was_said(self, who: int) -> None:
        for said in unlinked(self.question.id):
            self.attempt(
                answer_contribution,
                member=self.person(who),
                question=self.question,
                contribution=said,
                use=Heard.Use.USED,
                text="",
            )

    @rule(who=WHO)
    def sends_the_draft(self, who: int) -> None:
        self.attempt(submit_draft, member=self.person(who), question=self.question)

    @rule(who=WHO, which=CHOICE)
    def accepts_or_takes_over(self, who: int, which: int) -> None:
        tasks = list(tasks_of(self.question_id))
        if tasks:
            task = tasks[which % len(tasks)]
            act = take_over if which % 2 else accept
            self.attempt(act, member=self.person(who), commitment=task)

    @rule(who=WHO, which=CHOICE)
    def finishes_or_releases(self, who: int, which: int) -> None:
        tasks = list(tasks_of(self.question_id))
        if tasks:
            task = tasks[which % len(tasks)]
            if which % 2:
                self.attempt(finish, member=self.person(who), commitment=task)
            else:
                self.attempt(
                    release, member=self.person(who), commitment=task, reason="Ill"
                )

    @rule(who=WHO, value=VALUES)
    def answers(self, who: int, value: Position.Value) -> None:
        stop = StopText(harm="The drain breaks", to_whom="All of us")
        self.attempt(
            take_position,
            member=self.person(who),
            question=self.question,
            value=value,
            text="Hm" if value == Position.Value.CONCERN else "",
            stop=stop if value == Position.Value.OBJECT else None,
        )

    @rule(data=st.data())
    def all_answer(self, data: st.DataObject) -> None:
        for who in range(len(NAMES)):
            self.answers(who, data.draw(VALUES))

    @rule(who=WHO)
    def answers_worries(self, who: int) -> None:
        for position in Position.objects.filter(
            question_id=self.question_id, value=Position.Value.CONCERN, answer=""
        ):
            self.attempt(
                answer_worry,
                member=self.person(who),
                position=position,
                text="We look after it",
            )

    @rule(who=WHO, which=CHOICE)
    def restates(self, who: int, which: int) -> None:
        stop = self.stop(which)
        if stop:
            self.attempt(
                restate_stop, member=self.person(who), objection=stop, text="Drain"
            )

    @rule(which=CHOICE, who=WHO, is_right=st.booleans())
    def nods(self, which: int, who: int, is_right: bool) -> None:  # noqa: FBT001
        stop = self.stop(which)
        if stop:
            member = stop.owner if who % 2 else self.person(who)
            self.attempt(
                agree_restatement, member=member, objection=stop, is_right=is_right
            )

    @rule(who=WHO, which=CHOICE)
    def talks(self, who: int, which: int) -> None:
        stop = self.stop(which)
        if stop:
            self.attempt(
                talk_about_stop, member=self.person(who), objection=stop, text="Hm"
            )

    @rule(who=WHO, other=WHO, which=CHOICE)
    def answers_a_stop(self, who: int, other: int, which: int) -> None:
        stop = self.stop(which)
        if stop:
            answer = AnswerText(Objection.AnswerKind.REASONS, "The drain is deep.")
            self.attempt(
                answer_stop, member=self.person(who), objection=stop, answer=answer
            )
            self.attempt(second_answer, member=self.person(other), objection=stop)

    @rule(which=CHOICE, is_solved=st.booleans())
    def replies(self, which: int, is_solved: bool) -> None:  # noqa: FBT001
        stop = self.stop(which)
        if stop:
            self.attempt(
                reply_to_answer,
                member=stop.owner,
                objection=stop,
                is_solved=is_solved,
            )

    @rule(who=WHO, kind=st.sampled_from(list(Call.Kind)))
    def signs(self, who: int, kind: Call.Kind) -> None:
        self.attempt(
            call,
            member=self.person(who),
            question=self.question,
            kind=kind,
            text="Because",
        )

    @rule(who=WHO, answer=st.booleans())
    def rules_on_a_case(self, who: int, answer: bool) -> None:  # noqa: FBT001
        for panel in self.question.panels.filter(ruling=""):
            self.attempt(
                answer_panel,
                member=self.person(who),
                panel=panel,
                answer=answer,
                reason="So",
            )

    @rule(who=WHO)
    def objects_late(self, who: int) -> None:
        stop = StopText(harm="I was away", to_whom="Me")
        self.attempt(
            object_late,
            member=self.person(who),
            question=self.question,
            late=LateText(stop, "In hospital"),
        )

    @rule(who=WHO, conclusion=st.sampled_from(["keep", "change", "end"]))
    def looks_back(self, who: int, conclusion: str) -> None:
        review = review_of(self.question_id)
        if review:
            self.attempt(
                answer_review,
                member=self.person(who),
                review=review,
                conclusion=conclusion,
                answers=Answers(happened="Trees"),
            )

    @rule(who=st.integers(3, 7))
    def leaves(self, who: int) -> None:
        member = self.person(who)
        if member.is_open and member.name != "Ann":
            leave(membership=member, now=self.now)

    @rule()
    def somebody_joins(self) -> None:
        if self.joined < 2:
            self.joined += 1
            invitation = invite(member=self.person(0), now=self.now)
            name = f"New {self.joined}"
            newcomer = cast.person(name, now=self.now)
            join(invitation=invitation, person=newcomer, name=name, now=self.now)

    @rule(chance=st.integers(0, 9))
    def takes_it_back(self, chance: int) -> None:
        if chance == 0:
            self.attempt(
                withdraw_question,
                member=self.person(0),
                question=self.question,
                reason="Later",
            )
