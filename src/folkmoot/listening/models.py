"""A hearing: short statements, what people answer, and what they say at length."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models

from folkmoot.people.models import Collective, Membership
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Hearing(Row):
    """Where people are heard about one question, or an imported conversation."""

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="hearings"
    )
    question_id = models.UUIDField(null=True, unique=True)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=20, blank=True, help_text="BCP 47")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, help_text="kept by the question")
    spoken_from = models.DateTimeField(null=True, help_text="if imported: first words")
    spoken_until = models.DateTimeField(null=True, help_text="if imported: last words")
    source = models.CharField(max_length=200, blank=True, help_text="if imported")
    source_sha256 = models.CharField(max_length=64, blank=True)
    licence = models.CharField(max_length=200, blank=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "source_sha256"),
                condition=~models.Q(source_sha256=""),
                name="imported_once_per_collective",
            ),
        )

    def __str__(self) -> str:
        return f"hearing #{self.id}"

    def is_over(self, now: datetime) -> bool:
        """Whether its answers stand: what the hearing was for has moved on."""
        return self.closes_at is not None and self.closes_at <= now

    @property
    def is_imported(self) -> bool:
        """Whether this conversation was held elsewhere."""
        return bool(self.source_sha256)

    @property
    def about_id(self) -> UUID:
        """What record entries belong to: the question, or the hearing itself."""
        return self.question_id or self.id


class Voice(Row):
    """A participant of an imported conversation: heard there, not a member."""

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="voices"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("hearing", "number"), name="one_voice_per_number"
            ),
        )

    def __str__(self) -> str:
        return f"voice #{self.number}"


class Foldable(Row):
    """What members may fold, with a reason, and open again on an appeal.

    When two members opened it on an appeal, who had folded it stays noted: that
    person does not fold it a second time.
    """

    folded_at = models.DateTimeField(null=True)
    folded_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    fold_reason = models.CharField(max_length=300, blank=True)
    appealed_at = models.DateTimeField(null=True)
    appealed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    appeal = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_folded(self) -> bool:
        """Whether it is folded: still readable on a tap."""
        return self.folded_at is not None

    @property
    def is_appealed(self) -> bool:
        """Whether somebody asked that it be opened, and nobody answered yet."""
        return self.is_folded and self.appealed_at is not None


class Statement(Foldable):
    """A short opinion that others answer."""

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="statements"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField()
    text = models.TextField()
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="statements"
    )
    created_at = models.DateTimeField()
    goes_first = models.BooleanField(default=False, help_text="hosts put it first")
    agreed = models.PositiveIntegerField(default=0)
    disagreed = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    # The part of those three that imported voices gave: a tally that ended elsewhere.
    voices_agreed = models.PositiveIntegerField(default=0)
    voices_disagreed = models.PositiveIntegerField(default=0)
    voices_passed = models.PositiveIntegerField(default=0)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("hearing", "number"), name="one_statement_per_number"
            ),
        )
        ordering = ("hearing", "number")

    def __str__(self) -> str:
        return f"statement #{self.number}"


class Response(Row):
    """Agree, disagree or pass: one per person and statement."""

    class Answer(models.IntegerChoices):
        DISAGREE = -1
        PASS = 0
        AGREE = 1

    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="responses"
    )
    # The two constraints below index member and voice; a third and fourth index on
    # the largest table would only slow imports down.
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    member = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        related_name="responses",
        db_index=False,
    )
    voice = models.ForeignKey(
        Voice,
        on_delete=models.PROTECT,
        null=True,
        related_name="responses",
        db_index=False,
    )
    answer = models.SmallIntegerField(choices=Answer)
    # A default of the database's own: imports write rows without this column.
    matters = models.BooleanField(db_default=False, help_text="matters to who answers")
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.OWNER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("member", "statement"),
                condition=models.Q(member__isnull=False),
                name="one_response_per_member",
            ),
            models.UniqueConstraint(
                fields=("voice", "statement"),
                condition=models.Q(voice__isnull=False),
                name="one_response_per_voice",
            ),
            models.CheckConstraint(
                condition=models.Q(member__isnull=True) ^ models.Q(voice__isnull=True),
                name="a_response_is_of_a_member_or_a_voice",
            ),
        )

    def __str__(self) -> str:
        return f"response #{self.id}"


class Entered(Row):
    """What a member says themselves, or another one enters for them."""

    helper = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    second = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="who heard it too, as the helper says",
    )
    seconded_at = models.DateTimeField(
        null=True, help_text="when the second said so themselves"
    )

    class Meta:
        abstract = True

    @property
    def recorders(self) -> int:
        """How many members stand for what was entered for its owner; 0: nobody had to."""
        if self.helper_id is None:
            return 0
        return 2 if self.seconded_at else 1


class Contribution(Foldable, Entered):
    """Something said in the hearing: own words, a recording, a talk's two lines."""

    class Kind(models.TextChoices):
        TEXT = "text"
        TALK = "talk"
        NOTHING = "nothing"  # "nothing to add": heard, without words

    class Warmth(models.TextChoices):
        """How many at a talk felt near to agreeing, in rough thirds; never a tally."""

        UNASKED = ""
        FEW = "few"
        SOME = "some"
        MOST = "most"

    hearing = models.ForeignKey(
        Hearing, on_delete=models.PROTECT, related_name="contributions"
    )
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField()
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="contributions"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(blank=True)
    people = models.PositiveIntegerField(default=1, help_text="who took part in a talk")
    warmth = models.CharField(
        max_length=4, choices=Warmth, blank=True, help_text="of a talk, by hands"
    )
    attachment_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("hearing", "number"), name="one_contribution_per_number"
            ),
        )
        ordering = ("hearing", "number")

    def __str__(self) -> str:
        return f"contribution #{self.number}"

    @property
    def at(self) -> datetime:
        """When it was said, or entered."""
        return self.created_at


