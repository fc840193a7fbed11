"""The common fund: what is there, what is promised, and who paid what for what.

Amounts are whole numbers of the smallest part of a unit: cents of a euro, grams where
a good is kept in kilograms with three places. Every booking moves one amount from one
account to another, so the ledger balances whatever happens.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


def _of_collective() -> "models.ForeignKey[Collective, Collective]":
    return models.ForeignKey(Collective, on_delete=models.PROTECT, related_name="+")


def _who(*, null: bool = False) -> "models.ForeignKey[Membership, Membership]":
    return models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=null, related_name="+"
    )


class FundUnit(Row):
    """A currency or a good that is held together, and the rules decided for it.

    The row whose lock orders everything that is booked in it.
    """

    collective = _of_collective()
    code = models.CharField(max_length=40, help_text="ISO 4217, or such as: kg flour")
    is_money = models.BooleanField()
    digits = models.PositiveSmallIntegerField(help_text="places after the point")
    next_number = models.PositiveIntegerField(default=1)
    reserve = models.BigIntegerField(default=0, help_text="kept, whatever is left over")
    ask_from = models.BigIntegerField(
        null=True, help_text="from this on what is left over opens a question by itself"
    )
    hour_cap = models.BigIntegerField(
        null=True, help_text="what an average member's hour brings them"
    )
    rules_by_id = models.UUIDField(null=True, help_text="the decision that set them")
    member = _who()
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "code"), name="one_unit_per_code"
            ),
        )
        ordering = ("-is_money", "code")

    def __str__(self) -> str:
        return f"{self.code} #{self.id}"


class FundAccount(Row):
    """A place where something is, where it came from, or what it is used for."""

    class Kind(models.TextChoices):
        HELD = "held"  # a bank account, a cash box, a store
        SOURCE = "source"  # contributions, gifts, what was there before
        USE = "use"  # what it goes to

    collective = _of_collective()
    unit = models.ForeignKey(
        FundUnit, on_delete=models.PROTECT, related_name="accounts"
    )
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind)
    member = _who()
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "name"), name="one_account_per_name"
            ),
        )
        ordering = ("unit", "kind", "name")

    def __str__(self) -> str:
        return f"{self.name} #{self.id}"


class FundBooking(Row):
    """One amount moved from one account to another; never changed afterwards."""

    collective = _of_collective()
    unit = models.ForeignKey(
        FundUnit, on_delete=models.PROTECT, related_name="bookings"
    )
    number = models.PositiveIntegerField()
    day = models.DateField()
    from_account = models.ForeignKey(
        FundAccount, on_delete=models.PROTECT, related_name="bookings_out"
    )
    to_account = models.ForeignKey(
        FundAccount, on_delete=models.PROTECT, related_name="bookings_in"
    )
    amount = models.BigIntegerField()
    text = models.CharField(max_length=300)
    member = _who()
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="corrected_by",
        help_text="the booking that this one takes back",
    )
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "number"), name="one_booking_per_number"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="bookings_move_something"
            ),
            models.CheckConstraint(
                condition=~Q(from_account=F("to_account")),
                name="bookings_have_two_accounts",
            ),
        )
        ordering = ("unit", "number")

    def __str__(self) -> str:
        return f"booking {self.number} #{self.id}"


class FundPromise(Row):
    """An amount that a decision reserves, and who may pay under it.

    ``agreed_id`` is the decision: of a collective the row of `deciding`, of a
    federation its question to all groups.
    """

    collective = _of_collective()
    unit = models.ForeignKey(
        FundUnit, on_delete=models.PROTECT, related_name="promises"
    )
    agreed_id = models.UUIDField(db_index=True)
    question_number = models.PositiveIntegerField()
    question_title = models.CharField(max_length=200)
    what = models.CharField(max_length=200)
    amount = models.BigIntegerField()
    payer = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="who may pay under it; nobody named means every member",
    )
    may_exceed = models.BooleanField(
        default=False, help_text="the decision lets pay go above the cap"
    )
    idea_id = models.UUIDField(
        null=True, unique=True, help_text="of what was left over"
    )
    member = _who(null=True)
    created_at = models.DateTimeField()
    freed_at = models.DateTimeField(null=True)
    freed_by = _who(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="why freed")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="promises_hold_something"
            ),
        )
        indexes = (
            models.Index(fields=("collective", "unit"), name="promises_by_unit"),
        )
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"promise #{self.id}"


class Payment(Row):
    """A payment under a promise: written by one member, made with a second name."""

    class Kind(models.TextChoices):
        THING = "thing"  # goods, services, what a household of the fund needs
        PAY = "pay"  # for the hours of a role
        EXPENSES = "expenses"  # what a role cost who holds it

    class State(models.TextChoices):
        WAITING = "waiting"
        MADE = "made"
        WITHDRAWN = "withdrawn"
        CORRECTED = "corrected"

    collective = _of_collective()
    promise = models.ForeignKey(
        FundPromise, on_delete=models.PROTECT, related_name="payments"
    )
    unit = models.ForeignKey(
        FundUnit, on_delete=models.PROTECT, related_name="payments"
    )
    from_account = models.ForeignKey(
        FundAccount, on_delete=models.PROTECT, related_name="payments_out"
    )
    use_account = models.ForeignKey(
        FundAccount, on_delete=models.PROTECT, related_name="payments_in"
    )
    amount = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.THING)
    to_whom = models.CharField(max_length=120)
    text = models.CharField(max_length=300)
    day = models.DateField()
    paid_member = _who(null=True)
    minutes = models.PositiveIntegerField(
        null=True, help_text="of work that pay is for"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    first = _who()
    second = _who(null=True)
    booking = models.OneToOneField(
        FundBooking, on_delete=models.PROTECT, null=True, related_name="payment"
    )
    reason = models.CharField(max_length=300, blank=True, help_text="why withdrawn")
    withdrawn_by = _who(null=True)
    created_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="payments_pay_something"
            ),
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("first")),
                name="payments_carry_two_names",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("made", "corrected"))
                | Q(second__isnull=False, booking__isnull=False),
                name="no_payment_without_second_name",
            ),
        )
        indexes = (
            models.Index(fields=("collective", "state"), name="payments_by_state"),
        )
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"payment #{self.id}"
