"""Mail about a question; the words stand in ``templates/deciding/mail``."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from folkmoot.deciding.models import Question
from folkmoot.deciding.queries.facts import asking_key
from folkmoot.deciding.states import state_of
from folkmoot.people.models import Membership
from folkmoot.people.operations import tell


def ask_members(
    question: Question,
    members: Sequence[Membership],
    now: datetime,
    *,
    template: str,
    **more: object,
) -> None:
    """Ask members about the present stage, counting each delivery.

    ``more`` is what the template says besides the question and its end.
    """
    state = state_of(question)
    key = asking_key(state)
    extension = len(state.hearing_causes) + state.is_check_extended
    suffix = f" +{extension}" if template == "extended" else ""
    tell(
        memberships=members,
        kind=f"question.{template}",
        template=f"deciding/mail/{template}.txt",
        context={"question": question, "closes_at": state.closes_at, **more},
        now=now,
        about_id=question.id,
        asking="" if suffix else key,
        once=f"{question.id} {key}{suffix}",
        drop_at=state.closes_at,
    )


def tell_everybody(
    question: Question,
    now: datetime,
    *,
    template: str,
    only: Sequence[UUID] | None = None,
    what: str = "",
) -> None:
    """Tell everybody in the collective (or ``only`` some) once about this stage."""
    people = Membership.objects.filter(
        collective_id=question.collective_id, ended_at=None
    ).order_by("name")
    if only is not None:
        people = people.filter(id__in=only)
    once = what or f"{question.since.isoformat()}"
    tell(
        memberships=list(people),
        kind=f"question.{template}",
        template=f"deciding/mail/{template}.txt",
        context={"question": question, "closes_at": question.ends_at},
        now=now,
        about_id=question.id,
        once=f"{question.id} {template} {once}",
        drop_at=None,
    )
