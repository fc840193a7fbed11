"""What one person may have said: where it stands, and which words it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from folkmoot.deciding import models as deciding
from folkmoot.doing import models as doing
from folkmoot.listening import models as listening
from folkmoot.needs import models as needs
from folkmoot.people import models as people
from folkmoot.planning import models as planning
from folkmoot.shifts import models as shifts


@dataclass(frozen=True)
class Said:
    """One kind of words: where they stand, and which column says whose they are."""

    heading: Promise
    model: type[Model]
    owner: str
    columns: tuple[str, ...]


_ABOUT = "question__number"
KINDS: Sequence[Said] = (
    Said(
        gettext_lazy("Questions I raised"),
        deciding.Question,
        "proposer",
        (
            *("number", "title", "created_at", "why_now"),
            *("affected", "short_text", "facts"),
        ),
    ),
    Said(
        gettext_lazy("Short views"),
        listening.Statement,
        "member",
        ("hearing__title", "text", "created_at"),
    ),
    Said(
        gettext_lazy("My answers to short views"),
        listening.Response,
        "member",
        ("statement__hearing__title", "statement__text", "answer", "matters", "at"),
    ),
    Said(
        gettext_lazy("What I said in hearings"),
        listening.Contribution,
        "member",
        ("hearing__title", "kind", "text", "people", "created_at", "helper__name"),
    ),
    Said(
        gettext_lazy("Photos and recordings"),
        listening.Attachment,
        "member",
        ("id", "kind", "description", "created_at"),
    ),
    Said(
        gettext_lazy("What I said back"),
        deciding.ExplainBack,
        "member",
        (_ABOUT, "text", "created_at"),
    ),
    Said(
        gettext_lazy("Drafts I wrote"),
        deciding.Proposal,
        "author",
        (_ABOUT, "version", "text", "what_changed", "created_at"),
    ),
    Said(
        gettext_lazy("What drafts of mine did with what was said"),
        deciding.Heard,
        "member",
        (_ABOUT, "use", "text", "updated_at"),
    ),
    Said(
        gettext_lazy("My answers to drafts"),
        deciding.Position,
        "member",
        (_ABOUT, "round", "value", "text", "at", "helper__name"),
    ),
    Said(
        gettext_lazy("Who called me back about what was entered for me"),
        deciding.CallBack,
        "owner",
        (_ABOUT, "member__name", "result", "ended_at"),
    ),
    Said(
        gettext_lazy("Call-backs I was drawn for"),
        deciding.CallBack,
        "member",
        (_ABOUT, "owner__name", "result", "ended_at"),
    ),
    Said(
        gettext_lazy("Worries I answered"),
        deciding.Position,
        "answered_by",
        (_ABOUT, "answer"),
    ),
    Said(
        gettext_lazy("My stops"),
        deciding.Objection,
        "owner",
        (
            *(_ABOUT, "number", "harm", "to_whom", "fix", "clause"),
            *("state", "raised_at", "happened", "happened_words"),
        ),
    ),
    Said(
        gettext_lazy("Stops I said back"),
        deciding.Objection,
        "restated_by",
        (_ABOUT, "number", "restatement", "restated_at"),
    ),
    Said(
        gettext_lazy("Stops I answered"),
        deciding.Objection,
        "answered_by",
        (_ABOUT, "number", "answer", "trial_sign", "answered_at"),
    ),
    Said(
        gettext_lazy("What I said about stops"),
        deciding.Talk,
        "member",
        ("objection__question__number", "kind", "text", "created_at"),
    ),
    Said(
        gettext_lazy("What I asked for together with others"),
        deciding.Call,
        "member",
        (_ABOUT, "kind", "text", "created_at", "withdrawn_at"),
    ),
    Said(
        gettext_lazy("Steps I caused"),
        deciding.Transition,
        "member",
        (_ABOUT, "to_stage", "reason", "at"),
    ),
    Said(
        gettext_lazy("Cases I asked people drawn by lot to look at"),
        deciding.Panel,
        "asked_by",
        ("question__number", "kind", "reason", "drawn_at"),
    ),
    Said(
        gettext_lazy("Cases I was drawn for"),
        deciding.PanelSeat,
        "member",
        ("panel__question__number", "panel__kind", "answer", "reason"),
    ),
    Said(
        gettext_lazy("Legal votes that I asked for"),
        deciding.LegalVote,
        "asked_by",
        (_ABOUT, "law", "who", "asked_at"),
    ),
    Said(
        gettext_lazy("Legal votes that I called needless"),
        deciding.LegalVote,
        "dropped_by",
        (_ABOUT, "drop_reason"),
    ),
    Said(
        gettext_lazy("Legal votes in which I was on the roll"),
        deciding.Voter,
        "member",
        ("vote__question__number", "way"),
    ),
    Said(
        gettext_lazy("Legal votes that I counted"),
        deciding.PaperCount,
        "member",
        ("vote__question__number", "entered_at"),
    ),
    Said(
        gettext_lazy("Tasks I carry or carried"),
        doing.Commitment,
        "carrier",
        ("what", "due_date", "state", "accepted_at", "ended_at"),
    ),
    Said(
        gettext_lazy("How my tasks went"),
        doing.Progress,
        "member",
        ("commitment__what", "text", "needs_help", "created_at"),
    ),
    Said(
        gettext_lazy("My look-backs"),
        doing.ReviewAnswer,
        "member",
        (
            *("expected", "happened", "gained_paid", "should_have"),
            *("conclusion", "created_at"),
        ),
    ),
    Said(
        gettext_lazy("What I need or needed"),
        needs.Need,
        "member",
        ("what", "note", "amount", "unit", "due_date", "state", "created_at"),
    ),
    Said(
        gettext_lazy("What I can give or gave"),
        needs.Offer,
        "member",
        ("what", "note", "amount", "unit", "until_date", "state", "created_at"),
    ),
    Said(
        gettext_lazy("What I booked"),
        needs.Booking,
        "member",
        ("thing__name", "starts_at", "ends_at", "note", "cancelled_at"),
    ),
    Said(
        gettext_lazy("When I cannot"),
        shifts.Availability,
        "member",
        ("not_free", "said_at"),
    ),
    Said(
        gettext_lazy("Days on which I am away"),
        shifts.Away,
        "member",
        ("first_day", "last_day"),
    ),
    Said(
        gettext_lazy("How much of a usual share I take"),
        shifts.CareShare,
        "member",
        ("percent", "since"),
    ),
    Said(
        gettext_lazy("What I know or learn"),
        shifts.Skill,
        "member",
        ("ability__name", "is_learning", "said_at", "confirmed_at"),
    ),
    Said(
        gettext_lazy("How hard jobs are for me"),
        shifts.Rating,
        "member",
        ("job__name", "weight", "rather_not", "at"),
    ),
    Said(
        gettext_lazy("My shifts"),
        shifts.Turn,
        "member",
        ("shift__job__name", "shift__day", "state", "comment", "taken_at", "ended_at"),
    ),
    Said(
        gettext_lazy("For what I was asked to come instead"),
        shifts.Asking,
        "member",
        ("turn__shift__job__name", "state", "asked_at", "until"),
    ),
    Said(
        gettext_lazy("What I worked"),
        shifts.Work,
        "member",
        ("job__name", "what", "day", "minutes", "at"),
    ),
    Said(
        gettext_lazy("What I wrote down as done"),
        planning.WayReport,
        "member",
        ("way", "period", "version", "times", "amounts", "at", "corrected_at"),
    ),
    Said(
        gettext_lazy("Time I gave to the pool, or took"),
        shifts.PoolEntry,
        "member",
        ("minutes", "at"),
    ),
    Said(
        gettext_lazy("My roles"),
        people.Term,
        "member",
        ("role", "starts_at", "ends_at"),
    ),
    Said(
        gettext_lazy("Invitations I made"),
        people.Invitation,
        "member",
        ("standing", "note", "created_at", "expires_at"),
    ),
)
