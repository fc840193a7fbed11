"""Statements of a bank, brought as files, and their lines."""

from typing import ClassVar

from django.db import models

from folkmoot.fund.models.fund import FundAccount, FundBooking
from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Statement(Row):
    """A file of a bank: of a table its rows wait until its columns are named."""

    class Form(models.TextChoices):
        CSV = "csv"
        CAMT = "camt"  # ISO 20022, camt.053

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    account = models.ForeignKey(
        FundAccount, on_delete=models.PROTECT, related_name="statements"
    )
    form = models.CharField(max_length=10, choices=Form)
    name = models.CharField(max_length=120, help_text="of the file")
    rows = models.JSONField(default=list, help_text="of a table, until it is read")
    columns = models.JSONField(default=dict, help_text="what each column holds")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    # It names people who pay: not for friends.
    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return f"statement #{self.id}"


class StatementLine(Row):
    """One line of a statement; above 0 came in, below 0 went out."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="lines"
    )
    account = models.ForeignKey(
        FundAccount, on_delete=models.PROTECT, related_name="statement_lines"
    )
    day = models.DateField()
    amount = models.BigIntegerField()
    who = models.CharField(max_length=140, blank=True)
    text = models.CharField(max_length=600, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    key = models.CharField(
        max_length=64, help_text="the same line brought twice is one"
    )
    booking = models.OneToOneField(
        FundBooking, on_delete=models.PROTECT, null=True, related_name="statement_line"
    )
    aside = models.CharField(
        max_length=300, blank=True, help_text="why it stands for no booking"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account", "key"), name="one_statement_line_per_key"
            ),
        )
        ordering = ("day", "id")

    def __str__(self) -> str:
        return f"line #{self.id}"
