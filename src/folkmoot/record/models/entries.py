"""Entries of salted digests; what was said stays in rows that can be erased."""

from functools import cached_property
from typing import ClassVar

from django.db import models

from folkmoot.engines.tlog import Value, open_disclosure
from folkmoot.web.audience import Audience, shown_to
from folkmoot.web.models import Row


class Head(models.Model):
    """The end of a collective's record; locked while an entry is appended."""

    collective_id = models.UUIDField(primary_key=True)
    size = models.PositiveBigIntegerField(default=0)

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    def __str__(self) -> str:
        return f"head #{self.collective_id} at {self.size}"


class Entry(Row):
    """One thing that happened. ``leaf`` stays; what it stands for may be erased."""

    collective_id = models.UUIDField()
    index = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    about_id = models.UUIDField(null=True, help_text="the question it belongs to")
    leaf = models.TextField(help_text="canonical JSON of the salted digests")

    audience: ClassVar = shown_to(Audience.COLLECTIVE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collective_id", "index"), name="one_entry_per_index"
            ),
        )
        indexes = (
            models.Index(fields=("about_id", "index"), name="entries_about"),
            models.Index(fields=("kind", "at"), name="entries_by_kind"),
        )
        ordering = ("collective_id", "index")

    def __str__(self) -> str:
        return f"entry #{self.index} {self.kind}"


class Disclosure(Row):
    """A named value behind one digest, with its salt; erased by deleting the row."""

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="disclosures"
    )
    collective_id = models.UUIDField()
    name = models.CharField(max_length=60)
    encoded = models.TextField(help_text="salt, name and value, as it was digested")
    member_id = models.UUIDField(
        null=True, db_index=True, help_text="whose words or name this is"
    )

    audience: ClassVar = shown_to(Audience.MEMBERS)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "name"), name="one_disclosure_per_name"
            ),
        )

    def __str__(self) -> str:
        return f"disclosure #{self.id} {self.name}"

    @cached_property
    def _opened(self) -> tuple[str, str, Value]:
        return open_disclosure(self.encoded)

    @property
    def salt(self) -> str:
        """What keeps the value from being guessed by its digest."""
        return self._opened[0]

    @property
    def value(self) -> Value:
        """What was said."""
        return self._opened[2]
