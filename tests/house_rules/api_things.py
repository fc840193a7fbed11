"""What the API's addresses lead to: mostly what the pages' addresses do."""

from datetime import date

from tests import cast

from folkmoot.deciding import operations
from folkmoot.deciding.models import Decision, Position
from folkmoot.deciding.operations import DraftText
from folkmoot.doing.operations import Task
from folkmoot.people.models import Collective

# A part of an API address, and the page's whose value it takes.
SAME = {
    "open_invitation.token": "people:join.token",
    "join.token": "people:join.token",
    "download_export.export_id": "entry_id",
    "confirm_explanation.explanation_id": "deciding:confirm_explanation.explanation_id",
    "get_version.version": "deciding:version.version",
    "add_version.number": "deciding:add_version.number",
    "remove_version.number": "deciding:remove_version.number",
    "remove_version.version": "deciding:remove_version.version",
    "send_on.number": "deciding:send_on.number",
    "adopt_question.number": "deciding:adopt.number",
    "write_change.number": "deciding:change.number",
    "call.kind": "deciding:call.kind",
    "respond.statement_id": "deciding:respond.statement_id",
    "tell_in_person.member_id": "deciding:tell_in_person.member_id",
    "answer_contribution.contribution_id": (
        "deciding:answer_contribution.contribution_id"
    ),
}
HEARD = (
    *("get_question_hearing", "list_statements", "next_statement", "respond"),
    *(
        "get_contributions",
        "contribute_file",
        "tell_in_person",
        "help_contribute",
        "get_drafters",
    ),
    "get_not_reached",
)
DRAFTED = (
    "second_wording",
    "get_versions",
    "get_version",
    "submit_draft",
    "get_uses",
    "answer_contribution",
)


def build(elm: Collective, things: dict[str, object]) -> dict[str, object]:
    """Return what stands for the parts of the API's addresses."""
    heard, drafted = things["deciding:respond.number"], things["deciding:draft.number"]
    return {
        **{f"api:{part}": things[name] for part, name in SAME.items()},
        **{f"api:{name}.number": heard for name in HEARD},
        **{f"api:{name}.number": drafted for name in DRAFTED},
        "decision_id": decide(elm).id,
    }


def decide(elm: Collective) -> Decision:
    """Return a decision of everybody."""
    ann = cast.member(elm, "Ann")
    draft = DraftText(
        text="We paint the door green.",
        look_back_date=date(2027, 6, 1),
        tasks=[Task("Paint", date(2027, 4, 1), ann.id)],
    )
    question = operations.raise_question(
        member=ann, title="A green door", draft=draft, now=cast.NOW
    )
    for name in cast.SOME:
        operations.look_at_question(
            member=cast.member(elm, name), question=question, now=cast.NOW
        )
        operations.take_position(
            member=cast.member(elm, name),
            question=question,
            value=Position.Value.CONSENT,
            now=cast.NOW,
        )
    return question.decisions.get()
