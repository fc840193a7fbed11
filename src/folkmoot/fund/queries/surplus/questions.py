"""Where the question of a surplus stands: a collective's own, or of all groups."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from folkmoot.deciding.models import Decision, Question
from folkmoot.deciding.operations import may_draft
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import Stage
from folkmoot.federating.models import FederatedDrafter, FederatedQuestion, Version
from folkmoot.fund.models import Surplus
from folkmoot.fund.queries.agreed import STANDING
from folkmoot.people.models import Membership
from folkmoot.people.queries import list_members

BEFORE = {"idea", "shaping", "hearing", "drafting"}
WRITTEN = {"drafting", "working"}
OVER = {"no_decision", "withdrawn", "merged"}
# Where hearing and draft are one page there is no hearing to wait for.
MARKING_AT_HOME = timedelta(days=7)


@dataclass(frozen=True)
class Asked:
    """The question of a surplus, as far as its marks and its draft need it."""

    question: Question | FederatedQuestion
    stage: str
    is_one_page: bool
    may_write: bool

    @property
    def is_ended(self) -> bool:
        """Whether it ended without a decision."""
        return self.stage in OVER


def asked_of(surplus: Surplus, member: Membership | None = None) -> Asked:
    """Return the question of a surplus, and whether ``member`` writes its draft."""
    if surplus.collective.is_federation:
        all_groups = FederatedQuestion.objects.select_related("collective").get(
            id=surplus.question_id
        )
        drafts = FederatedDrafter.objects.filter(
            question=all_groups, member=member, ended_at=None
        )
        may = all_groups.stage in WRITTEN and member is not None and drafts.exists()
        return Asked(all_groups, all_groups.stage, False, may)
    rows = Question.objects.select_related("collective", "proposer")
    question = rows.get(id=surplus.question_id)
    state = state_of(question)
    stages = (Stage.SHAPING, Stage.DRAFTING, Stage.WORKING)
    may = (
        member is not None
        and (state.stage in stages or state.is_one_page)
        and may_draft(question, member)
    )
    return Asked(question, question.stage, state.is_one_page, may)


def takes_marks(surplus: Surplus, asked: Asked) -> bool:
    """Say whether ideas and marks are taken: until the shares are computed."""
    is_drawn = hasattr(surplus, "fair_shares")
    return surplus.is_open and not is_drawn and asked.stage in BEFORE | {"checking"}


def may_draw(surplus: Surplus, asked: Asked, now: datetime) -> bool:
    """Say whether marking is over, so that the shares can be computed.

    That is when the hearing has ended; at home, when everybody has marked or a week
    has passed.
    """
    if not takes_marks(surplus, asked):
        return False
    if asked.stage in WRITTEN:
        return True
    if not asked.is_one_page:
        return False
    waits = now < surplus.noted_at + MARKING_AT_HOME
    return not waits or not _not_marked(surplus)


def _not_marked(surplus: Surplus) -> bool:
    marked = surplus.markings.values("member")
    return list_members(surplus.collective).exclude(id__in=marked).exists()


def decided_version(
    surplus: Surplus,
) -> tuple[Decision | FederatedQuestion, int] | None:
    """Return the decision on a surplus that stands, and which version it agreed to."""
    if surplus.collective.is_federation:
        rows = FederatedQuestion.objects.filter(id=surplus.question_id)
        all_groups = rows.filter(stage="decided").first()
        if all_groups is None:
            return None
        latest = all_groups.versions.order_by("-number").first()
        return all_groups, latest.number if latest else 0
    held = Decision.objects.filter(question=surplus.question_id, state__in=STANDING)
    decision = held.select_related("proposal").first()
    if decision is None:
        return None
    return decision, decision.proposal.version if decision.proposal else 0


def list_settleable() -> QuerySet[Surplus]:
    """Return the surpluses whose question was decided or has ended; one query."""
    decided = Decision.objects.filter(state__in=STANDING).values("question")
    over = Question.objects.filter(stage__in=OVER).values("id")
    stages = {"decided", *OVER}
    of_all = FederatedQuestion.objects.filter(stage__in=stages).values("id")
    waits = Q(settled_at=None) & (
        Q(question_id__in=decided) | Q(question_id__in=over) | Q(question_id__in=of_all)
    )
    rows = Surplus.objects.filter(ended_at=None)
    return rows.filter(waits | _decided_anew())


def _decided_anew() -> Q:
    """Return which surpluses were decided once more than their promises say."""
    stands = Decision.objects.filter(
        question=OuterRef("question_id"), state__in=STANDING
    )
    version = Version.objects.filter(
        question=OuterRef("question_id"), question__stage="decided"
    )
    return Q(settled_at__isnull=False) & (
        Q(Exists(stands.exclude(id=OuterRef("agreed_id"))))
        | Q(Exists(version.filter(number__gt=OuterRef("agreed_version"))))
    )
