"""What is in the database of a server, and whether it fits together.

``print_truth`` runs beside the server (``Server.act``); ``read_truth`` reads it.
"""

import json
from typing import Any

from tests.driver import Server

SCRIPT = "from tests.driving.truth import print_truth\nprint_truth()"


def read_truth(server: Server) -> dict[str, Any]:
    """Return all that was said and decided; ``faults`` is what does not fit."""
    truth: dict[str, Any] = json.loads(server.act(SCRIPT))
    return truth


def print_truth() -> None:
    """Write it as one JSON object. To be run in a process with Django set up."""
    from folkmoot.deciding.models import Position, Question
    from folkmoot.listening.models import Contribution
    from folkmoot.messaging.models import Message
    from folkmoot.people.models import Collective
    from folkmoot.web.models import Submission

    faults = [
        f"{collective.slug}: {fault}"
        for collective in Collective.objects.all()
        for fault in _faults_of_record(collective)
    ]
    questions, ends = {}, {}
    for question in Question.objects.order_by("number"):
        faults += [f"question {question.number}: {f}" for f in _faults_of(question)]
        ends[question.number] = question.closes_at
        moves = question.transitions.order_by("order")
        questions[question.number] = [
            [move.to_stage, move.at.isoformat()] for move in moves
        ]
    if Submission.objects.filter(status=0).exists():
        faults.append("a form is received and not answered")
    said = Contribution.objects.values_list("text", flat=True)
    positions = Position.objects.values_list("member__name", "question__number", "text")
    letters = Message.objects.values_list("kind", "address", "subject", "state")
    whole = {
        "faults": faults,
        "questions": questions,
        "ends": ends,
        "said": sorted(said),
        "positions": {f"{name} {number}": text for name, number, text in positions},
        "letters": sorted(letters.exclude(kind="sign_in")),
    }
    print(json.dumps(whole, default=str))  # noqa: T201 -- read_truth reads it


def _faults_of_record(collective: Any) -> list[str]:
    from folkmoot.record.queries import find_fault

    fault = find_fault(collective.id)
    return [fault.reason] if fault else []


def _faults_of(question: Any) -> list[str]:
    """Return where a question's row, its moves, its record and decision differ."""
    from folkmoot.deciding.models import Decision, Position
    from folkmoot.record.models import Entry

    moves = list(question.transitions.order_by("order"))
    ends = [move.to_stage for move in moves]
    entries = Entry.objects.filter(about_id=question.id)
    decisions = list(Decision.objects.filter(question=question))
    values = (Position.Value.CONSENT, Position.Value.CONCERN)
    positions = Position.objects.filter(question=question, round=question.round)
    yes = positions.filter(value__in=values).count()
    checks = {
        "moves are missing": [move.order for move in moves] == [*range(len(moves))],
        "moves do not follow": [move.from_stage for move in moves] == ["", *ends[:-1]],
        "the row differs": question.stage == ends[-1],
        "the record differs": entries.filter(kind="question.moved").count()
        == len(moves) - 1,
        "decisions differ": len(decisions) == ends.count("decided"),
        "the tally differs": all(d.inputs["yes"] == yes for d in decisions),
    }
    return [name for name, holds in checks.items() if not holds]
