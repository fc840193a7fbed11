"""A question asked in all leaves of a federation, and the tree it is counted in."""

from typing import ClassVar

from django.db import models

from folkmoot.deciding.models import Heard
from folkmoot.deciding.models.drafts import VersionRow
from folkmoot.deciding.models.questions import Matter
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class FederatedQuestion(Matter):
    """One matter asked in every leaf in the same hour; takes the steps for all.

    ``steps`` counts its moves: a leaf is in step when its node's ``step`` is as high.
    Only the job that counts writes sums, so that nobody's answer waits for another
    leaf.
    """

    class Scope(models.TextChoices):
        OPTIONAL = "optional"  # binds the collectives that agree
        SHARED = "shared"  # needs one answer for all

    class Class(models.TextChoices):
        ORDINARY = "ordinary"
        SERIOUS = "serious"
        FOUNDING = "founding"

    class Topic(models.TextChoices):
        """What a question changes of the federation itself."""

        NONE = ""
        JOIN = "join"
        PART = "part"
        END = "end"
        JOIN_UP = "join_up"  # the federation as a part of another
        LEAVE = "leave"

    collective = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        related_name="federated_questions",
        help_text="the federation",
    )
    klass = models.CharField(max_length=10, choices=Class, default=Class.ORDINARY)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.OPTIONAL)
    scope_reason = models.CharField(
        max_length=300, blank=True, help_text="why one answer is needed"
    )
    topic = models.CharField(max_length=10, choices=Topic, blank=True)
    short_text = models.TextField(help_text="the three-minute version")
    proposer = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    from_question_id = models.UUIDField(null=True, help_text="the leaf's own question")
    steps = models.PositiveIntegerField(default=0)
    backed_at = models.DateTimeField(null=True, help_text="enough asked for it")
    answered_at = models.DateTimeField(
        null=True, help_text="since when no stop anywhere lacks an answer"
    )
    counted_at = models.DateTimeField(null=True, help_text="sums are as of then")
    result = models.JSONField(default=dict, help_text="outcome, reasons and its inputs")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "number"), name="one_federated_per_number"
            ),
        )

    def __str__(self) -> str:
        return f"federated question {self.number} #{self.id}"


class FederatedStep(Row):
    """One move of a federated question, which its leaves follow."""

    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, related_name="moves"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveIntegerField()
    from_stage = models.CharField(max_length=12, blank=True)
    to_stage = models.CharField(max_length=12)
    at = models.DateTimeField()
    why = models.CharField(max_length=60, help_text="a code of the engine")
    version = models.PositiveIntegerField(
        null=True, help_text="that a check opens on, or that goes on from one"
    )
    facts = models.JSONField(default=dict)
    state = models.JSONField(default=dict, help_text="the engine's, after this step")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "order"), name="one_federated_step_per_order"
            ),
        )
        ordering = ("question", "order")

    def __str__(self) -> str:
        return f"step #{self.order} to {self.to_stage}"


class Node(Row):
    """One collective in a question's tree, as it stood when the question was asked.

    The numbers are those of the present check: a leaf's own, a council's the sum of
    all leaves below it.
    """

    class Position(models.TextChoices):
        NOT_HEARD = "not_heard"
        OBJECTS = "objects"
        AGREES = "agrees"
        DIVIDED = "divided"

    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, related_name="nodes"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children"
    )
    level = models.PositiveSmallIntegerField(help_text="0 is the whole")
    is_leaf = models.BooleanField(default=False)
    is_affected = models.BooleanField(default=False)
    region = models.CharField(max_length=60, blank=True)
    leaf_question_id = models.UUIDField(null=True, unique=True)
    step = models.PositiveIntegerField(default=0, help_text="the move it has taken")

    leaves = models.PositiveIntegerField(default=0, help_text="below it, or itself")
    round = models.PositiveSmallIntegerField(default=0)
    members = models.PositiveIntegerField(default=0)
    heard = models.PositiveIntegerField(default=0, help_text="in the hearing")
    yes = models.PositiveIntegerField(default=0)
    aside = models.PositiveIntegerField(default=0)
    stop = models.PositiveIntegerField(default=0)
    need_more = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)
    agree = models.PositiveIntegerField(default=0)
    divided = models.PositiveIntegerField(default=0)
    objecting = models.PositiveIntegerField(default=0)
    not_heard = models.PositiveIntegerField(default=0)
    position = models.CharField(max_length=10, choices=Position, blank=True)
    released_at = models.DateTimeField(
        null=True, help_text="since when a late stop ended what bound it"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "collective"), name="one_node_per_collective"
            ),
        )
        indexes = (models.Index(fields=("question", "step"), name="nodes_by_step"),)

    def __str__(self) -> str:
        return f"node #{self.id}"


class Backing(Row):
    """A member who asks that all groups be asked; enough of them open the question."""

    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, related_name="backings"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+", help_text="the leaf"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "member"), name="one_backing_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"backing #{self.id}"


class Version(VersionRow):
    """One version of a federated question's draft; frozen once it was sent out."""

    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    amendment_id = models.UUIDField(null=True, help_text="whose wording it is")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "number"), name="one_federated_version_per_number"
            ),
        )
        ordering = ("question", "number")

    def __str__(self) -> str:
        return f"version #{self.number}"


class FederatedDrafter(Row):
    """A delegate drawn by lot to write the draft; without delegates, who raised it."""

    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, related_name="drafters"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seed = models.CharField(max_length=32, blank=True, help_text="of the lot")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "member"), name="one_federated_drafter"
            ),
        )

    def __str__(self) -> str:
        return f"federated drafter #{self.id}"


class OfferedTask(Row):
    """What a draft needs done, offered to all leaves until somebody takes it on."""

    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, related_name="tasks"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(max_length=300)
    due_date = models.DateField()
    carrier = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"offered task #{self.id}"


class Theme(Row):
    """What a council put together from several leaves, and what the draft did with it.

    It keeps links to all originals; a leaf whose words are in it may say that this is
    not what it meant, which takes them out again.
    """

    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, related_name="themes"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+", help_text="the council"
    )
    title = models.CharField(max_length=200)
    made_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    within = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="parts",
        help_text="the heading of a council above, under which its words went on",
    )
    created_at = models.DateTimeField()
    use = models.CharField(max_length=10, choices=Heard.Use, blank=True)
    answer = models.CharField(max_length=600, blank=True)
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"theme #{self.id}"


class ThemeItem(Row):
    """One original in a theme: something said in a leaf, or all that a leaf said."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="items")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+", help_text="the leaf"
    )
    contribution_id = models.UUIDField(
        null=True, help_text="none: all that this collective said"
    )
    added_at = models.DateTimeField(null=True, help_text="none: put there at the start")
    added_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    translation = models.TextField(
        blank=True, help_text="beside the original, never instead of it"
    )
    translated_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_out_at = models.DateTimeField(null=True)
    taken_out_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("theme", "collective", "contribution_id"),
                name="one_item_per_original",
            ),
        )

    def __str__(self) -> str:
        return f"theme item #{self.id}"
