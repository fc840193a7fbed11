"""A question that nobody raised: facts called for it, and it opens by itself."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations.hosting import draw_first_reply, draw_hosts
from folkmoot.deciding.operations.opening import create_question
from folkmoot.deciding.operations.raising import Shape, admit
from folkmoot.deciding.operations.settling import lock_and_settle, settle
from folkmoot.people.models import Collective


@transaction.atomic
def let_arise(
    *,
    collective: Collective,
    title: str,
    shape: Shape,
    now: datetime,
    klass: str = "ordinary",
    why: str = "called_for",
) -> Question:
    """Let a question open that facts call for; with room at once, else in the queue.

    Any member may carry it on as if they had raised it; until then it goes on by time
    alone, so ``shape`` says what makes it clear. Locks the collective.
    """
    question = create_question(
        collective=collective,
        title=title,
        now=now,
        klass=klass,
        details=asdict(shape),
        why=why,
    )
    question = lock_and_settle(question, now)
    draw_hosts(question, now)
    draw_first_reply(question, now)
    admit(question, now)
    settle(question, now)
    return question
