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
            name="Planning",
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
                ("asked_at", models.DateTimeField()),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(help_text="how many periods"),
                ),
                (
                    "length",
                    models.CharField(
                        choices=[
                            ("week", "Week"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                        ],
                        default="week",
                        help_text="of a period",
                        max_length=10,
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                ("tables", models.JSONField(default=dict)),
                (
                    "promises",
                    models.JSONField(
                        default=list,
                        help_text="what is given to other collectives and got from them",
                    ),
                ),
                ("input_sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("made", "Made"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.TextField(blank=True)),
                ("findings", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField(null=True)),
                ("took_ms", models.PositiveIntegerField(default=0)),
                ("question_id", models.UUIDField(db_index=True, null=True)),
                (
                    "heard_at",
                    models.DateTimeField(
                        help_text="when each plan became a statement of the hearing",
                        null=True,
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plannings",
                        to="people.collective",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("-asked_at", "-id"),
                "indexes": [
                    models.Index(
                        fields=["state", "asked_at"], name="plannings_by_state"
                    )
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Alternative",
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
                ("number", models.PositiveSmallIntegerField()),
                ("aim", models.CharField(max_length=20)),
                ("same_as", models.PositiveSmallIntegerField(null=True)),
                ("findings", models.JSONField(default=dict)),
                ("statement_id", models.UUIDField(null=True)),
                ("variant", models.PositiveSmallIntegerField(null=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        help_text="of the question's draft, as which it stands in the check",
                        null=True,
                    ),
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
                    "planning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alternatives",
                        to="planning.planning",
                    ),
                ),
            ],
            options={
                "ordering": ("planning", "number"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("planning", "number"), name="one_alternative_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Book",
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
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "length",
                    models.CharField(
                        choices=[
                            ("week", "Week"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                        ],
                        default="week",
                        help_text="of a period",
                        max_length=10,
                    ),
                ),
                (
                    "length_before",
                    models.CharField(
                        choices=[
                            ("week", "Week"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                        ],
                        default="week",
                        max_length=10,
                    ),
                ),
                ("tables", models.JSONField(default=dict)),
                ("before", models.JSONField(null=True)),
                (
                    "example",
                    models.CharField(
                        blank=True,
                        help_text="with which of the library they began",
                        max_length=40,
                    ),
                ),
                ("example_before", models.CharField(blank=True, max_length=40)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "collective",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipe_book",
                        to="people.collective",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Exchange",
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
                ("proposed_at", models.DateTimeField()),
                (
                    "goods",
                    models.JSONField(
                        default=list, help_text="good, unit, hours of carrying one"
                    ),
                ),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(help_text="how many periods"),
                ),
                (
                    "length",
                    models.CharField(
                        choices=[
                            ("week", "Week"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                        ],
                        default="week",
                        help_text="of a period",
                        max_length=10,
                    ),
                ),
                ("begins_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("open", "Open"),
                            ("settled", "Settled"),
                            ("agreed", "Agreed"),
                            ("ended", "Ended"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=0)),
                (
                    "rounds",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="of this edition"
                    ),
                ),
                (
                    "wanted",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="rounds asked for"
                    ),
                ),
                ("problem", models.TextField(blank=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="which proposed it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("-proposed_at", "-id"),
                "indexes": [
                    models.Index(fields=["state", "changed_at"], name="exchanges_due")
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ExchangeSeat",
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
                ("joined_at", models.DateTimeField(null=True)),
                (
                    "tells_hours",
                    models.BooleanField(
                        default=False,
                        help_text="whether the others see its hours of work",
                    ),
                ),
                ("tables", models.JSONField(default=dict)),
                ("input_sha256", models.CharField(blank=True, max_length=64)),
                ("left_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "question_id",
                    models.UUIDField(
                        help_text="the question to all its members whether it takes a round",
                        null=True,
                    ),
                ),
                (
                    "asked_edition",
                    models.PositiveIntegerField(
                        default=0, help_text="of that question"
                    ),
                ),
                (
                    "asked_number",
                    models.PositiveSmallIntegerField(default=0, help_text="likewise"),
                ),
                (
                    "agreed_id",
                    models.UUIDField(
                        help_text="the decision that is its yes", null=True
                    ),
                ),
                (
                    "accepted_first_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "accepted_second_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
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
                    "exchange",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="planning.exchange",
                    ),
                ),
                (
                    "first_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("exchange", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("exchange", "collective"),
                        name="one_seat_per_collective",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangePart",
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
                ("edition", models.PositiveIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "trade",
                    models.JSONField(
                        default=list,
                        help_text="given, above 0, or got; period after period",
                    ),
                ),
                (
                    "worth",
                    models.JSONField(
                        default=list, help_text="hours that one of each good saves"
                    ),
                ),
                ("alone", models.FloatField(help_text="hours of work")),
                ("together", models.FloatField(help_text="hours of work")),
                ("missing_alone", models.FloatField(help_text="in hours")),
                ("missing", models.FloatField(help_text="in hours")),
                ("letters", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "exchange",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="planning.exchange",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="planning.exchangeseat",
                    ),
                ),
            ],
            options={
                "ordering": ("exchange", "edition", "number", "seat"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("seat", "edition", "number"),
                        name="one_part_per_seat_and_round",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Following",
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
                ("decision_id", models.UUIDField()),
                ("begins_on", models.DateField()),
                ("since", models.DateTimeField()),
                (
                    "alternative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.alternative",
                    ),
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
                    "planning",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="following",
                        to="planning.planning",
                    ),
                ),
            ],
            options={
                "ordering": ("-since", "-id"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="LessonName",
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
                ("way", models.CharField(max_length=200)),
                (
                    "part",
                    models.CharField(help_text="as in:flour, or hours", max_length=220),
                ),
                ("value", models.CharField(max_length=40)),
                ("agrees", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "following",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lesson_names",
                        to="planning.following",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("following", "way", "part", "value", "member"),
                        name="one_name_per_lesson",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Replanning",
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
                ("number", models.PositiveSmallIntegerField()),
                (
                    "begins",
                    models.PositiveSmallIntegerField(
                        help_text="the period that runs now"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("open", "Open"),
                            ("asked", "Asked"),
                            ("taken", "Taken"),
                            ("dropped", "Dropped"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("tables", models.JSONField(default=dict)),
                ("input_sha256", models.CharField(max_length=64)),
                ("findings", models.JSONField(default=dict)),
                ("problem", models.TextField(blank=True)),
                ("is_large", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("named_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("question_id", models.UUIDField(db_index=True, null=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        help_text="of the question's draft, where everybody is asked",
                        null=True,
                    ),
                ),
                (
                    "alternative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.alternative",
                    ),
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
                    "following",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replannings",
                        to="planning.following",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "seconded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("following", "number"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("following", "number"), name="one_replanning_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WayReport",
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
                ("way", models.CharField(max_length=200)),
                ("period", models.PositiveSmallIntegerField()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("times", models.FloatField(help_text="how often it was done")),
                ("amounts", models.JSONField(default=dict)),
                ("told", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("corrected_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "following",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="planning.following",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("period", "way", "version"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("following", "way", "period", "version"),
                        name="one_way_report_per_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WayUnit",
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
                ("way", models.CharField(max_length=200)),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        help_text="how long a difference is theirs before all see it",
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        default=10, help_text="a smaller difference is none"
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective", "way"), name="one_unit_per_way"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WayPart",
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
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
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
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="planning.wayunit",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("unit", "member"),
                        name="one_open_part_per_unit",
                    )
                ],
            },
        ),
    ]
