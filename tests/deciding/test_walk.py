"""One question from an idea to its look-back, through the real operations."""

from datetime import date, timedelta

import pytest
from tests.cast import NOW, collective, member

from folkmoot.deciding.models import Decision, Objection, Position
from folkmoot.deciding.operations.checking import StopText, take_position
from folkmoot.deciding.operations.drafting import DraftText
from folkmoot.deciding.operations.hearing import contribute
from folkmoot.deciding.operations.raising import Shape, raise_question, send_on
from folkmoot.deciding.operations.settling import settle_due, settle_question
from folkmoot.deciding.operations.working import (
    AnswerText,
    agree_restatement,
    answer_stop,
    reply_to_answer,
    restate_stop,
    second_answer,
)
from folkmoot.deciding.operations.writing import (
    answer_contribution,
    submit_draft,
    write_draft,
)
from folkmoot.doing.operations import Answers, Task, answer_review, finish
from folkmoot.doing.queries import review_of, tasks_of
from folkmoot.listening.models import Contribution
from folkmoot.messaging.models import Delivery, Message
from folkmoot.messaging.operations import mark_seen

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YES = Position.Value.CONSENT


def a_draft(carrier, text="We plant two apple trees in the yard."):
    return DraftText(
        text=text,
        look_back_date=date(2027, 6, 1),
        tasks=[Task("Buy and plant the trees", date(2027, 4, 1), carrier.id)],
    )


class TestAtHome:
    def test_agrees_when_all_are_heard_and_opens_its_look_back(self):
        elm = collective(members=("Ann", "Bo", "Di"))
        ann, bo, di = (member(elm, n) for n in ("Ann", "Bo", "Di"))
        question = raise_question(
            member=ann, title="Two apple trees", now=NOW, draft=a_draft(ann)
        )
        assert question.stage == "checking"
        assert Delivery.objects.filter(about_id=question.id).count() == 3
        assert Message.objects.filter(about_id=question.id).count() == 3
        for who in (ann, bo, di):
            mark_seen(about_id=question.id, member_id=who.id, now=NOW)
            take_position(member=who, question=question, value=YES, now=NOW)
        question.refresh_from_db()
        assert question.stage == "carrying"
        decision = Decision.objects.get(question=question)
        assert decision.outcome == "consensus"
        assert decision.inputs["yes"] == 3
        task = tasks_of(question.id)[0]
        later = NOW + 10 * DAY
        finish(member=ann, commitment=task, now=later)
        settle_due(later)
        settle_question(question, later)
        question.refresh_from_db()
        assert question.stage == "looking_back"
        review = review_of(question.id)
        answer_review(
            member=bo, review=review, conclusion="keep", now=later, answers=Answers()
        )
        settle_question(question, later + 15 * DAY)
        question.refresh_from_db()
        assert question.stage == "closed"
        assert [t.to_stage for t in question.transitions.all()] == [
            "idea",
            "shaping",
            "checking",
            "last_call",
            "decided",
            "carrying",
            "looking_back",
            "closed",
        ]

    def test_works_on_a_stop_until_its_owner_says_it_is_solved(self):
        elm = collective(members=("Ann", "Bo", "Di", "Eve", "Flo"))
        ann, bo, di, eve, flo = (
            member(elm, n) for n in ("Ann", "Bo", "Di", "Eve", "Flo")
        )
        question = raise_question(
            member=ann, title="Two apple trees", now=NOW, draft=a_draft(ann)
        )
        for who in (ann, bo, di, eve):
            take_position(member=who, question=question, value=YES, now=NOW)
        take_position(
            member=flo,
            question=question,
            value=Position.Value.OBJECT,
            now=NOW,
            stop=StopText(harm="The roots break the drain", to_whom="All of us"),
        )
        stop = Objection.objects.get(question=question)
        later = NOW + 8 * DAY
        settle_question(question, later)
        question.refresh_from_db()
        assert question.stage == "working"
        restate_stop(member=bo, objection=stop, text="Roots, drain", now=later)
        agree_restatement(member=flo, objection=stop, is_right=True, now=later)
        answer_stop(
            member=ann,
            objection=stop,
            answer=AnswerText(Objection.AnswerKind.CHANGED, "Further from the drain"),
            now=later,
        )
        second_answer(member=di, objection=stop, now=later)
        stop.refresh_from_db()
        assert stop.state == "answered"
        reply_to_answer(member=flo, objection=stop, is_solved=True, now=later)
        stop.refresh_from_db()
        assert stop.state == "resolved"
        write_draft(
            member=ann,
            question=question,
            draft=a_draft(ann, "Two apple trees, ten metres from the drain."),
            now=later,
        )
        submit_draft(member=ann, question=question, now=later)
        question.refresh_from_db()
        assert question.stage == "checking"
        assert question.round == 2
        for who in (ann, bo, di, eve, flo):
            take_position(member=who, question=question, value=YES, now=later)
        question.refresh_from_db()
        assert question.stage == "carrying"


class TestInALocalGroup:
    def test_takes_the_ordinary_path_on_its_timers(self):
        elm = collective(preset="local", members=("Ann", "Bo", "Di"))
        ann, bo, di = (member(elm, n) for n in ("Ann", "Bo", "Di"))
        shape = Shape(why_now="Spring", affected="All", short_text="Trees?")
        question = raise_question(member=ann, title="Trees", now=NOW, shape=shape)
        assert question.stage == "shaping"
        send_on(member=ann, question=question, now=NOW)
        question.refresh_from_db()
        assert question.stage == "hearing"
        for who in (ann, bo, di):
            mark_seen(about_id=question.id, member_id=who.id, now=NOW)
            said = contribute(
                member=who,
                question=question,
                kind=Contribution.Kind.TEXT,
                text="Apples, please",
                now=NOW,
            )
        question.refresh_from_db()
        assert question.stage == "drafting"
        for said in Contribution.objects.all():
            answer_contribution(
                member=ann,
                question=question,
                contribution=said,
                use="used",
                text="",
                now=NOW,
            )
        write_draft(member=ann, question=question, draft=a_draft(ann), now=NOW)
        submit_draft(member=ann, question=question, now=NOW)
        question.refresh_from_db()
        assert question.stage == "checking"
        for who in (ann, bo):
            take_position(member=who, question=question, value=YES, now=NOW + DAY)
        mark_seen(about_id=question.id, member_id=di.id, now=NOW)
        settle_question(question, NOW + 60 * DAY)
        question.refresh_from_db()
        assert question.stage == "no_decision"


class TestADecisionThatIsKept:
    def test_is_looked_at_again_a_year_later(self):
        elm = collective(members=("Ann", "Bo", "Di"))
        ann, bo, di = (member(elm, n) for n in ("Ann", "Bo", "Di"))
        question = raise_question(
            member=ann, title="Two apple trees", now=NOW, draft=a_draft(ann)
        )
        for who in (ann, bo, di):
            take_position(member=who, question=question, value=YES, now=NOW)
        first = NOW + 100 * DAY
        settle_question(question, first)
        review = review_of(question.id)
        answer_review(
            member=bo, review=review, conclusion="keep", now=first, answers=Answers()
        )
        settle_question(question, first + 15 * DAY)
        question.refresh_from_db()
        assert question.stage == "closed"
        assert question.look_at is not None
        settle_due(question.look_at + DAY)
        question.refresh_from_db()
        assert question.stage == "looking_back"
        assert review_of(question.id).round == 2
