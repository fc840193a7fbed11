"""Persons with an account, how they are reached and how they sign in."""

from typing import ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Person(Row):
    """Somebody with an account on this server; known to collectives by membership."""

    class MailRhythm(models.TextChoices):
        EACH = "each"
        DAILY = "daily"
        NONE = "none"

    name = models.CharField(max_length=80)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=60, blank=True)
    mail_rhythm = models.CharField(
        max_length=10, choices=MailRhythm, default=MailRhythm.EACH
    )
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.OWNER)

    def __str__(self) -> str:
        return f"person #{self.id}"


class Channel(Row):
    """A way to reach a person, chosen by the person."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        PHONE = "phone"
        PAPER = "paper"

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="channels"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    address = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "address",
                condition=models.Q(kind="email", verified_at__isnull=False),
                name="one_person_per_verified_email",
            ),
        )

    def __str__(self) -> str:
        return f"channel #{self.id} {self.kind}"


class Passkey(Row):
    """A WebAuthn credential."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="passkeys"
    )
    credential_id = models.BinaryField(unique=True, max_length=1023)
    public_key = models.BinaryField(max_length=2000)
    sign_count = models.PositiveBigIntegerField(default=0)
    label = models.CharField(max_length=80)
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(
        Audience.OWNER,
        credential_id=Audience.SERVER,
        public_key=Audience.SERVER,
        sign_count=Audience.SERVER,
    )

    def __str__(self) -> str:
        return f"passkey #{self.id}"


class Session(AbstractBaseSession):
    """A browser in which a person is signed in; the person can see and end it."""

    public_id = models.UUIDField(unique=True, help_text="its name on pages; no secret")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="sessions"
    )
    began_at = models.DateTimeField(null=True)
    seen_on = models.DateField(null=True, help_text="to the day, no finer")
    device = models.CharField(max_length=80, blank=True)

    audience: ClassVar = shown_to(
        Audience.OWNER, session_key=Audience.SERVER, session_data=Audience.SERVER
    )

    def __str__(self) -> str:
        return f"session of #{self.person_id}"


class ApiToken(Row):
    """A key with which a program acts for a person, within scopes."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list, help_text='of "read" and "write"')
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.OWNER, digest=Audience.SERVER)

    def __str__(self) -> str:
        return f"token #{self.id}"
