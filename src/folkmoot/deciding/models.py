"""Questions on their way to a decision: drafts, positions, stops, decisions."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Question(Row):
    """One matter on its way through the stages; the row whose lock orders its life.

    ``state`` is what `engines.consensus` reads, with the rules that were in force when
    the question opened; ``stage``, ``since``, ``closes_at`` and ``round`` repeat it.
    ``look_at`` is the next instant at which time alone may change it.
    """

    class Stage(models.TextChoices):
        IDEA = "idea"
        SHAPING = "shaping"
        NOTICE = "notice"
        HEARING = "hearing"
        DRAFTING = "drafting"
        CHECKING = "checking"
        WORKING = "working"
        LAST_CALL = "last_call"
        DECIDED = "decided"
        CARRYING = "carrying"
        LOOKING_BACK = "looking_back"
        CLOSED = "closed"
        NO_DECISION = "no_decision"
        PARKED = "parked"
        WITHDRAWN = "withdrawn"
        MERGED = "merged"

    class Class(models.TextChoices):
        SMALL = "small"
        ORDINARY = "ordinary"
        SERIOUS = "serious"
        FOUNDING = "founding"

    class Topic(models.TextChoices):
        """What a founding question changes; carried out when it is decided."""

        NONE = ""
        AGREEMENT = "agreement"
        SETTINGS = "settings"
        MEMBERSHIP = "membership"

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="questions"
    )
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, help_text="one sentence")
    proposer = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="questions"
    )
    klass = models.CharField(max_length=10, choices=Class, default=Class.ORDINARY)
    urgent = models.BooleanField(default=False)
    topic = models.CharField(max_length=12, choices=Topic, blank=True)
    change = models.JSONField(default=dict, help_text="what a founding question sets")
    why_now = models.TextField(blank=True)
    affected = models.TextField(blank=True)
    short_text = models.TextField(blank=True, help_text="the three-minute version")
    facts = models.TextField(blank=True, help_text="facts, and facts still open")
    cost = models.PositiveIntegerField(null=True, help_text="in whole units of money")
    legal_date = models.DateField(null=True)

    stage = models.CharField(max_length=12, choices=Stage, default=Stage.IDEA)
    since = models.DateTimeField()
    closes_at = models.DateTimeField(
        null=True, help_text="when the present window closes"
    )
    look_at = models.DateTimeField(null=True, db_index=True)
    settled_at = models.DateTimeField(help_text="when its steps were last taken")
    round = models.PositiveSmallIntegerField(
        default=0, help_text="checks opened so far"
    )
    state = models.JSONField(default=dict, help_text="the engine's state, whole")
    from_question = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="follow_ups"
    )
    created_at = models.DateTimeField()
    last_event_at = models.DateTimeField()
    place_reached_at = models.DateTimeField(null=True)
    forwarded_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True, help_text="the draft was sent on")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "number"), name="one_question_per_number"
            ),
        )
        indexes = (
            models.Index(fields=("collective", "stage"), name="questions_by_stage"),
        )

    def __str__(self) -> str:
        return f"question {self.number} #{self.id}"


class Transition(Row):
    """One move of a question: when it took effect, and why."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="transitions"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveIntegerField()
    from_stage = models.CharField(max_length=12, blank=True)
    to_stage = models.CharField(max_length=12)
    at = models.DateTimeField()
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    why = models.CharField(max_length=60, help_text="a code of the engine")
    reason = models.TextField(blank=True, help_text="in a person's words")
    facts = models.JSONField(default=dict)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "order"), name="one_transition_per_step"
            ),
        )
        ordering = ("question", "order")

    def __str__(self) -> str:
        return f"transition #{self.order} to {self.to_stage}"


