"""Persons and the collectives they are part of."""

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


class Collective(Row):
    """People who decide together."""

    class Preset(models.TextChoices):
        HOME = "home"  # 3 to 12
        LOCAL = "local"  # 13 to 60
        BRANCH = "branch"  # 60 to 150

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


class Term(Row):
    """A role held by a member until a stated instant; powers end with it."""

    class Role(models.TextChoices):
        HOST = "host"
        NOTES = "notes"
        LIST = "list"
        CARE = "care"
        MONEY = "money"
        SERVER = "server"

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="terms"
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="terms"
    )
    role = models.CharField(max_length=10, choices=Role)
    about_id = models.UUIDField(null=True, help_text="one question, or the collective")
    seed = models.CharField(max_length=32, blank=True, help_text="of the lot")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        indexes = (models.Index(fields=("collective", "ends_at"), name="terms_by_end"),)

    def __str__(self) -> str:
        return f"term #{self.id} {self.role}"


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
