"""Versions of a draft side by side in one check, and which of them is read as the text.

The engine knows one text only: whatever it is told is counted for the version that
leads. Which one that is, `engines.consensus.leading_variant` says; once a check has
closed it is fixed, as the one that does not stand beside the text.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.deciding.models import Objection, Panel, Position, Proposal, Question
from folkmoot.deciding.queries import asked
from folkmoot.deciding.queries.carrying import uncarried_by_version
from folkmoot.deciding.queries.checks import (
    Held,
    check_of,
    count_seats,
    count_unlinked,
    has_cluster,
    held_in,
    positions_of,
)
from folkmoot.engines.consensus import (
    Asking,
    Check,
    Facts,
    Stage,
    State,
    Tally,
    Verdict,
    leading_variant,
    verdict_on,
)
from folkmoot.people.models import Membership

MOST = 7  # more than anybody can compare
NOBODY = Held(Tally(0, 0, 0, 0), 0, None)


def variants_in(question: Question) -> QuerySet[Proposal]:
    """Return the versions side by side in the present check, in their order."""
    rows = Proposal.objects.filter(question=question, round=question.round)
    return rows.order_by("variant")


def waiting_variants(question: Question) -> QuerySet[Proposal]:
    """Return what was put beside the draft and goes with it to the next check."""
    rows = Proposal.objects.filter(question=question, round=None, removed_at=None)
    return rows.exclude(variant=None).order_by("variant")


def version_that_counts(question: Question) -> UUID | None:
    """Return the version that went on from the last check; None where it was alone."""
    if not question.variants:
        return None
    rows = variants_in(question).filter(beside=False)
    return rows.values_list("id", flat=True).first()


def version_id(question: Question, version: int | None) -> UUID | None:
    """Return the id of one of several versions side by side, by its number.

    Where none is named while all are asked about, that is the first.
    """
    if not question.variants:
        return None
    rows = variants_in(question).values_list("id", flat=True)
    if version is not None:
        return rows.filter(version=version).first()
    is_open = question.stage == Question.Stage.CHECKING
    return rows.first() if is_open else version_that_counts(question)


@dataclass(frozen=True)
class Weighed:
    """One version with what was said to it, and what that comes to."""

    proposal: Proposal
    members: int
    check: Check
    held: Held
    verdict: Verdict

    def told(self, state: State) -> dict[str, Any]:
        """Return what `folkmoot outcome` reads of it, for the record."""
        check = self.check
        return {
            "version": self.proposal.version,
            "label": self.proposal.label,
            "members": self.members,
            "yes": check.tally.yes,
            "aside": check.tally.aside,
            "stop": check.tally.stop,
            "need_more": check.tally.need_more,
            "checks": max(1, state.checks),
            "answered": check.unanswered_stops == 0,
            "fundamental": check.fundamental,
            "cluster": check.cluster,
            "extended": state.is_check_extended,
            "outcome": self.verdict.outcome.value,
        }


def weigh(question: Question, state: State) -> list[Weighed]:
    """Return each version of the present check with its numbers, in their order."""
    rows = list(variants_in(question))
    members, held = count_seats(question), _held_by_version(question)
    stops = _unanswered_by_version(question, rows)
    fundamental = _fundamental(question)
    unlinked = count_unlinked(question) if state.is_one_page else 0
    uncarried = uncarried_by_version(question)
    found = []
    for row in rows:
        of = held.get(row.id, NOBODY)
        check = Check(
            tally=of.tally,
            unanswered_stops=stops[row.id],
            unanswered_worries=of.open_worries + unlinked,
            fundamental=bool(fundamental & {row.id, None}),
            cluster=of.tally.stop > 0 and has_cluster(question, row.id),
            tasks_without_carrier=uncarried(row.version),
        )
        facts = Facts(asking=Asking(members=members), check=check)
        verdict = verdict_on(state, facts, is_extended=state.is_check_extended)
        found.append(Weighed(row, members, check, of, verdict))
    return found


def leading_in(weighed: Sequence[Weighed]) -> Weighed:
    """Return the version that is read as the text."""
    places = [(one.verdict, one.check.tally) for one in weighed]
    return weighed[leading_variant(places)]


def counted_in(question: Question, state: State) -> tuple[Check, Held]:
    """Return what the engine reads of a check in which versions stood side by side."""
    if state.stage is not Stage.CHECKING:
        version = version_that_counts(question)
        held = held_in(question, version)
        return check_of(question, state, held, version), held
    weighed = weigh(question, state)
    leading = leading_in(weighed)
    return leading.check, leading.held._replace(last=_last_of_all(weighed))


def _last_of_all(weighed: Sequence[Weighed]) -> datetime | None:
    """Return when all had answered everything; while a stop is left, nobody closes.

    So the owner of a stop to another version has a last call in which to carry it over.
    """
    is_whole = all(one.held.tally.heard >= one.members for one in weighed)
    if not is_whole or any(one.check.tally.stop for one in weighed):
        return None
    return max((one.held.last for one in weighed if one.held.last), default=None)


def _held_by_version(question: Question) -> Mapping[UUID, Held]:
    rows: Any = positions_of(question).order_by()
    counted = rows.values("proposal").annotate(**asked.held())
    return {
        row["proposal"]: Held(
            Tally(row["yes"], row["aside"], row["stop"], row["need_more"]),
            row["worries"],
            row["last"],
            row["carried"],
        )
        for row in counted
    }


def _unanswered_by_version(
    question: Question, rows: Sequence[Proposal]
) -> Mapping[UUID, int]:
    """Count stops without an answer; those of earlier checks hold every version."""
    still = asked.here(asked.until_of(question), "owner")
    stops = Objection.objects.filter(
        still, question=question, state__in=asked.UNANSWERED
    )
    found = Counter(stops.values_list("proposal", flat=True))
    own = {row.id: found.pop(row.id, 0) for row in rows}
    return {key: count + found.total() for key, count in own.items()}


def _fundamental(question: Question) -> set[UUID | None]:
    """Return versions with a stop that was found fundamental; None for the whole."""
    rows = Panel.objects.filter(
        question=question, kind=Panel.Kind.FUNDAMENTAL, ruling=Panel.Ruling.YES
    )
    found = rows.values_list("objection__proposal", "objection__proposal__round")
    return {key if check == question.round else None for key, check in found}


def own_positions(question: Question, member_id: UUID) -> dict[UUID, Position]:
    """Return what one member said to each version of the present check."""
    rows = Position.objects.filter(
        question=question, round=question.round, member=member_id
    )
    people = rows.select_related("helper", "second", "answered_by")
    return {row.proposal_id: row for row in people}


def lapsed_stop_of(question: Question, member: Membership) -> Objection | None:
    """Return the member's stop of this check that lapsed with another version."""
    rows = Objection.objects.filter(question=question, owner=member)
    lapsed = rows.filter(round=question.round, state=Objection.State.LAPSED)
    return lapsed.order_by("number").first() if question.variants else None