class Call(Row):
    """One signature of the k members who may cause a step together.

    Also the single taps that count: support for an idea, "talk about it first",
    "I need more time", "I have seen it".
    """

    class Kind(models.TextChoices):
        SUPPORT = "support"  # who else feels this
        LIFT = "lift"  # treat it as serious
        FORWARD = "forward"  # open the hearing
        EXTEND_HEARING = "extend_hearing"
        TALK_FIRST = "talk_first"  # a small question becomes ordinary
        URGENT = "urgent"
        MORE_TIME = "more_time"  # nobody closes early while this stands
        ONE_MORE_ROUND = "one_more_round"
        PARK = "park"
        WAKE = "wake"
        PAUSE = "pause"  # a process complaint
        LOOK_BACK = "look_back"
        TAKE_UP_AGAIN = "take_up_again"  # after no decision
        UNCLEAR_WORD = "unclear_word"

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="calls"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    round = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "member", "kind", "round", "text"),
                name="one_signature_per_member",
            ),
        )

    def __str__(self) -> str:
        return f"call #{self.id} {self.kind}"


class ExplainBack(Row):
    """Another member says the question in their own words; the proposer nods."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="explanations"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"explain-back #{self.id}"


class Drafter(Row):
    """A member who writes the draft; drawn by lot from the willing, or the proposer."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="drafters"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    willing_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    seed = models.CharField(max_length=32, blank=True, help_text="of the lot")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "member"), name="one_place_per_drafter"
            ),
        )

    def __str__(self) -> str:
        return f"drafter #{self.id}"


class Proposal(Row):
    """One version of a question's draft; frozen once a check opens on it."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="proposals"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField()
    text = models.TextField()
    what_changed = models.CharField(max_length=600, blank=True)
    wording_only = models.BooleanField(default=False)
    same_text = models.BooleanField(
        default=False, help_text="the same text again, with answers to the stops"
    )
    look_back_date = models.DateField()
    start_date = models.DateField(null=True)
    minutes = models.PositiveSmallIntegerField(
        default=2, help_text="to read and answer"
    )
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, help_text="when it went to the check")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "version"), name="one_proposal_per_version"
            ),
        )
        ordering = ("question", "version")

    def __str__(self) -> str:
        return f"proposal #{self.id} version {self.version}"


class Heard(Row):
    """What the draft did with one contribution: used, partly, or not and why."""

    class Use(models.TextChoices):
        USED = "used"
        PARTLY = "partly"
        NOT_USED = "not_used"

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="heard"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    contribution_id = models.UUIDField()
    use = models.CharField(max_length=10, choices=Use)
    text = models.CharField(max_length=600, blank=True)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "contribution_id"),
                name="one_answer_per_contribution",
            ),
        )

    def __str__(self) -> str:
        return f"heard #{self.id}"


class Seat(Row):
    """A member in the snapshot of one check: the electorate cannot change afterwards."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="seats"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "round", "member"), name="one_seat_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"seat #{self.id}"


class Position(Row):
    """What one member says to one draft version; changing it replaces the value."""

    class Value(models.TextChoices):
        CONSENT = "consent"
        CONCERN = "concern"
        STAND_ASIDE = "stand_aside"
        OBJECT = "object"
        NEED_MORE = "need_more"

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="positions"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="position")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=12, choices=Value)
    text = models.TextField(blank=True, help_text="the worry, or what more is needed")
    answer = models.CharField(max_length=600, blank=True, help_text="to the worry")
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    helper = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    carried_over = models.BooleanField(default=False)
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        indexes = (
            models.Index(fields=("question", "round", "value"), name="positions_tally"),
        )

    def __str__(self) -> str:
        return f"position #{self.id} {self.value}"


