"""Collectives, their agreement, and who is part of them."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models.persons import Person
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Collective(Row):
    """People who decide together."""

    class Preset(models.TextChoices):
        HOME = "home"  # 3 to 12
        LOCAL = "local"  # 13 to 60
        BRANCH = "branch"  # 60 to 150
        FEDERATION = "federation"  # its members are collectives

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    preset = models.CharField(max_length=10, choices=Preset)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    settings = models.JSONField(
        default=dict, help_text="rules per class of question, as decided last"
    )
    next_number = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"{self.name} #{self.id}"

    @property
    def is_federation(self) -> bool:
        """Whether its members are collectives."""
        return self.preset == self.Preset.FEDERATION


class Agreement(Row):
    """One version of the founding agreement or of the settings, and who decided it."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="agreements"
    )
    version = models.PositiveIntegerField()
    text = models.TextField()
    short_text = models.TextField(help_text="the three-minute version")
    settings = models.JSONField(default=dict)
    question_id = models.UUIDField(null=True, help_text="the question that decided it")
    member_id = models.UUIDField(null=True, help_text="before the third member joined")
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "version"), name="one_agreement_per_version"
            ),
        )

    def __str__(self) -> str:
        return f"agreement #{self.id} version {self.version}"


class Membership(Row):
    """A person in one collective, under the name they use there."""

    class Standing(models.TextChoices):
        MEMBER = "member"
        FRIEND = "friend"

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="memberships"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="memberships"
    )
    standing = models.CharField(max_length=10, choices=Standing)
    invited_as = models.CharField(
        max_length=10,
        choices=Standing,
        help_text="what the invitation offered; a friend invited as member may step in",
    )
    name = models.CharField(max_length=80)
    group = models.CharField(
        max_length=60,
        blank=True,
        help_text="house, shift, site or language that may be affected together",
    )
    in_lots = models.BooleanField(default=True, help_text="may be drawn by lot")
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+"
    )
    removed_by_question_id = models.UUIDField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE, person_id=Audience.SERVER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "person"), name="one_membership_per_person"
            ),
        )

    def __str__(self) -> str:
        return f"membership #{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether the person is part of the collective now."""
        return self.ended_at is None

    @property
    def takes_positions(self) -> bool:
        """Whether this is a member, not a friend or a former one."""
        return self.is_open and self.standing == self.Standing.MEMBER


class Invitation(Row):
    """A link, QR code or printed slip with which people join."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="invitations"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    standing = models.CharField(max_length=10, choices=Membership.Standing)
    note = models.CharField(max_length=120, blank=True)
    uses_left = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.MEMBERS)

    def __str__(self) -> str:
        return f"invitation #{self.id}"
