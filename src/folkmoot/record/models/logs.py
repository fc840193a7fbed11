"""The transparency log over a collective's entries: tree, keys, witnesses."""

from typing import ClassVar

from django.db import models

from folkmoot.engines.tlog import EMPTY_ROOT
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Log(models.Model):
    """How far a collective's entries are in its tree, and signed.

    Entries get their index when they are written; the tree follows in a transaction of
    its own, the signature in another.
    """

    class State(models.TextChoices):
        """Whether it may be signed."""

        OPEN = "open"
        UNSURE = "unsure"
        BEHIND = "behind"
        DAMAGED = "damaged"
        KEYLESS = "keyless"

    collective_id = models.UUIDField(primary_key=True)
    origin = models.CharField(
        max_length=300, unique=True, help_text="its name in checkpoints, also elsewhere"
    )
    opened_at = models.DateTimeField(db_index=True)
    size = models.PositiveBigIntegerField(default=0, help_text="entries in the tree")
    root = models.BinaryField(default=EMPTY_ROOT)
    edge = models.BinaryField(default=b"", help_text="hashes of complete subtrees")
    signed_size = models.PositiveBigIntegerField(default=0)
    signed_at = models.DateTimeField(null=True)
    checkpoint = models.TextField(blank=True, help_text="the signed note, alone")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    trouble = models.TextField(
        blank=True, help_text="why it is not signed; a code and what was seen elsewhere"
    )
    agreed_by = models.UUIDField(
        null=True, help_text="the first member who says that it may be signed again"
    )
    next_digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the key that is kept on paper"
    )
    offered_digest = models.CharField(
        max_length=64, blank=True, help_text="of the key that is to count in its place"
    )
    offered_by = models.UUIDField(
        null=True, help_text="the member who asks for that; a second one agrees"
    )
    guardians = models.JSONField(
        default=list, help_text="those that count, and those that will: as recorded"
    )

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"log #{self.collective_id} at {self.size}"


class Rekeying(models.Model):
    """A new key for a log whose keys are lost; its guardians are asked to vouch."""

    collective_id = models.UUIDField(primary_key=True)
    public = models.CharField(max_length=600, help_text="under the new name")
    sealed = models.BinaryField(help_text="under the server's secret")
    origin = models.CharField(max_length=300, help_text="the name until now")
    size = models.PositiveBigIntegerField(help_text="of the end that goes on")
    root = models.BinaryField()
    at = models.DateTimeField()
    vouchers = models.JSONField(default=dict, help_text="by the guardian's key")

    audience: ClassVar = shown_to(Audience.COLLECTIVE, sealed=Audience.SERVER)

    def __str__(self) -> str:
        return f"new key of log #{self.collective_id}"


class Vouching(Row):
    """A new key of another log: this collective is asked to vouch for it, or does."""

    collective_id = models.UUIDField(help_text="the guardian")
    request = models.TextField(help_text="old end and new key, as it was asked")
    first_id = models.UUIDField(
        null=True, help_text="the member who says so first, where two are enough"
    )
    entry_id = models.UUIDField(
        null=True, help_text="the entry of the record, once it is vouched for"
    )
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective_id", "request"), name="each_request_once"
            ),
        )

    def __str__(self) -> str:
        return f"vouching #{self.id}"


class EarlierName(Row):
    """A name that a log had before it went on anew: what was signed under it counts."""

    collective_id = models.UUIDField()
    number = models.PositiveSmallIntegerField(help_text="the how manieth name: 1, 2, …")
    origin = models.CharField(max_length=300)
    policy = models.TextField(help_text="whose signatures counted, as it was served")
    checkpoint = models.TextField(
        blank=True, help_text="the last one, as it was served"
    )
    until = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective_id", "number"), name="one_earlier_name_per_number"
            ),
        )

    def __str__(self) -> str:
        return f"earlier name {self.origin}"


class KeptEnd(Row):
    """A signed end that others followed; it shows that the log continues it."""

    collective_id = models.UUIDField()
    number = models.PositiveSmallIntegerField(
        help_text="of the name that the log had: 1, 2, …"
    )
    size = models.PositiveBigIntegerField()
    checkpoint = models.TextField(help_text="as it was served, with its witnesses")
    at = models.DateTimeField(help_text="when it was signed")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective_id", "number", "size"), name="each_kept_end_once"
            ),
        )
        indexes = (
            models.Index(fields=("collective_id", "at"), name="kept_ends_by_time"),
        )
        ordering = ("-at", "-number", "-size")

    def __str__(self) -> str:
        return f"end of {self.collective_id} at {self.size}"


class Tile(Row):
    """256 hashes of one level, or fewer at the right edge; it only grows."""

    collective_id = models.UUIDField()
    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    data = models.BinaryField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective_id", "level", "index"), name="one_tile_per_place"
            ),
        )

    def __str__(self) -> str:
        return f"tile #{self.collective_id} {self.level}/{self.index}"


class Key(Row):
    """A key that this server holds: of a log, of a witness, or of a member."""

    class Use(models.TextChoices):
        """What it signs."""

        LOG = "log"
        WITNESS = "witness"
        MEMBER = "member"

    collective_id = models.UUIDField(
        null=True, help_text="none: the server's own, as a witness for others"
    )
    member_id = models.UUIDField(null=True)
    use = models.CharField(max_length=8, choices=Use)
    public = models.CharField(max_length=600, help_text="name, id and key")
    sealed = models.BinaryField(
        null=True, help_text="under the server's secret; none: a device holds it"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    audience: ClassVar = shown_to(Audience.COLLECTIVE, sealed=Audience.SERVER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective_id", "member_id"),
                condition=models.Q(until=None, use="member"),
                name="one_key_of_a_member",
            ),
            models.UniqueConstraint(
                fields=("collective_id",),
                condition=models.Q(until=None, use="witness"),
                name="one_key_as_a_witness",
            ),
            models.UniqueConstraint(
                fields=("use",),
                condition=models.Q(collective_id=None, until=None),
                name="one_key_of_the_server",
            ),
        )

    def __str__(self) -> str:
        return f"key #{self.id} {self.use}"


class Witness(Row):
    """Who is asked to cosign a collective's checkpoints."""

    collective_id = models.UUIDField()
    by_collective_id = models.UUIDField(
        null=True, help_text="on this server; none: elsewhere"
    )
    public = models.CharField(max_length=600)
    url = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE, by_collective_id=Audience.SERVER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective_id", "public"), name="each_witness_once"
            ),
        )
        ordering = ("since", "id")

    def __str__(self) -> str:
        return f"witness #{self.id}"


class Cosignature(models.Model):
    """The last line that a witness put under a collective's checkpoints."""

    witness = models.OneToOneField(
        Witness, primary_key=True, on_delete=models.PROTECT, related_name="cosignature"
    )
    collective_id = models.UUIDField(db_index=True)
    size = models.PositiveBigIntegerField()
    line = models.TextField()
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"cosignature of {self.witness_id} at {self.size}"


class Witnessed(Row):
    """The last checkpoint of a log that one of this server's keys cosigned."""

    by = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="witnessed")
    origin = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField()
    root = models.BinaryField()
    note = models.TextField(help_text="as cosigned")
    fork = models.TextField(
        blank=True, help_text="another checkpoint of a size that was cosigned: proof"
    )
    at = models.DateTimeField()

    audience: ClassVar = shown_to(Audience.SERVER)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("by", "origin"), name="one_view_of_each_log"
            ),
        )

    def __str__(self) -> str:
        return f"{self.origin} at {self.size}"
