"""What every row has, and the receipts of submitted forms."""

from typing import ClassVar

from django.db import models

from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.chance import new_id


class Row(models.Model):
    """A row with a global id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Submission(models.Model):
    """A form or API write that was received: the same key has one effect."""

    key = models.CharField(max_length=100, primary_key=True)
    person_id = models.UUIDField(null=True)
    path = models.CharField(max_length=300)
    received_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField()
    location = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    # Of what a program sent: its key stands for that and nothing else.
    sent_digest = models.CharField(max_length=64, blank=True)

    audience: ClassVar = shown_to(Audience.SERVER)

    def __str__(self) -> str:
        return f"submission #{self.key}"
