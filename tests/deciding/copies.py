"""Quick copies of a question, to race on."""

from typing import Any

from django.db import models, transaction

from folkmoot.deciding.models import Position, Proposal, Question, Seat
from folkmoot.doing.models import Commitment
from folkmoot.listening.models import Hearing
from folkmoot.messaging.models import Delivery


@transaction.atomic
def copy_question(question: Question) -> Question:
    """Return a copy of a checked question with its draft, seats and positions."""
    old_id = question.id
    last = Question.objects.aggregate(last=models.Max("number"))["last"]
    copy = copy_row(question, number=last + 1)
    proposal = copy_row(Proposal.objects.get(question_id=old_id), question=copy)
    seats = {
        seat.id: copy_row(seat, question=copy)
        for seat in Seat.objects.filter(question_id=old_id)
    }
    for position in Position.objects.filter(question_id=old_id):
        seat = seats[position.seat_id]
        copy_row(position, question=copy, proposal=proposal, seat=seat)
    for task in Commitment.objects.filter(question_id=old_id):
        copy_row(task, question_id=copy.id)
    for hearing in Hearing.objects.filter(question_id=old_id):
        copy_row(hearing, question_id=copy.id)
    for delivery in Delivery.objects.filter(about_id=old_id):
        copy_row(delivery, about_id=copy.id)
    return copy


def copy_row(row: Any, **changes: Any) -> Any:
    """Return a new row with what ``row`` holds, but for its id and ``changes``."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    del values["id"]
    for name in changes:
        values.pop(f"{name}_id", None)
    return type(row).objects.create(**{**values, **changes})
