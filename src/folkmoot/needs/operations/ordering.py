"""What comes first among needs, as a question decided it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from folkmoot.deciding.models import Question
from folkmoot.needs.models import Need, NeedClass
from folkmoot.people.models import Collective
from folkmoot.record.operations import append_entry


@transaction.atomic
def set_need_classes(
    *,
    collective: Collective,
    classes: Sequence[dict[str, Any]],
    question_id: UUID,
    now: datetime,
) -> list[NeedClass]:
    """Put classes in their order; needs keep theirs by its name. Locks the collective.

    Needs of a class that is named no more go to the last one, so that none is lost.
    """
    locked = Collective.objects.select_for_update(no_key=True).get(id=collective.id)
    before = list(NeedClass.objects.filter(collective=locked, ended_at=None))
    NeedClass.objects.filter(id__in=[one.id for one in before]).update(ended_at=now)
    made = NeedClass.objects.bulk_create(
        NeedClass(
            collective=locked,
            position=place,
            name=one["name"],
            ceiling=Decimal(one["ceiling"]) if one["ceiling"] else None,
            ceiling_unit=one["ceiling_unit"],
            question_id=question_id,
        )
        for place, one in enumerate(classes)
    )
    by_name = {one.name.casefold(): one for one in made}
    for old in before:
        into = by_name.get(old.name.casefold(), made[-1])
        Need.objects.filter(klass=old).update(klass=into)
    append_entry(
        collective_id=locked.id,
        kind="need_classes.set",
        details={"classes": [dict(one) for one in classes]},
        now=now,
        about_id=question_id,
    )
    return made


def carry_out(question: Question, change: dict[str, Any], now: datetime) -> None:
    """Do what a question about classes decided."""
    set_need_classes(
        collective=question.collective,
        classes=change["classes"],
        question_id=question.id,
        now=now,
    )
