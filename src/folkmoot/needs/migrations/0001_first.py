import django.db.models.deletion
from django.db import migrations, models

import folkmoot.web.chance


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="NeedClass",
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
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                (
                    "ceiling",
                    models.DecimalField(decimal_places=2, max_digits=10, null=True),
                ),
                (
                    "ceiling_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("piece", "Piece"),
                            ("kg", "Kilo"),
                            ("litre", "Litre"),
                            ("portion", "Portion"),
                            ("hour", "Hour"),
                            ("day", "Day"),
                            ("night", "Night"),
                            ("seat", "Seat"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "question_id",
                    models.UUIDField(
                        help_text="the question that decided it", null=True
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_classes",
                        to="people.collective",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("collective", "position"),
                        name="one_need_class_per_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("thing", "Thing"),
                            ("time", "Time"),
                            ("room", "Room"),
                            ("skill", "Skill"),
                            ("ride", "Ride"),
                        ],
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(max_length=120)),
                ("note", models.TextField(blank=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("piece", "Piece"),
                            ("kg", "Kilo"),
                            ("litre", "Litre"),
                            ("portion", "Portion"),
                            ("hour", "Hour"),
                            ("day", "Day"),
                            ("night", "Night"),
                            ("seat", "Seat"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "goes_out",
                    models.BooleanField(
                        default=False,
                        help_text="sister collectives may see it, without a name",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("met", "Met"), ("ended", "Ended")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "urgency",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "Now"), (1, "Soon"), (2, "Later")], default=1
                    ),
                ),
                ("due_date", models.DateField(null=True)),
                (
                    "people",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="for how many"
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        help_text="when it came before everybody, unmet for 30 days",
                        null=True,
                    ),
                ),
                (
                    "question_id",
                    models.UUIDField(help_text="the question that asks", null=True),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        help_text="who wrote it down for somebody without a device",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="people.membership",
                    ),
                ),
                (
                    "klass",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="needs.needclass",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["collective", "state"], name="needs_by_state"),
                    models.Index(
                        fields=["state", "asked_at", "created_at"], name="needs_by_age"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="a_need_is_of_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("thing", "Thing"),
                            ("time", "Time"),
                            ("room", "Room"),
                            ("skill", "Skill"),
                            ("ride", "Ride"),
                        ],
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(max_length=120)),
                ("note", models.TextField(blank=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("piece", "Piece"),
                            ("kg", "Kilo"),
                            ("litre", "Litre"),
                            ("portion", "Portion"),
                            ("hour", "Hour"),
                            ("day", "Day"),
                            ("night", "Night"),
                            ("seat", "Seat"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "goes_out",
                    models.BooleanField(
                        default=False,
                        help_text="sister collectives may see it, without a name",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("met", "Met"), ("ended", "Ended")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("until_date", models.DateField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        help_text="who wrote it down for somebody without a device",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["collective", "state"], name="offers_by_state")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="an_offer_is_of_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Match",
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
                ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("agreed", "Agreed"),
                            ("done", "Done"),
                            ("declined", "Declined"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("need_said_at", models.DateTimeField(null=True)),
                ("offer_said_at", models.DateTimeField(null=True)),
                ("need_reach", models.CharField(blank=True, max_length=200)),
                ("offer_reach", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="none between two collectives: it is in the copy of neither",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="needs.need",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="needs.offer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "asked_at"], name="matches_by_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("asked", "agreed"))),
                        fields=("need", "offer"),
                        name="one_open_match_per_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="a_match_is_of_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sharing",
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
                ("begun_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sharings",
                        to="people.collective",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("collective",),
                        name="one_open_sharing_per_collective",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Thing",
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
                ("name", models.CharField(max_length=120)),
                ("place", models.CharField(help_text="where it is", max_length=200)),
                ("about", models.TextField(blank=True)),
                ("rules", models.TextField(blank=True, help_text="how it is used")),
                (
                    "rules_question_id",
                    models.UUIDField(
                        help_text="the question that decided the rules", null=True
                    ),
                ),
                (
                    "is_booked",
                    models.BooleanField(
                        default=True,
                        help_text="whoever wants it says from when to when",
                    ),
                ),
                ("care_until", models.DateField()),
                ("next_until", models.DateField(null=True)),
                (
                    "asked_for",
                    models.DateField(
                        help_text="the end of care about which the carer was asked",
                        null=True,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "carer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="things_cared_for",
                        to="people.membership",
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="things",
                        to="people.collective",
                    ),
                ),
                (
                    "next_carer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["collective", "ended_at"], name="things_that_are"
                    ),
                    models.Index(
                        fields=["ended_at", "care_until"], name="things_by_care"
                    ),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Feed",
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
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feeds",
                        to="people.membership",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feeds",
                        to="needs.thing",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("thing__isnull", True)
                        ),
                        fields=("member",),
                        name="one_open_feed_per_member",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("member", "thing"),
                        name="one_open_feed_per_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
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
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="people.membership",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="needs.thing",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["thing", "cancelled_at", "ends_at"],
                        name="bookings_of_thing",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="a_booking_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at", None)),
                        fields=("thing", "starts_at"),
                        name="one_booking_from_an_instant",
                    ),
                ],
            },
        ),
    ]
