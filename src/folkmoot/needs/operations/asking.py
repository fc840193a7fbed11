"""Needs that stay open for 30 days come before everybody by themselves."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.deciding.models import Question
from folkmoot.deciding.operations import Shape, let_arise
from folkmoot.needs.models import Need
from folkmoot.needs.queries.needs import collectives_with_unmet, left_in, unmet_needs
from folkmoot.needs.words.needs import amount_words
from folkmoot.people.models import Collective
from folkmoot.record.operations import append_entry

# So that nobody is herded: what comes later waits for the next bundle.
APART = timedelta(days=7)


def ask_about_unmet_due(now: datetime) -> int:
    """Ask in each collective where it is time; return how many were. For the worker."""
    asked = (
        ask_about_unmet(collective=one, now=now) for one in collectives_with_unmet(now)
    )
    return sum(question is not None for question in asked)


@transaction.atomic
def ask_about_unmet(*, collective: Collective, now: datetime) -> Question | None:
    """Open one question about all needs that are unmet for 30 days, each need once.

    At most one in a week. Looks first, so that a page may call it; locks the
    collective.
    """
    if not unmet_needs(collective, now):
        return None
    locked = Collective.objects.select_for_update(no_key=True).get(id=collective.id)
    needs = unmet_needs(locked, now)
    asked = Need.objects.filter(collective=locked, asked_at__gt=now - APART)
    if not needs or asked.exists():
        return None
    with translation.override(locked.language):
        question = let_arise(
            collective=locked, title=_title(needs), shape=_shape(needs), now=now
        )
    ids = [need.id for need in needs]
    Need.objects.filter(id__in=ids).update(asked_at=now, question_id=question.id)
    append_entry(
        collective_id=locked.id,
        kind="needs.asked_about",
        details={"needs": [str(one) for one in ids]},
        now=now,
        about_id=question.id,
    )
    return question


def _title(needs: list[Need]) -> str:
    if len(needs) == 1:
        title = _("This need has been open for 30 days: %(what)s")
        return title % {"what": needs[0].what}
    count = len(needs)
    title = ngettext(
        "%(count)s need has been open for 30 days. What do we do?",
        "%(count)s needs have been open for 30 days. What do we do?",
        count,
    )
    return title % {"count": count}


def _shape(needs: list[Need]) -> Shape:
    """Say what is missing, by class and without names: they are on the list."""
    lines = []
    for need in needs:
        words = _("%(class)s: %(what)s, %(amount)s still missing")
        amount = amount_words(left_in(need), need.unit)
        said = {"class": need.klass.name, "what": need.what, "amount": amount}
        lines.append("- " + words % said)
    return Shape(
        why_now=_("These needs have been open for 30 days, and nobody covers them."),
        affected=_("All of us"),
        short_text="\n".join([_("What is missing:"), "", *lines]),
    )
