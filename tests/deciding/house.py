"""Questions from the check to the end, made with the real operations."""

import io
import re
from datetime import timedelta

from django.test import Client
from tests.again import once
from tests.cast import NOW, collective, member, signed_in
from tests.deciding.builders import a_draft

from folkmoot.deciding.models import Objection, Position, Question
from folkmoot.deciding.operations import (
    AnswerText,
    StopText,
    agree_restatement,
    answer_stop,
    raise_question,
    reply_to_answer,
    restate_stop,
    second_answer,
    settle_question,
    spoken,
    submit_draft,
    take_position,
    write_draft,
)
from folkmoot.listening.operations import read_media
from folkmoot.messaging.operations import mark_seen
from folkmoot.record.models import Entry

DAY = timedelta(days=1)
MEMBERS = ("Ann", "Bo", "Di", "Eve", "Gus", "Hal")
YES, STOP = Position.Value.CONSENT, Position.Value.OBJECT
ROOTS = StopText(harm="The roots break the drain", to_whom="All who live here")

VOICE = b"OggS" + bytes(200)


def voice(description=""):
    """Return what says an answer by voice."""
    return spoken(read_media(io.BytesIO(VOICE)), description)


class House:
    """Elm Street at home with six members and the friend Flo; Cy is elsewhere."""

    def __init__(self, members=MEMBERS, name="Elm Street"):
        self.elm = collective(name, members=members, friends=("Flo",))
        self.now = NOW

    def who(self, name):
        return member(self.elm, name)

    def browser(self, name) -> Client:
        return signed_in(self.who(name), self.now)

    def cy(self) -> Client:
        elsewhere = collective("Oak Lane", members=("Cy",))
        return signed_in(member(elsewhere, "Cy"), self.now)

    def url(self, question, rest=""):
        return f"/c/{self.elm.slug}/q/{question.number}/{rest}"

    def fresh(self, question):
        settle_question(question, self.now)
        rows = Question.objects.select_related("collective", "proposer")
        return rows.get(id=question.id)

    def later(self, question, days):
        self.now += days * DAY
        return self.fresh(question)

    @once
    def checked(self, **fields):
        """Return a question whose check is open and has reached everybody."""
        ann = self.who("Ann")
        options = {"title": "Two apple trees", "draft": a_draft(ann), **fields}
        question = raise_question(member=ann, now=self.now, **options)
        self.reach(question)
        return self.fresh(question)

    def reach(self, question):
        for one in self.elm.memberships.filter(standing="member"):
            mark_seen(about_id=question.id, member_id=one.id, now=self.now)

    def say(self, question, name, value=YES, **more):
        return take_position(
            member=self.who(name), question=question, value=value, now=self.now, **more
        )

    def stopped(self, question, name="Gus", text=ROOTS) -> Objection:
        self.say(question, name, STOP, stop=text)
        return question.objections.order_by("-number")[0]

    @once
    def worked(self, text=ROOTS):
        """Return a question in its first round of work, and Gus's stop."""
        question = self.checked()
        for name in MEMBERS[:4]:
            self.say(question, name)
        stop = self.stopped(question, text=text)
        return self.later(question, 8), stop

    def answered(self, stop, *, is_solved=None, name="Gus"):
        """Bring a stop to its answer, and perhaps to its owner's word."""
        restate_stop(
            member=self.who("Bo"), objection=stop, text="You fear roots", now=self.now
        )
        agree_restatement(
            member=self.who(name), objection=stop, is_right=True, now=self.now
        )
        text = AnswerText(Objection.AnswerKind.REASONS, "The drain lies deeper")
        answer_stop(member=self.who("Ann"), objection=stop, answer=text, now=self.now)
        second_answer(member=self.who("Di"), objection=stop, now=self.now)
        if is_solved is not None:
            reply_to_answer(
                member=self.who(name),
                objection=stop,
                is_solved=is_solved,
                now=self.now,
            )
        stop.refresh_from_db()
        return stop

    @once
    def rechecked(self):
        """Return a question in its second check, with a stop that stands."""
        question, stop = self.worked()
        self.answered(stop, is_solved=False)
        ann = self.who("Ann")
        text = "We plant two apple trees, ten metres from the drain."
        write_draft(
            member=ann, question=question, draft=a_draft(ann, text), now=self.now
        )
        submit_draft(member=ann, question=question, now=self.now)
        self.reach(question)
        return self.fresh(question), stop

    @once
    def called(self):
        """Return a question in its last call with one stop beside five yes."""
        question, stop = self.rechecked()
        for name in MEMBERS:
            if name != "Gus":
                self.say(question, name)
        self.say(question, "Gus", STOP)
        question = self.later(question, 8)
        self.reach(question)
        return self.fresh(question), stop

    @once
    def decided(self):
        """Return a question decided with one standing stop."""
        question, stop = self.called()
        return self.later(question, 4), stop

    @once
    def agreed(self):
        """Return a question that all agreed to."""
        question = self.checked()
        for name in MEMBERS:
            self.say(question, name)
        return self.fresh(question)


def page(client, url, status=200):
    """Return the text of a page; each id stands for one thing on it."""
    answer = client.get(url)
    assert answer.status_code == status, answer.content[:400]
    text = answer.content.decode()
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert {one for one in ids if ids.count(one) > 1} == set()
    return text


def post(client, url, status=302, **data):
    """Send a form and return the answer."""
    answer = client.post(url, data)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer


def kinds(question):
    """Return the kinds of the entries about a question, oldest first."""
    entries = Entry.objects.filter(about_id=question.id).order_by("index")
    return list(entries.values_list("kind", flat=True))
