import django.db.models.deletion
from django.db import migrations, models

import folkmoot.web.chance


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "worker",
                    models.CharField(max_length=100, primary_key=True, serialize=False),
                ),
                ("beat_at", models.DateTimeField()),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="OneTimeCode",
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
                ("purpose", models.CharField(max_length=40)),
                ("person_id", models.UUIDField(null=True)),
                ("address", models.CharField(blank=True, max_length=254)),
                ("code_digest", models.CharField(blank=True, max_length=64)),
                ("link_digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                ("about_id", models.UUIDField()),
                ("asking", models.CharField(max_length=30)),
                ("member_id", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                (
                    "tries",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="how often we asked; see ask_again"
                    ),
                ),
                ("delivered_at", models.DateTimeField(null=True)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mail", "Mail"),
                            ("page", "Page"),
                            ("told", "Told"),
                            ("act", "Act"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "told_by_id",
                    models.UUIDField(
                        help_text="membership of the teller, or helper", null=True
                    ),
                ),
                ("message_id", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["message_id"], name="deliveries_by_message"),
                    models.Index(
                        fields=["about_id", "delivered_at"], name="deliveries_reached"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("about_id", "asking", "member_id"),
                        name="asked_once_per_occasion",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                ("collective_id", models.UUIDField(null=True)),
                ("person_id", models.UUIDField(db_index=True, null=True)),
                (
                    "about_id",
                    models.UUIDField(help_text="the question it is about", null=True),
                ),
                ("kind", models.CharField(max_length=60)),
                (
                    "once_key",
                    models.CharField(
                        help_text="one mail per event and person",
                        max_length=200,
                        unique=True,
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("language", models.CharField(max_length=10)),
                (
                    "time_zone",
                    models.CharField(
                        blank=True,
                        help_text="decides when the daily mail is due",
                        max_length=60,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("held", "Held"),
                            ("gathered", "Gathered"),
                            ("sent", "Sent"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("send_at", models.DateTimeField()),
                (
                    "drop_at",
                    models.DateTimeField(help_text="of no use afterwards", null=True),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "claimed_until",
                    models.DateTimeField(
                        help_text="a worker is sending it; afterwards another may",
                        null=True,
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=300)),
                (
                    "carrier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="messaging.message",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "send_at"], name="messages_due")
                ],
                "constraints": [],
            },
        ),
    ]
