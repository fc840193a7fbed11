"""A federation above the collective of the world, and a question to all its groups."""

from tests import cast

from folkmoot.deciding.models import Objection, Question
from folkmoot.deciding.operations import contribute, look_at_question
from folkmoot.federating import operations
from folkmoot.federating.models import (
    FederatedDrafter,
    FederatedPanel,
    FederatedQuestion,
    FederatedSeat,
    OfferedTask,
    Theme,
)
from folkmoot.listening.models import Contribution
from folkmoot.people.models import Collective, Membership

NOW = cast.NOW
BEFORE = NOW - 20 * cast.DAY
OF_QUESTION = (
    *("question", "group", "said", "stops", "answer_stops", "second_answers", "draft"),
    *("computation", "back", "send_draft", "answer_theme", "take_task"),
    *("give_task_back", "alone", "say_ours", "unsay_ours", "case", "answer_case"),
    "ask_fundamental",
    *("amendments", "sign_amendment", "take_amendment"),
    *("withdraw_amendment_signature", "agree_taken", "withdraw_agreement"),
)
OF_API = (
    *("get_federated_question", "compute_federated_result", "get_federated_groups"),
    *("get_federated_group", "get_federated_words", "get_federated_versions"),
    *("get_federated_themes", "get_federated_stops", "back_federated_question"),
    *("answer_federated_theme", "send_federated_draft", "take_federated_task"),
    *("answer_federated_stops", "second_federated_answers", "get_parts_to_say"),
    *("say_ours", "get_federated_cases", "get_federated_case", "get_wordings"),
    *("answer_federated_case", "ask_fundamental"),
    *("get_wording", "sign_wording", "take_wording", "agree_wording_taken"),
)

OF_CASE = (
    *("federating:case", "federating:answer_case"),
    *("api:get_federated_case", "api:answer_federated_case"),
)


def build(elm: Collective) -> dict[str, object]:
    """Return what stands for the parts of these addresses: a draft in the making."""
    ann, bo = cast.member(elm, "Ann"), cast.member(elm, "Bo")
    yard = cast.collective("Ash Yard", members=("Ivy", "Jo", "Kim"), now=BEFORE)
    streets = operations.make_federation(
        name="All Streets", children=[elm, yard], now=BEFORE
    )
    text = operations.RaiseText(title="One shed?", short_text="One shed for all.")
    question = operations.raise_up(
        member=ann, federation=streets, text=text, now=BEFORE
    )
    operations.back(member=bo, question=question, now=BEFORE)
    operations.settle_question(question, BEFORE)
    _hear(question, elm, yard)
    operations.settle_due(NOW)
    operations.follow_due(NOW)
    question.refresh_from_db()
    drafter = FederatedDrafter.objects.get(question=question)
    task = ("Buy wood", (NOW + 30 * cast.DAY).date())
    version = operations.VersionText(
        text="One shed.", look_back_date=(NOW + 90 * cast.DAY).date(), tasks=[task]
    )
    operations.write_version(
        member=drafter.member, question=question, version=version, now=NOW
    )
    wording = operations.propose_amendment(
        member=cast.member(yard, "Ivy"),
        question=question,
        amendment=operations.AmendmentText("mornings", "One shed, open early."),
        now=NOW,
    )
    theme = Theme.objects.filter(question=question).latest("created_at")
    panel = _case(question, yard, ann)
    slugs = {f"federating:{name}.slug": streets.slug for name in OF_QUESTION}
    numbers = {f"federating:{name}.number": question.number for name in OF_QUESTION}
    of_api = {f"api:{name}.slug": streets.slug for name in OF_API}
    numbers |= {f"api:{name}.number": question.number for name in OF_API}
    return {
        **slugs,
        **numbers,
        **of_api,
        "federating:raise_question.slug": streets.slug,
        "api:list_federated_questions.slug": streets.slug,
        "federating:question_by_id.question_id": question.id,
        "api:find_federated_question.question_id": question.id,
        "federating:group.collective_id": yard.id,
        "api:get_federated_group.collective_id": yard.id,
        "theme_id": theme.id,
        "part_id": elm.id,
        "stop_id": _stop(question, ann).id,
        **{f"{name}.panel_id": panel.id for name in OF_CASE},
        "amendment_id": wording.id,
        "federating:take_task.task_id": OfferedTask.objects.get().id,
        "federating:give_task_back.task_id": OfferedTask.objects.get().id,
        "api:take_federated_task.task_id": OfferedTask.objects.get().id,
    }


def _case(
    question: FederatedQuestion, part: Collective, drawn: Membership
) -> FederatedPanel:
    """Let a part say that it decides alone, and draw one member to look at it."""
    panel = FederatedPanel.objects.create(
        question=question,
        collective=question.collective,
        kind=FederatedPanel.Kind.LEVEL,
        about=part,
        reason="It is our yard.",
        seed="0" * 32,
        leaves=[str(drawn.collective_id)],
        candidates=[str(drawn.id)],
        drawn_at=NOW,
        due_at=NOW + 3 * cast.DAY,
    )
    FederatedSeat.objects.create(
        panel=panel, collective_id=drawn.collective_id, member=drawn
    )
    return panel


def _stop(question: FederatedQuestion, owner: Membership) -> Objection:
    """Let a member say stop in their own group, before a draft is there."""
    own = Question.objects.get(led_by_id=question.id, collective=owner.collective)
    return Objection.objects.create(
        question=own,
        collective_id=own.collective_id,
        number=1,
        owner=owner,
        harm="It takes our roof.",
        to_whom="Elm Street",
        round=0,
        raised_at=NOW,
        since=NOW,
    )


def _hear(question: FederatedQuestion, *leaves: Collective) -> None:
    """Let everybody say something in their own group."""
    for leaf in leaves:
        own = Question.objects.get(led_by_id=question.id, collective=leaf)
        for member in leaf.memberships.filter(standing="member"):
            look_at_question(member=member, question=own, now=BEFORE)
            contribute(
                member=member,
                question=own,
                kind=Contribution.Kind.TEXT,
                text="A dry one.",
                now=BEFORE,
            )
    operations.count_due(BEFORE)
