"""Other wordings that collectives back, and the sums of each version in a check."""

from typing import ClassVar

from django.db import models

from folkmoot.federating.models.questions import FederatedQuestion, Node, Version
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Amendment(Row):
    """Another wording of the whole text, which arose in one leaf.

    Backed by enough leaves it stands beside the draft in the next check.
    """

    question = models.ForeignKey(
        FederatedQuestion, on_delete=models.PROTECT, related_name="amendments"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+", help_text="the leaf"
    )
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=60, help_text="its short name")
    text = models.TextField()
    why = models.CharField(max_length=600, blank=True)
    proposer = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    taken_number = models.PositiveIntegerField(
        null=True, help_text="the version of the draft that is said to hold it"
    )
    stood_in = models.PositiveSmallIntegerField(
        null=True, help_text="the check in which it stood beside the draft"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("question", "number"), name="one_amendment_per_number"
            ),
        )
        ordering = ("question", "number")

    def __str__(self) -> str:
        return f"amendment #{self.number}"


class AmendmentLeaf(Row):
    """A leaf in which members sign an amendment; locked while they do.

    Nothing above the leaf is locked or written when somebody signs.
    """

    amendment = models.ForeignKey(
        Amendment, on_delete=models.PROTECT, related_name="leaves"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    backed_at = models.DateTimeField(null=True, help_text="enough signed, as of then")
    agreed_at = models.DateTimeField(
        null=True, help_text="enough say that the draft holds it, as of then"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("amendment", "collective"), name="one_leaf_per_amendment"
            ),
        )

    def __str__(self) -> str:
        return f"amendment leaf #{self.id}"


class AmendmentSignature(Row):
    """A member who signs an amendment, or agrees that the draft holds it now."""

    class Kind(models.TextChoices):
        BACK = "back"
        TAKEN = "taken"

    amendment = models.ForeignKey(
        Amendment, on_delete=models.PROTECT, related_name="signatures"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+", help_text="the leaf"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("amendment", "member", "kind"),
                name="one_amendment_signature_per_kind",
            ),
        )

    def __str__(self) -> str:
        return f"amendment signature #{self.id}"


class VersionSum(Row):
    """What the leaves below a node say to one of several versions in a check.

    A node's own columns are those of the version that is read as the text. A leaf has
    no row for a version to which nobody there has said anything.
    """

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="sums")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sums")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    yes = models.PositiveIntegerField(default=0)
    aside = models.PositiveIntegerField(default=0)
    stop = models.PositiveIntegerField(default=0)
    need_more = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)
    agree = models.PositiveIntegerField(default=0)
    divided = models.PositiveIntegerField(default=0)
    objecting = models.PositiveIntegerField(default=0)
    not_heard = models.PositiveIntegerField(default=0)
    position = models.CharField(max_length=10, choices=Node.Position, blank=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("version", "node"), name="one_sum_per_version_and_node"
            ),
        )

    def __str__(self) -> str:
        return f"version sum #{self.id}"
