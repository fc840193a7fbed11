"""What the people of the demo do, in few words; each is an operation of the rooms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from folkmoot.deciding.models import Call, Heard, Position, Question
from folkmoot.deciding.operations import (
    DraftText,
    Shape,
    StopText,
    add_statement,
    add_version,
    answer_contribution,
    call,
    confirm_explanation,
    contribute,
    explain_back,
    offer_to_draft,
    raise_question,
    respond,
    send_on,
    submit_draft,
    take_position,
    write_draft,
)
from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import Task, accept
from folkmoot.doing.queries import tasks_of
from folkmoot.listening.models import Contribution, Response, Statement
from folkmoot.people.models import Membership
from folkmoot.site.demo.play import Play

Value = Position.Value
Answer = Response.Answer


@dataclass(frozen=True)
class Job:
    """A task: what, who, and in how many days from the present (past ones below 0)."""

    what: str
    who: str
    days: int
    is_watch: bool = False


@dataclass(frozen=True)
class Text:
    """A draft: its words, its jobs, its look-back in days from the present."""

    words: str
    jobs: Sequence[Job]
    look_back: int
    starts: int | None = None
    changed: str = ""
    label: str = ""


def ask(  # noqa: PLR0913 -- what a person types on one page
    play: Play,
    by: str,
    title: str,
    short: str,
    *,
    affected: str = "All who live here",
    why: str = "",
    facts: str = "",
    klass: str = "ordinary",
    cost: int | None = None,
) -> Question:
    """Raise a question, clear enough to be sent on."""
    shape = Shape(
        why_now=why, affected=affected, short_text=short, facts=facts, cost=cost
    )
    return raise_question(
        member=play.members[by], title=title, klass=klass, shape=shape, now=play.now
    )


def explain(play: Play, question: Question, by: str, words: str) -> None:
    """Say a question back, and let its proposer nod."""
    teller = play.members[by]
    said = explain_back(member=teller, question=question, text=words, now=play.now)
    confirm_explanation(member=_proposer(question), explanation=said, now=play.now)


def open_hearing(play: Play, question: Question) -> None:
    """Send a question to its hearing; all open its page that evening."""
    send_on(member=_proposer(question), question=question, now=play.now)
    play.seen(question)


def say(play: Play, question: Question, words: Mapping[str, str]) -> None:
    """Let people say something, each in their own words."""
    for name, text in words.items():
        contribute(
            member=play.members[name],
            question=question,
            kind=Contribution.Kind.TEXT,
            text=text,
            now=play.now,
        )


def view(
    play: Play,
    question: Question,
    by: str,
    text: str,
    *,
    agree: str,
    disagree: str = "",
) -> Statement:
    """Add a short view, and let others answer it."""
    statement = add_statement(
        member=play.members[by], question=question, text=text, now=play.now
    )
    for names, answer in ((agree, Answer.AGREE), (disagree, Answer.DISAGREE)):
        for member in play.of(names):
            respond(
                member=member,
                question=question,
                statement=statement,
                answer=answer,
                now=play.now,
            )
    return statement


def offer(play: Play, question: Question, names: str) -> None:
    """Let people be willing to write the draft."""
    for member in play.of(names):
        offer_to_draft(member=member, question=question, now=play.now)


def answer_heard(
    play: Play, question: Question, by: str, did: Mapping[str, str]
) -> None:
    """Say what the draft did with what each person said; no words mean "used"."""
    said = Contribution.objects.filter(hearing__question_id=question.id)
    for one in said.select_related("member").order_by("number"):
        text = did.get(one.member.name)
        if text is None:
            continue
        answer_contribution(
            member=play.members[by],
            question=question,
            contribution=one,
            use=Heard.Use.PARTLY if text else Heard.Use.USED,
            text=text,
            now=play.now,
        )


def draft_of(play: Play, text: Text) -> DraftText:
    """Return a draft with real days and carriers."""
    return DraftText(
        text=text.words,
        look_back_date=day(play, text.look_back),
        tasks=[
            Task(job.what, day(play, job.days), play.members[job.who].id, job.is_watch)
            for job in text.jobs
        ],
        what_changed=text.changed,
        start_date=None if text.starts is None else day(play, text.starts),
        label=text.label,
    )


def write(play: Play, question: Question, by: str, text: Text, *beside: Text) -> None:
    """Write a version, let its carriers say yes to their tasks, and send it on.

    What is put ``beside`` it goes to the same check.
    """
    writer = play.members[by]
    write_draft(
        member=writer, question=question, draft=draft_of(play, text), now=play.now
    )
    for other in beside:
        add_version(
            member=writer, question=question, draft=draft_of(play, other), now=play.now
        )
    take_jobs(play, question)
    submit_draft(member=writer, question=question, now=play.now)
    play.seen(question)


def take_jobs(play: Play, question: Question) -> None:
    """Let everybody who is named for a task say yes to it."""
    for task in tasks_of(question.id):
        if task.carrier_id and task.state == Commitment.State.OFFERED:
            carrier = next(m for m in play.members.values() if m.id == task.carrier_id)
            accept(member=carrier, commitment=task, now=play.now)


def make_urgent(play: Play, question: Question, names: str, why: str) -> None:
    """Let two people call it urgent, which gives it one day."""
    kind = Call.Kind.URGENT
    for member in play.of(names):
        call(member=member, question=question, kind=kind, text=why, now=play.now)


def decide_today(play: Play, question: Question, text: Text) -> None:
    """Write the draft of an urgent question and ask everybody at once."""
    by = play.members[_proposer(question).name]
    draft = draft_of(play, text)
    write_draft(member=by, question=question, draft=draft, now=play.now)
    take_jobs(play, question)
    send_on(member=by, question=question, now=play.now)
    play.seen(question)


def positions(
    play: Play,
    question: Question,
    *,
    yes: str = "",
    aside: str = "",
    worries: Mapping[str, str] | None = None,
    stops: Mapping[str, StopText] | None = None,
    version: int | None = None,
) -> None:
    """Let people say what they think of the draft, or of one of its versions."""
    plain = ((yes, Value.CONSENT), (aside, Value.STAND_ASIDE))
    for names, value in plain:
        for member in play.of(names):
            take_position(
                member=member,
                question=question,
                value=value,
                version=version,
                now=play.now,
            )
    for name, text in (worries or {}).items():
        take_position(
            member=play.members[name],
            question=question,
            value=Value.CONCERN,
            text=text,
            version=version,
            now=play.now,
        )
    for name, stop in (stops or {}).items():
        take_position(
            member=play.members[name],
            question=question,
            value=Value.OBJECT,
            stop=stop,
            version=version,
            now=play.now,
        )


def day(play: Play, days: int) -> date:
    """Return the day that is ``days`` after the present."""
    return (play.present + timedelta(days=days)).date()


def _proposer(question: Question) -> Membership:
    """Return who raised a question of the demo: somebody always did."""
    return Membership.objects.get(questions=question)
