import django.db.models.deletion
from django.db import migrations, models

import folkmoot.web.chance


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Witness",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=folkmoot.web.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("collective_id", models.UUIDField()),
                (
                    "by_collective_id",
                    models.UUIDField(
                        help_text="on this server; none: elsewhere", null=True
                    ),
                ),
                ("public", models.CharField(max_length=600)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("since", models.DateTimeField()),
            ],
            options={
                "ordering": ("since", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective_id", "public"), name="each_witness_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=folkmoot.web.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("collective_id", models.UUIDField()),
                ("index", models.PositiveBigIntegerField()),
                ("kind", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "about_id",
                    models.UUIDField(help_text="the question it belongs to", null=True),
                ),
                (
                    "leaf",
                    models.TextField(help_text="canonical JSON of the salted digests"),
                ),
            ],
            options={
                "ordering": ("collective_id", "index"),
                "indexes": [
                    models.Index(fields=["about_id", "index"], name="entries_about"),
                    models.Index(fields=["kind", "at"], name="entries_by_kind"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective_id", "index"), name="one_entry_per_index"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=folkmoot.web.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("collective_id", models.UUIDField()),
                ("name", models.CharField(max_length=60)),
                (
                    "encoded",
                    models.TextField(
                        help_text="salt, name and value, as it was digested"
                    ),
                ),
                (
                    "member_id",
                    models.UUIDField(
                        db_index=True,
                        help_text="whose words or name this is",
                        null=True,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="record.entry",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "name"), name="one_disclosure_per_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlierName",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=folkmoot.web.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("collective_id", models.UUIDField()),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="the how manieth name: 1, 2, …"
                    ),
                ),
                ("origin", models.CharField(max_length=300)),
                (
                    "policy",
                    models.TextField(
                        help_text="whose signatures counted, as it was served"
                    ),
                ),
                (
                    "checkpoint",
                    models.TextField(
                        blank=True, help_text="the last one, as it was served"
                    ),
                ),
                ("until", models.DateTimeField()),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective_id", "number"),
                        name="one_earlier_name_per_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("collective_id", models.UUIDField(primary_key=True, serialize=False)),
                ("size", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="KeptEnd",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=folkmoot.web.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("collective_id", models.UUIDField()),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="of the name that the log had: 1, 2, …"
                    ),
                ),
                ("size", models.PositiveBigIntegerField()),
                (
                    "checkpoint",
                    models.TextField(help_text="as it was served, with its witnesses"),
                ),
                ("at", models.DateTimeField(help_text="when it was signed")),
            ],
            options={
                "ordering": ("-at", "-number", "-size"),
                "indexes": [
                    models.Index(
                        fields=["collective_id", "at"], name="kept_ends_by_time"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective_id", "number", "size"),
                        name="each_kept_end_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=folkmoot.web.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "collective_id",
                    models.UUIDField(
                        help_text="none: the server's own, as a witness for others",
                        null=True,
                    ),
                ),
                ("member_id", models.UUIDField(null=True)),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("log", "Log"),
                            ("witness", "Witness"),
                            ("member", "Member"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "public",
                    models.CharField(help_text="name, id and key", max_length=600),
                ),
                (
                    "sealed",
                    models.BinaryField(
                        help_text="under the server's secret; none: a device holds it",
                        null=True,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None), ("use", "member")),
                        fields=("collective_id", "member_id"),
                        name="one_key_of_a_member",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None), ("use", "witness")),
                        fields=("collective_id",),
                        name="one_key_as_a_witness",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("collective_id", None), ("until", None)),
                        fields=("use",),
                        name="one_key_of_the_server",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Log",
            fields=[
                ("collective_id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "origin",
                    models.CharField(
                        help_text="its name in checkpoints, also elsewhere",
                        max_length=300,
                        unique=True,
                    ),
                ),
                ("opened_at", models.DateTimeField(db_index=True)),
                (
                    "size",
                    models.PositiveBigIntegerField(
                        default=0, help_text="entries in the tree"
                    ),
                ),
                (
                    "root",
                    models.BinaryField(
                        default=b"\xe3\xb0\xc4B\x98\xfc\x1c\x14\x9a\xfb\xf4\xc8\x99o\xb9$'\xaeA\xe4d\x9b\x93L\xa4\x95\x99\x1bxR\xb8U"
                    ),
                ),
                (
                    "edge",
                    models.BinaryField(
                        default=b"", help_text="hashes of complete subtrees"
                    ),
                ),
                ("signed_size", models.PositiveBigIntegerField(default=0)),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "checkpoint",
                    models.TextField(blank=True, help_text="the signed note, alone"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("unsure", "Unsure"),
                            ("behind", "Behind"),
                            ("damaged", "Damaged"),
                            ("keyless", "Keyless"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "trouble",
                    models.TextField(
                        blank=True,
                        help_text="why it is not signed; a code and what was seen elsewhere",
                    ),
                ),
                (
                    "agreed_by",
                    models.UUIDField(
                        help_text="the first member who says that it may be signed again",
                        null=True,
                    ),
                ),
                (
                    "next_digest",
                    models.CharField(
                        blank=True,
                        help_text="SHA-256 of the key that is kept on paper",
                        max_length=64,
                    ),
                ),
                (
                    "offered_digest",
                    models.CharField(
                        blank=True,
                        help_text="of the key that is to count in its place",
                        max_length=64,
                    ),
                ),
                (
                    "offered_by",
                    models.UUIDField(
                        help_text="the member who asks for that; a second one agrees",
                        null=True,
                    ),
                ),
                (
                    "guardians",
                    models.JSONField(
                        default=list,
                        help_text="those that count, and those that will: as recorded",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Rekeying",
            fields=[
                ("collective_id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "public",
                    models.CharField(help_text="under the new name", max_length=600),
                ),
                ("sealed", models.BinaryField(help_text="under the server's secret")),
                (
                    "origin",
                    models.CharField(help_text="the name until now", max_length=300),
                ),
                (
                    "size",
                    models.PositiveBigIntegerField(help_text="of the end that goes on"),
                ),
                ("root", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "vouchers",
                    models.JSONField(default=dict, help_text="by the guardian's key"),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Tile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=folkmoot.web.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("collective_id", models.UUIDField()),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.PositiveBigIntegerField()),
                ("data", models.BinaryField()),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective_id", "level", "index"),
                        name="one_tile_per_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vouching",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=folkmoot.web.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("collective_id", models.UUIDField(help_text="the guardian")),
                (
                    "request",
                    models.TextField(help_text="old end and new key, as it was asked"),
                ),
                (
                    "first_id",
                    models.UUIDField(
                        help_text="the member who says so first, where two are enough",
                        null=True,
                    ),
                ),
                (
                    "entry_id",
                    models.UUIDField(
                        help_text="the entry of the record, once it is vouched for",
                        null=True,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective_id", "request"), name="each_request_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Witnessed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=folkmoot.web.chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("origin", models.CharField(max_length=300)),
                ("size", models.PositiveBigIntegerField()),
                ("root", models.BinaryField()),
                ("note", models.TextField(help_text="as cosigned")),
                (
                    "fork",
                    models.TextField(
                        blank=True,
                        help_text="another checkpoint of a size that was cosigned: proof",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="witnessed",
                        to="record.key",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("by", "origin"), name="one_view_of_each_log"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                (
                    "witness",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="cosignature",
                        serialize=False,
                        to="record.witness",
                    ),
                ),
                ("collective_id", models.UUIDField(db_index=True)),
                ("size", models.PositiveBigIntegerField()),
                ("line", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