class Objection(Row):
    """A stop: it ends by an answer or stays visible; there is no delete."""

    class State(models.TextChoices):
        RAISED = "raised"
        UNDERSTOOD = "understood"
        ANSWERED = "answered"
        RESOLVED = "resolved"
        STANDING = "standing"
        MOVED = "moved"
        RELABELLED = "relabelled"

    class AnswerKind(models.TextChoices):
        CHANGED = "changed"
        TRIAL = "trial"
        REASONS = "reasons"
        MOVED = "moved"

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="objections"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField()
    owner = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    nameless = models.BooleanField(default=False)
    harm = models.TextField()
    to_whom = models.CharField(max_length=300)
    fix = models.TextField(blank=True)
    clause = models.CharField(max_length=300, blank=True)
    round = models.PositiveSmallIntegerField(help_text="of the check it was raised in")
    new_reason = models.BooleanField(default=False, help_text="raised in the last call")
    late = models.BooleanField(default=False, help_text="after the decision")
    why_not_heard = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.RAISED)
    note = models.CharField(max_length=60, blank=True, help_text="a code of the engine")
    before = models.CharField(
        max_length=12, blank=True, help_text="what it was before it was relabelled"
    )
    since = models.DateTimeField()
    restatement = models.TextField(blank=True)
    restated_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer_kind = models.CharField(max_length=10, choices=AnswerKind, blank=True)
    answer = models.TextField(blank=True, help_text="at most 120 words")
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    trial_until = models.DateField(null=True)
    trial_sign = models.CharField(
        max_length=300, blank=True, help_text="what would show that the trial fails"
    )
    answer_seconded_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    moved_to = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, related_name="+"
    )
    raised_at = models.DateTimeField()
    restated_at = models.DateTimeField(null=True)
    owner_agreed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True, help_text="with its second name")
    solved_at = models.DateTimeField(null=True)
    still_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE, owner_id=Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "number"), name="one_objection_per_number"
            ),
        )
        ordering = ("question", "number")

    def __str__(self) -> str:
        return f"objection {self.number} #{self.id}"


class Talk(Row):
    """A line in the working talk about one stop."""

    class Kind(models.TextChoices):
        SAID = "said"
        CONFIRMS = (
            "confirms"  # "that restatement is what they mean", for a silent owner
        )

    objection = models.ForeignKey(
        Objection, on_delete=models.PROTECT, related_name="talk"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SAID)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"talk #{self.id}"


class Panel(Row):
    """Members drawn by lot for one case; they rule on procedure only, within 72 h."""

    class Kind(models.TextChoices):
        RELABEL = "relabel"  # is this stop a worry? 3, unanimous; one appeal to 5
        FUNDAMENTAL = "fundamental"  # 5, of whom 4
        COMPLAINT = "complaint"  # a rule of the process was broken; 3
        TRIES = "tries"  # were the tries to reach people real? 3
        NEW_REASON = "new_reason"  # is this stop in the last call new? 3, 48 h
        GRAVE = "grave"  # a late stop: grave and hard to undo? 3
        MERGE = "merge"  # 3

    class Ruling(models.TextChoices):
        OPEN = ""
        YES = "yes"
        NO = "no"
        NONE = "none"  # nobody ruled in time; the default of its kind holds

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="panels"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    objection = models.ForeignKey(
        Objection, on_delete=models.PROTECT, null=True, related_name="panels"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    appeal_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="appeals"
    )
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(help_text="the named rule, or the harm")
    seed = models.CharField(max_length=32)
    drawn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ruling = models.CharField(max_length=5, choices=Ruling, blank=True)
    ruled_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"panel #{self.id} {self.kind}"


class PanelSeat(Row):
    """One drawn member of a panel and their written answer."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="seats")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    answer = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("panel", "member"), name="one_panel_seat_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"panel seat #{self.id}"


class Decision(Row):
    """The outcome with everything it was computed from; anyone can compute it again."""

    class State(models.TextChoices):
        IN_FORCE = "in_force"
        UNDER_REVIEW = "under_review"
        SUPERSEDED = "superseded"
        ENDED = "ended"

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="decisions"
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="decisions"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=20)
    badges = models.JSONField(default=list)
    rules_version = models.CharField(max_length=20)
    inputs = models.JSONField(help_text="what `folkmoot outcome` reads")
    reasons = models.JSONField(default=list)
    asked = models.PositiveIntegerField()
    delivered = models.PositiveIntegerField()
    decided_at = models.DateTimeField()
    late_until = models.DateTimeField()
    look_back_date = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.IN_FORCE)
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question",),
                condition=models.Q(state__in=("in_force", "under_review")),
                name="one_decision_in_force_per_question",
            ),
        )
        indexes = (
            models.Index(fields=("collective", "state"), name="decisions_state"),
        )

    def __str__(self) -> str:
        return f"decision #{self.id} {self.outcome}"
