"""Questions from the check on that the addresses of the access table lead to."""

from datetime import date

from tests import cast

from folkmoot.deciding import operations
from folkmoot.deciding.models import Call, Objection, Panel, Position, Question
from folkmoot.deciding.operations import AnswerText, DraftText, StopText
from folkmoot.doing.operations import Task
from folkmoot.people.models import Collective, Membership

NOW = cast.NOW
Value = Position.Value
HARM = StopText(harm="It is loud at night", to_whom="The second floor")
CHECKED = (
    *("position", "positions", "help_answer", "receipt", "answer_worry", "stop"),
    *("confirm_recorded", "call_back"),
    *("restatement", "restatement_answer", "talk", "answer_stop", "second_name"),
    *("invitation_to_talk", "talk_time"),
    *("reply", "happened", "case"),
)
CHECKED_BY_API = (
    *(
        "get_positions",
        "take_position",
        "take_spoken_position",
        "answer_worry",
        "get_stops",
        "get_stop",
    ),
    *("restate_stop", "agree_restatement", "get_talk", "answer_stop"),
    *(
        "second_answer",
        "reply_to_answer",
        "tell_happened",
        "get_panels",
        "get_named_positions",
    ),
    *("invite_to_talk", "choose_talk"),
    *("get_helped", "help_answer", "get_receipt", "confirm_recorded"),
    "call_back",
)


def build(elm: Collective) -> dict[str, object]:
    """Return what stands for the parts of these addresses."""
    ann, bo, di = (cast.member(elm, name) for name in ("Ann", "Bo", "Di"))
    agreed = _agreed(ann, bo, di, "A bell")
    looked = _agreed(ann, bo, di, "A rota")
    for who in (ann, bo):
        kind = Call.Kind.LOOK_BACK
        operations.call(member=who, question=looked, kind=kind, now=NOW)
    checked = raised(ann, "A drum room")
    say(checked, ann, Value.CONSENT)
    worry = say(checked, bo, Value.CONCERN, text="Neighbours", helper=ann)
    _stop(checked, bo, di)
    slide = raised(ann, "A slide")
    panel = _complained(slide, di)
    say(slide, ann, Value.CONSENT)
    return {
        "stop": 1,
        "deciding:case.kind": "relabel",
        "deciding:receipt.entered_id": worry.id,
        "deciding:confirm_recorded.entered_id": worry.id,
        "api:confirm_recorded.entered_id": worry.id,
        "deciding:call_back.entered_id": worry.id,
        "api:call_back.entered_id": worry.id,
        "deciding:answer_worry.position_id": worry.id,
        "panel_id": panel.id,
        "deciding:panel.number": panel.question.number,
        "deciding:ruling.number": panel.question.number,
        "deciding:late_stop.number": agreed.number,
        "deciding:computation.number": agreed.number,
        "deciding:review.number": looked.number,
        "api:answer_worry.position_id": worry.id,
        "api:get_receipt.entered_id": worry.id,
        "api:get_panel.number": panel.question.number,
        "api:answer_panel.number": panel.question.number,
        "api:get_review.number": looked.number,
        "api:look_back.number": looked.number,
        **{f"deciding:{name}.number": checked.number for name in CHECKED},
        **{f"api:{name}.number": checked.number for name in CHECKED_BY_API},
    }


def raised(ann: Membership, title: str) -> Question:
    task = Task("Ask around", date(2027, 4, 1), ann.id)
    draft = DraftText(text=title, look_back_date=date(2027, 6, 1), tasks=[task])
    return operations.raise_question(member=ann, title=title, draft=draft, now=NOW)


def say(
    question: Question, who: Membership, value: Position.Value, **more: object
) -> Position:
    return operations.take_position(
        member=who, question=question, value=value, now=NOW, **more
    )


def _agreed(*people: Membership | str) -> Question:
    """Return a question that everybody said yes to; it is carried out."""
    *members, title = people
    question = raised(members[0], title)
    for who in members:
        say(question, who, Value.CONSENT)
    return question


def _stop(question: Question, bo: Membership, di: Membership) -> Objection:
    """Let Di say stop; Bo said it back and proposes an answer."""
    say(question, di, Value.OBJECT, stop=HARM)
    stop = question.objections.get()
    operations.restate_stop(member=bo, objection=stop, text="Too loud", now=NOW)
    answer = AnswerText(Objection.AnswerKind.REASONS, "Only until eight")
    operations.answer_stop(member=bo, objection=stop, answer=answer, now=NOW)
    return stop


def _complained(question: Question, di: Membership) -> Panel:
    """Let the owner of an unanswered stop complain; three people have no lot."""
    say(question, di, Value.OBJECT, stop=HARM)
    return operations.ask_panel(
        member=di,
        question=question,
        kind=Panel.Kind.COMPLAINT,
        reason="Nobody said it back",
        objection=question.objections.get(),
        now=NOW,
    )
