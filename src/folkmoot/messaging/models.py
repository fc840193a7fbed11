"""The outbox, who was asked when, and one-time codes."""

from typing import ClassVar

from django.db import models

from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Message(Row):
    """One mail waiting or sent; written in the transaction of what it tells."""

    class State(models.TextChoices):
        WAITING = "waiting"
        HELD = "held"  # for the daily mail
        GATHERED = "gathered"  # copied into a daily mail, which `carrier` names
        SENT = "sent"
        DROPPED = "dropped"  # too late to be of use, or given up

    collective_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True, db_index=True)
    about_id = models.UUIDField(null=True, help_text="the question it is about")
    kind = models.CharField(max_length=60)
    once_key = models.CharField(
        max_length=200, unique=True, help_text="one mail per event and person"
    )
    address = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    language = models.CharField(max_length=10)
    time_zone = models.CharField(
        max_length=60, blank=True, help_text="decides when the daily mail is due"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    send_at = models.DateTimeField()
    drop_at = models.DateTimeField(null=True, help_text="of no use afterwards")
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(
        null=True, help_text="a worker is sending it; afterwards another may"
    )
    carrier = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="parts"
    )
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        indexes = (models.Index(fields=("state", "send_at"), name="messages_due"),)

    def __str__(self) -> str:
        return f"message #{self.id} {self.kind}"


class Delivery(Row):
    """One person asked about one thing: "asked, with time".

    ``asking`` names the occasion, for example ``hearing`` or ``check 2``.
    """

    class Way(models.TextChoices):
        MAIL = "mail"  # the mail server accepted it
        PAGE = "page"  # the person opened the question
        TOLD = "told"  # another member told them
        ACT = "act"  # the person acted on it, alone or through a helper

    collective_id = models.UUIDField()
    about_id = models.UUIDField()
    asking = models.CharField(max_length=30)
    member_id = models.UUIDField()
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(
        default=1, help_text="how often we asked; see ask_again"
    )
    delivered_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=10, choices=Way, blank=True)
    told_by_id = models.UUIDField(
        null=True, help_text="membership of the teller, or helper"
    )
    message_id = models.UUIDField(null=True)

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("about_id", "asking", "member_id"),
                name="asked_once_per_occasion",
            ),
        )
        indexes = (
            models.Index(fields=("message_id",), name="deliveries_by_message"),
            models.Index(
                fields=("about_id", "delivered_at"), name="deliveries_reached"
            ),
        )

    def __str__(self) -> str:
        return f"delivery #{self.id} {self.asking}"


class OneTimeCode(Row):
    """A code to type or a link to open, once; only digests are kept."""

    purpose = models.CharField(max_length=40)
    person_id = models.UUIDField(null=True)
    address = models.CharField(max_length=254, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    link_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    audience: ClassVar = shown_to(Audience.SERVER)

    def __str__(self) -> str:
        return f"one-time code #{self.id} {self.purpose}"


class Heartbeat(models.Model):
    """The last sign of life of one worker."""

    worker = models.CharField(max_length=100, primary_key=True)
    beat_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.SERVER)

    def __str__(self) -> str:
        return f"worker #{self.worker}"
