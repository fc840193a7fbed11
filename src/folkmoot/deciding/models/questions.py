"""A question, its moves, and who signs for what."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from folkmoot.engines import consensus
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Matter(Row):
    """What is asked, on its way through the stages.

    ``state`` is what `engines.consensus` reads, with the rules that were in force when
    the question opened; ``stage``, ``since``, ``closes_at`` and ``round`` repeat it.
    ``look_at`` is the next instant at which time alone may change it.
    """

    Stage = consensus.Stage

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, help_text="one sentence")
    change = models.JSONField(default=dict, help_text="what the topic sets")
    why_now = models.TextField(blank=True)
    affected = models.TextField(blank=True)
    facts = models.TextField(blank=True, help_text="facts, and facts still open")

    stage = models.CharField(max_length=12, default=Stage.IDEA.value)
    since = models.DateTimeField()
    closes_at = models.DateTimeField(
        null=True, help_text="when the present window closes"
    )
    look_at = models.DateTimeField(null=True, db_index=True)
    round = models.PositiveSmallIntegerField(
        default=0, help_text="checks opened so far"
    )
    variants = models.PositiveSmallIntegerField(
        default=0, help_text="versions side by side in the last check; 0 for one text"
    )
    state = models.JSONField(default=dict, help_text="the engine's state, whole")
    created_at = models.DateTimeField()
    last_event_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, help_text="the draft was sent on")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        abstract = True


class Question(Matter):
    """One matter before a collective; the row whose lock orders its life."""

    class Class(models.TextChoices):
        SMALL = "small"
        ORDINARY = "ordinary"
        SERIOUS = "serious"
        FOUNDING = "founding"

    class Topic(models.TextChoices):
        """What a question changes of itself; carried out when it is decided."""

        NONE = ""
        AGREEMENT = "agreement"
        SETTINGS = "settings"
        MEMBERSHIP = "membership"
        ROLE = "role"  # ordinary: a role for a limited time
        FEDERATION = "federation"  # founding, joining or leaving one
        MANDATE = "mandate"  # ordinary: what our delegates are asked to say
        NEEDS = "needs"  # ordinary: what comes first among needs
        GUARDIANS = "guardians"  # ordinary: who vouches for our record's key
        REKEY = "rekey"  # ordinary: vouching for the key of another record

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="questions"
    )
    proposer = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        related_name="questions",
        help_text="none where a federation asks",
    )
    led_by_id = models.UUIDField(
        null=True, help_text="the federation's question whose steps this one follows"
    )
    mail_due_at = models.DateTimeField(
        null=True,
        db_index=True,
        help_text="asked by a federation, mail not written yet",
    )
    reminded_at = models.DateTimeField(
        null=True, help_text="when those not heard were reminded last"
    )
    klass = models.CharField(max_length=10, choices=Class, default=Class.ORDINARY)
    urgent = models.BooleanField(default=False)
    topic = models.CharField(max_length=12, choices=Topic, blank=True)
    short_text = models.TextField(blank=True, help_text="the three-minute version")
    cost = models.PositiveIntegerField(null=True, help_text="in whole units of money")
    legal_date = models.DateField(null=True)
    settled_at = models.DateTimeField(help_text="when its steps were last taken")
    from_question = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="follow_ups"
    )
    place_reached_at = models.DateTimeField(null=True)
    forwarded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "number"), name="one_question_per_number"
            ),
        )
        indexes = (
            models.Index(fields=("collective", "stage"), name="questions_by_stage"),
            models.Index(fields=("led_by_id", "last_event_at"), name="questions_led"),
        )

    @property
    def ends_at(self) -> datetime | None:
        """When the present window really closes, or what is put aside wakes.

        Every list, page, mail and answer of the API that has a question only says this.
        """
        if self.stage == self.Stage.PARKED:
            text = self.state.get("parked_until")
            return datetime.fromisoformat(text) if text else None
        if self.closes_at is None or self.look_at is None:
            return self.closes_at
        return max(self.closes_at, self.look_at)

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
        MERGE = "merge"  # one matter: people drawn by lot look whether to join them
        NOT_WORDING = "not_wording"  # a change is more than one of wording
        REACH_OUT = "reach_out"  # calls or visits people who have not answered

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