class Attachment(Row):
    """A photo or a recording; kept in the database, so that it is backed up and erased."""

    class Kind(models.TextChoices):
        PHOTO = "photo"
        RECORDING = "recording"

    class With(models.TextChoices):
        """What it belongs to: that says where it is shown, and who may have it."""

        QUESTION = "question"
        WORDS = "words"  # of a hearing
        ANSWER = "answer"  # to a draft, with or without a stop

    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    about_id = models.UUIDField(help_text="the question")
    comes_with = models.CharField(max_length=8, choices=With)
    kind = models.CharField(max_length=10, choices=Kind)
    content_type = models.CharField(max_length=60)
    content = models.BinaryField()
    description = models.CharField(
        max_length=300, help_text="for those who cannot see or hear it"
    )
    created_at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"attachment #{self.id}"


class OpinionMap(Row):
    """The map of a hearing at one moment; nobody's place or group is kept in it."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="maps")
    collective = models.ForeignKey(
        Collective, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    is_last = models.BooleanField(default=False, help_text="made after the hearing")
    seed = models.PositiveBigIntegerField()
    input_sha256 = models.CharField(max_length=64, help_text="of the answers")
    counted_sha256 = models.CharField(max_length=64, help_text="of what is counted")
    took_ms = models.PositiveIntegerField(help_text="to make it")
    people = models.PositiveIntegerField(help_text="who answered enough to be on it")
    answers = models.PositiveIntegerField()
    findings = models.JSONField(help_text="groups, statements and axes")
    steering = models.JSONField(help_text="what should be asked next, by group")
    closer = models.JSONField(default=dict, help_text="what a longer look found")
    frame = models.JSONField(help_text="how positions became places")
    marks = models.TextField(help_text="the drawing, without words")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("hearing", "made_at"), name="one_map_at_a_time"
            ),
        )
        ordering = ("hearing", "made_at")

    def __str__(self) -> str:
        return f"map #{self.id}"
