"""Questions in the stages before a decision, made with the real operations."""

from datetime import date, timedelta

from tests.again import once
from tests.cast import NOW, collective, member, signed_in

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import (
    DraftText,
    Shape,
    contribute,
    raise_question,
    send_on,
    settle_question,
)
from folkmoot.doing.operations import Task
from folkmoot.listening.models import Contribution
from folkmoot.record.models import Entry

DAY = timedelta(days=1)
LOOK_BACK = date(2027, 6, 1)
SHAPE = Shape(why_now="Spring", affected="All of us", short_text="Do we want trees?")


class Group:
    """Elm Street as a local group with Ann, Bo, Di, Eve and the friend Flo; Cy is out."""

    day = DAY

    def __init__(self, preset="local"):
        names = ("Ann", "Bo", "Di", "Eve")
        self.elm = collective(preset=preset, members=names, friends=("Flo",))
        self.ann, self.bo, self.di, self.eve, self.flo = (
            member(self.elm, name) for name in (*names, "Flo")
        )

    def browser(self, who):
        return signed_in(who)

    def url(self, question, rest=""):
        return f"/c/{self.elm.slug}/q/{question.number}/{rest}"

    def draft(self, carrier=None, text="We plant two apple trees in the yard."):
        task = Task("Buy the trees", date(2027, 4, 1), (carrier or self.ann).id)
        return DraftText(text=text, look_back_date=LOOK_BACK, tasks=[task])

    @once
    def shaped(self, **fields):
        """Return a question that Ann makes clear."""
        options = {"title": "Two apple trees", "shape": SHAPE, "now": NOW, **fields}
        return raise_question(member=options.pop("member", self.ann), **options)

    @once
    def heard(self, **fields):
        """Return a question in its hearing."""
        question = self.shaped(**fields)
        send_on(member=question.proposer, question=question, now=NOW)
        return self.fresh(question)

    @once
    def noticed(self):
        """Return a small question on notice."""
        return self.shaped(klass="small", draft=self.draft())

    @once
    def drafted(self):
        """Return a question that is being written down, with three contributions."""
        question = self.heard()
        for who in (self.ann, self.bo, self.di, self.eve):
            contribute(
                member=who,
                question=question,
                kind=Contribution.Kind.TEXT,
                text=f"{who.name} wants shade",
                now=NOW,
            )
        return self.fresh(question)

    def fresh(self, question, now=NOW):
        settle_question(question, now)
        rows = Question.objects.select_related("collective", "proposer")
        return rows.get(id=question.id)


def kinds(question):
    """Return the kinds of the entries about a question, oldest first."""
    entries = Entry.objects.filter(about_id=question.id).order_by("index")
    return list(entries.values_list("kind", flat=True))


def page(client, url, status=200):
    """Return the text of a page."""
    answer = client.get(url)
    assert answer.status_code == status, answer.content[:400]
    return answer.content.decode()
