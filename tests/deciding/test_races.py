"""People act in the same instant: exactly one effect, and the tally is the positions."""

from datetime import timedelta
from functools import partial
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction
from tests.cast import DAY, NOW, member, signed_in
from tests.deciding.builders import checked_question
from tests.deciding.copies import copy_question
from tests.deciding.house import House
from tests.deciding.test_calling_back import drawn
from tests.racing import FEW, TRIALS, held_back

from folkmoot.deciding.models import Decision, Objection, Position, Question
from folkmoot.deciding.operations import (
    NotYoursError,
    QuestionMovedOnError,
    StopText,
    contribute,
    redraw_call_backs,
    settle_question,
    take_position,
)
from folkmoot.deciding.operations.settling import lock_question
from folkmoot.deciding.queries.checks import held_in
from folkmoot.listening.models import Contribution
from folkmoot.messaging.models import Message
from folkmoot.people.operations import leave
from folkmoot.record.models import Entry

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
END = NOW + timedelta(days=8)
YES = Position.Value.CONSENT
STOP = Position.Value.OBJECT


class TestClosers:
    def test_decide_once_however_many_come_at_once(self, run_together):
        model = checked_question(positions=4, members=5)
        for trial in range(TRIALS):
            question = copy_question(model)
            closers = 2 + trial % 4
            close = partial(settle_question, Question(id=question.id), END)
            results = run_together([close] * closers)
            assert not [r for r in results if isinstance(r, Exception)]
            assert len({r.stage for r in results}) == 1
            steps = list(question.transitions.values_list("to_stage", flat=True))
            assert steps == ["last_call"]
            moved = Entry.objects.filter(about_id=question.id, kind="question.moved")
            assert moved.count() == 1
            mails = Message.objects.filter(about_id=question.id)
            assert mails.count() == mails.values("person_id").distinct().count()

    def test_make_one_decision_at_the_end_of_the_last_call(self, run_together):
        model = checked_question(positions=4, members=5)
        later = END + timedelta(days=30)
        for trial in range(FEW):
            question = copy_question(model)
            close = partial(settle_question, Question(id=question.id), later)
            results = run_together([close] * (2 + trial % 4))
            assert not [r for r in results if isinstance(r, Exception)]
            decision = Decision.objects.get(question=question)
            assert decision.inputs["yes"] == 4


class TestAPositionChangedAtTheEnd:
    def test_counts_or_is_refused(self, run_together):
        model = checked_question(positions=5, members=6)
        settle_question(model, END)
        model.refresh_from_db()
        assert model.stage == "last_call"
        ann = member(model.collective, "Ann")
        changed_first = 0
        for trial in range(TRIALS):
            question = copy_question(model)
            change = partial(
                take_position,
                member=ann,
                question=Question.objects.get(id=question.id),
                value=Position.Value.STAND_ASIDE,
                now=model.closes_at - timedelta(milliseconds=1 + trial % 3),
            )
            close = partial(settle_question, Question(id=question.id), model.closes_at)
            changed, closed = run_together(held_back(trial, [change], [close]))
            assert not isinstance(closed, Exception)
            decision = Decision.objects.get(question=question)
            tally = held_in(question).tally
            assert decision.inputs["yes"] == tally.yes
            assert decision.inputs["aside"] == tally.aside
            if isinstance(changed, Exception):
                assert isinstance(changed, QuestionMovedOnError)
                assert tally.aside == 0
            else:
                changed_first += 1
                assert tally.aside == 1
        assert 0 < changed_first < TRIALS, "one side always came first: shows nothing"


class TestAMemberRemovedWhilePlacingAStop:
    def test_leaves_no_stop_that_holds_the_others(self, run_together):
        model = checked_question(positions=4, members=5)
        people = model.collective
        for trial in range(TRIALS):
            question = copy_question(model)
            flo = member(people, "Flo")
            place = partial(
                take_position,
                member=flo,
                question=Question.objects.get(id=question.id),
                value=STOP,
                stop=StopText(harm="The drain breaks", to_whom="All"),
                now=NOW + timedelta(hours=1),
            )
            go = partial(leave, membership=flo, now=NOW + timedelta(hours=1))
            placed, gone = run_together(held_back(trial, [place], [go]))
            assert not isinstance(gone, Exception)
            if isinstance(placed, Exception):
                assert isinstance(placed, NotYoursError)
            settle_question(question, END)
            question.refresh_from_db()
            assert question.stage in ("last_call", "carrying")
            stops = Objection.objects.filter(question=question)
            assert stops.count() == (not isinstance(placed, Exception))
            flo.ended_at = None
            flo.save()


class TestOneFormSentFiveTimes:
    def test_has_one_effect(self, run_together):
        model = checked_question(positions=0, members=5)
        slug = model.collective.slug
        clients = [signed_in(member(model.collective, "Ann")) for _ in range(5)]
        for trial in range(TRIALS):
            question = copy_question(model)
            address = f"/c/{slug}/q/{question.number}/contributions/"
            form = {"text": f"Trial {trial}", "submission_key": f"key-{trial}"}
            sends = [partial(client.post, address, form) for client in clients]
            answers = run_together(sends)
            assert {a.status_code for a in answers} <= {302, 303}
            said = Contribution.objects.filter(hearing__question_id=question.id)
            assert said.count() == 1


class TestTwoPeopleSayTheirLastWord:
    def test_closes_early_once(self, run_together):
        model = checked_question(positions=3, members=5)
        eve, flo = member(model.collective, "Eve"), member(model.collective, "Flo")
        for _trial in range(FEW):
            question = copy_question(model)
            acts = [
                partial(
                    take_position,
                    member=who,
                    question=Question.objects.get(id=question.id),
                    value=YES,
                    now=NOW + timedelta(hours=1),
                )
                for who in (eve, flo)
            ]
            results = run_together(acts)
            assert not [r for r in results if isinstance(r, Exception)]
            question.refresh_from_db()
            assert question.stage == "carrying"
            assert Decision.objects.filter(question=question).count() == 1


class TestSpeakingWhileItCloses:
    def test_is_received_or_refused(self, run_together):
        model = checked_question(positions=4, members=5)
        flo = member(model.collective, "Flo")
        for trial in range(FEW):
            question = copy_question(model)
            speak = partial(
                contribute,
                member=flo,
                question=Question.objects.get(id=question.id),
                kind=Contribution.Kind.TEXT,
                text="Wait",
                now=END - timedelta(days=1),
            )
            close = partial(settle_question, Question(id=question.id), END)
            spoken, closed = run_together(held_back(trial, [speak], [close]))
            assert not isinstance(closed, Exception)
            said = Contribution.objects.filter(hearing__question_id=question.id)
            assert said.count() == (not isinstance(spoken, Exception))


def test_late_call_backs_never_wait_in_a_circle_with_who_answers(run_together):
    """Whoever held one question and the record would, while the other is answered."""
    if connection.vendor == "sqlite":
        return  # it has one writer at a time
    house = House()
    questions = [house.checked(title=title) for title in ("Apple trees", "A shed")]
    for question in questions:
        drawn(house, question)
    held = Event()

    def answer() -> None:
        with transaction.atomic():
            lock_question(questions[1])
            held.set()
            sleep(0.5)  # meanwhile the other drew anew for the first question
            house.say(questions[1], "Ann")

    def redraw() -> int:
        held.wait(10)
        return redraw_call_backs(now=NOW + 2 * DAY)

    assert run_together([answer, redraw]) == [None, 2]
