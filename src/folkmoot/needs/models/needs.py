"""What people need, what they can give, and where the two have met."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class NeedKind(models.TextChoices):
    """What sort of thing is needed or offered."""

    THING = "thing"
    TIME = "time"  # hours of help
    ROOM = "room"
    SKILL = "skill"
    RIDE = "ride"


class Unit(models.TextChoices):
    """What an amount counts; what is counted otherwise never meets."""

    PIECE = "piece"
    KILO = "kg"
    LITRE = "litre"
    PORTION = "portion"
    HOUR = "hour"
    DAY = "day"
    NIGHT = "night"
    SEAT = "seat"


class NeedClass(Row):
    """What comes first among needs, as the members decided; the first have no question.

    ``ceiling`` is the most that is stated for each person, in ``ceiling_unit``.
    """

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="need_classes"
    )
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    ceiling = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    ceiling_unit = models.CharField(max_length=10, choices=Unit, blank=True)
    question_id = models.UUIDField(null=True, help_text="the question that decided it")
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "position"),
                condition=models.Q(ended_at=None),
                name="one_need_class_per_place",
            ),
        )
        ordering = ("position", "id")

    def __str__(self) -> str:
        return f"need class #{self.id}"


class Stated(Row):
    """What a need and an offer have in common."""

    class State(models.TextChoices):
        OPEN = "open"
        MET = "met"  # covered, or used up
        ENDED = "ended"  # taken back

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    helper = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="who wrote it down for somebody without a device",
    )
    kind = models.CharField(max_length=10, choices=NeedKind)
    what = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    unit = models.CharField(max_length=10, choices=Unit)
    goes_out = models.BooleanField(
        default=False, help_text="sister collectives may see it, without a name"
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Whether it still looks for the other side."""
        return self.state == self.State.OPEN

    def is_of(self, member: Membership) -> bool:
        """Whether it is the person's own, or was written down by them."""
        return member.id in (self.member_id, self.helper_id)


class Need(Stated):
    """Somebody needs something, for so many people, by a day."""

    class Urgency(models.IntegerChoices):
        NOW = 0  # today or tomorrow
        SOON = 1
        LATER = 2

    klass = models.ForeignKey(NeedClass, on_delete=models.PROTECT, related_name="needs")
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.SOON)
    due_date = models.DateField(null=True)
    people = models.PositiveSmallIntegerField(default=1, help_text="for how many")
    asked_at = models.DateTimeField(
        null=True, help_text="when it came before everybody, unmet for 30 days"
    )
    question_id = models.UUIDField(null=True, help_text="the question that asks")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="a_need_is_of_something"
            ),
        )
        indexes = (
            models.Index(fields=("collective", "state"), name="needs_by_state"),
            models.Index(
                fields=("state", "asked_at", "created_at"), name="needs_by_age"
            ),
        )

    def __str__(self) -> str:
        return f"need #{self.id}"


class Offer(Stated):
    """Somebody can give something, until a day."""

    until_date = models.DateField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="an_offer_is_of_something"
            ),
        )
        indexes = (
            models.Index(fields=("collective", "state"), name="offers_by_state"),
        )

    def __str__(self) -> str:
        return f"offer #{self.id}"


class Match(Row):
    """A need and an offer that one side, or both, said yes to bring together.

    Each side says its own yes; nothing is assigned. ``need_reach`` and ``offer_reach``
    are what each side wrote for the other about how to be reached.
    """

    class State(models.TextChoices):
        ASKED = "asked"  # one side said yes
        AGREED = "agreed"
        DONE = "done"
        DECLINED = "declined"  # the other said no; without a reason
        CANCELLED = "cancelled"  # did not happen, or the asking was taken back

    collective = models.ForeignKey(
        Collective,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="none between two collectives: it is in the copy of neither",
    )
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="matches")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="matches")
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    need_said_at = models.DateTimeField(null=True)
    offer_said_at = models.DateTimeField(null=True)
    need_reach = models.CharField(max_length=200, blank=True)
    offer_reach = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )

    audience: ClassVar = shown_to(
        Audience.COLLECTIVE, need_reach=Audience.SERVER, offer_reach=Audience.SERVER
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("need", "offer"),
                condition=models.Q(state__in=("asked", "agreed")),
                name="one_open_match_per_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="a_match_is_of_something"
            ),
        )
        indexes = (models.Index(fields=("state", "asked_at"), name="matches_by_state"),)

    def __str__(self) -> str:
        return f"match #{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a yes or to be carried out."""
        return self.state in {self.State.ASKED, self.State.AGREED}

    @property
    def waits_for_need(self) -> bool:
        """Whether the side that needs has still to answer."""
        return self.state == self.State.ASKED and self.need_said_at is None

    @property
    def waits_for_offer(self) -> bool:
        """Whether the side that offers has still to answer."""
        return self.state == self.State.ASKED and self.offer_said_at is None


class Sharing(Row):
    """A collective shows what goes out to sister collectives that do the same.

    One member begins it, another confirms; any member ends it.
    """

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="sharings"
    )
    begun_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective",),
                condition=models.Q(ended_at=None),
                name="one_open_sharing_per_collective",
            ),
        )

    def __str__(self) -> str:
        return f"sharing #{self.id}"

    @property
    def is_on(self) -> bool:
        """Whether two members said so and nobody ended it."""
        return self.confirmed_at is not None and self.ended_at is None
