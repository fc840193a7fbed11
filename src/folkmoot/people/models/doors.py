"""Ways back in, and what strangers tried."""

from typing import ClassVar

from django.db import models

from folkmoot.people.models.collectives import Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Recovery(Row):
    """A way back in after losing access: two members vouch, then 72 hours."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="recoveries"
    )
    address = models.EmailField(max_length=254, blank=True)
    asked_at = models.DateTimeField()
    opens_at = models.DateTimeField(
        null=True, help_text="72 h after the second voucher"
    )
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    stop_reason = models.CharField(max_length=300, blank=True)
    used_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.MEMBERS, address=Audience.OWNER)

    def __str__(self) -> str:
        return f"recovery #{self.id}"


class Voucher(Row):
    """One member's word that somebody is who they say."""

    recovery = models.ForeignKey(
        Recovery, on_delete=models.PROTECT, related_name="vouchers"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("recovery", "member"), name="one_voucher_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"voucher #{self.id}"


class Attempt(Row):
    """Something a stranger tried; counted to keep the door from being hammered.

    Holds no network address: ``key`` is the digest of what was tried.
    """

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.SERVER)

    class Meta:
        indexes = (models.Index(fields=("kind", "at"), name="attempts_by_kind"),)

    def __str__(self) -> str:
        return f"attempt #{self.id} {self.kind}"
