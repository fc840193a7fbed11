"""Questions in the stages that the addresses of the access table lead to."""

from datetime import date

from tests import cast

from folkmoot.deciding import operations
from folkmoot.deciding.models import Call, Question
from folkmoot.deciding.operations import DraftText, Shape
from folkmoot.doing.operations import Task
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Collective, Membership

NOW = cast.NOW


def build(elm: Collective) -> dict[str, object]:
    """Return what stands for the parts of questions' addresses."""
    ann, bo, di = (cast.member(elm, name) for name in ("Ann", "Bo", "Di"))
    clear = operations.raise_question(member=ann, title="Two apple trees", now=NOW)
    said = operations.explain_back(member=bo, question=clear, text="Trees?", now=NOW)
    operations.call(member=ann, question=clear, kind=Call.Kind.LIFT, now=NOW)
    shape = Shape(affected="All of us", short_text="A new roof?")
    serious = operations.raise_question(
        member=ann, title="A new roof", klass="serious", shape=shape, now=NOW
    )
    heard = _talked_about(ann, bo, "A dry shed")
    statement = operations.add_statement(
        member=bo, question=heard, text="We need a dry shed", now=NOW
    )
    drafted = _talked_about(ann, bo, "A bench")
    contribution = _hear_all(drafted, ann, bo, di)
    setting = Shape(topic="settings", change={"values": {"open_questions": 7}})
    founding = operations.raise_question(
        member=ann, title="Seven at once", shape=setting, now=NOW
    )
    gone = operations.raise_question(member=ann, title="A pond", now=NOW)
    operations.withdraw_question(member=ann, question=gone, reason="", now=NOW)
    compared = _put_beside(ann, "A hedge")
    return {
        "deciding:call.kind": "lift",
        "deciding:withdraw_call.kind": "lift",
        "deciding:confirm_explanation.explanation_id": said.id,
        "deciding:send_on.number": serious.number,
        "deciding:adopt.number": gone.number,
        "deciding:change.number": founding.number,
        "deciding:respond.statement_id": statement.id,
        "deciding:withdraw_response.statement_id": statement.id,
        "deciding:tell_in_person.member_id": di.id,
        "deciding:answer_contribution.contribution_id": contribution.id,
        "deciding:version.version": 1,
        "deciding:add_version.number": compared.number,
        "deciding:remove_version.number": compared.number,
        "deciding:remove_version.version": 2,
        **{f"deciding:{name}.number": heard.number for name in HEARD},
        **{f"deciding:{name}.number": drafted.number for name in DRAFTED},
    }


HEARD = (
    *("add_statement", "respond", "withdraw_response", "contribute", "report_talk"),
    *("add_nothing", "help_contribute", "tell_in_person", "offer_to_draft"),
)
DRAFTED = (
    *("draft", "submit_draft", "second_wording", "answer_contribution"),
    *("versions", "version"),
)


def _talked_about(ann: Membership, bo: Membership, title: str) -> Question:
    """Return a small matter that Bo wanted to talk about: it is being heard."""
    task = Task("Buy wood", date(2027, 4, 1), ann.id)
    draft = DraftText(text=title, look_back_date=date(2027, 6, 1), tasks=[task])
    question = operations.raise_question(
        member=ann, title=title, klass="small", draft=draft, now=NOW
    )
    operations.call(member=bo, question=question, kind=Call.Kind.TALK_FIRST, now=NOW)
    return question


def _put_beside(ann: Membership, title: str) -> Question:
    """Return a question in the making with another version beside its draft."""
    question = operations.raise_question(member=ann, title=title, now=NOW)
    task = Task("Plant it", date(2027, 4, 1), ann.id)
    draft = DraftText(text=title, look_back_date=date(2027, 6, 1), tasks=[task])
    operations.write_draft(member=ann, question=question, draft=draft, now=NOW)
    other = DraftText(text="A fence", look_back_date=date(2027, 6, 1), label="fence")
    operations.add_version(member=ann, question=question, draft=other, now=NOW)
    return question


def _hear_all(question: Question, *people: Membership) -> Contribution:
    """Let everybody speak; return what the last one said, with Ann's line on it."""
    for who in people:
        said = operations.contribute(
            member=who,
            question=question,
            kind=Contribution.Kind.TEXT,
            text=f"{who.name} would sit on it",
            now=NOW,
        )
    for row in Contribution.objects.filter(hearing=said.hearing):
        operations.answer_contribution(
            member=people[0],
            question=question,
            contribution=row,
            use="used",
            text="",
            now=NOW,
        )
    return said
