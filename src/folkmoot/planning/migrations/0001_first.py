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
            name="Ability",
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
                ("name", models.CharField(max_length=60)),
                ("created_at", models.DateTimeField()),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="abilities",
                        to="people.collective",
                    ),
                ),
            ],
            options={
                "ordering": ("name", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective", "name"), name="one_ability_per_name"
                    )
                ],
            },
        ),
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
            name="Availability",
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
                    "not_free",
                    models.JSONField(
                        default=list,
                        help_text='of "1-morning" (Monday) to "7-evening" (Sunday)',
                    ),
                ),
                ("said_at", models.DateTimeField()),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="availability",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "availabilities",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Away",
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
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
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
                        related_name="away",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "away",
                "ordering": ("first_day", "id"),
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first_day__lte", models.F("last_day"))),
                        name="away_days_are_in_order",
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
            name="CareShare",
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
                ("percent", models.PositiveSmallIntegerField()),
                ("since", models.DateField()),
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
                        related_name="care_shares",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("since", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "since"), name="one_care_share_per_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__lte", 100)),
                        name="care_share_up_to_a_whole",
                    ),
                ],
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
            name="FundUnit",
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
                    "code",
                    models.CharField(
                        help_text="ISO 4217, or such as: kg flour", max_length=40
                    ),
                ),
                ("is_money", models.BooleanField()),
                (
                    "digits",
                    models.PositiveSmallIntegerField(
                        help_text="places after the point"
                    ),
                ),
                ("next_number", models.PositiveIntegerField(default=1)),
                (
                    "reserve",
                    models.BigIntegerField(
                        default=0, help_text="kept, whatever is left over"
                    ),
                ),
                (
                    "ask_from",
                    models.BigIntegerField(
                        help_text="from this on what is left over opens a question by itself",
                        null=True,
                    ),
                ),
                (
                    "hour_cap",
                    models.BigIntegerField(
                        help_text="what an average member's hour brings them", null=True
                    ),
                ),
                (
                    "rules_by_id",
                    models.UUIDField(help_text="the decision that set them", null=True),
                ),
                ("created_at", models.DateTimeField()),
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
            ],
            options={
                "ordering": ("-is_money", "code"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective", "code"), name="one_unit_per_code"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FundAccount",
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
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("source", "Source"),
                            ("use", "Use"),
                        ],
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
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
                        related_name="accounts",
                        to="planning.fundunit",
                    ),
                ),
            ],
            options={
                "ordering": ("unit", "kind", "name"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "name"), name="one_account_per_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FundPromise",
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
                ("agreed_id", models.UUIDField(db_index=True)),
                ("question_number", models.PositiveIntegerField()),
                ("question_title", models.CharField(max_length=200)),
                ("what", models.CharField(max_length=200)),
                ("amount", models.BigIntegerField()),
                (
                    "may_exceed",
                    models.BooleanField(
                        default=False,
                        help_text="the decision lets pay go above the cap",
                    ),
                ),
                (
                    "idea_id",
                    models.UUIDField(
                        help_text="of what was left over", null=True, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("freed_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(blank=True, help_text="why freed", max_length=300),
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
                    "freed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        help_text="who may pay under it; nobody named means every member",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="planning.fundunit",
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
                "indexes": [
                    models.Index(fields=["collective", "unit"], name="promises_by_unit")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="promises_hold_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FundBooking",
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
                ("number", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("amount", models.BigIntegerField()),
                ("text", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField()),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        help_text="the booking that this one takes back",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="planning.fundbooking",
                    ),
                ),
                (
                    "from_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings_out",
                        to="planning.fundaccount",
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
                    "to_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings_in",
                        to="planning.fundaccount",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="planning.fundunit",
                    ),
                ),
            ],
            options={
                "ordering": ("unit", "number"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "number"), name="one_booking_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="bookings_move_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_account", models.F("to_account")), _negated=True
                        ),
                        name="bookings_have_two_accounts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
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
                ("minutes", models.PositiveIntegerField()),
                ("people", models.PositiveSmallIntegerField()),
                (
                    "is_required",
                    models.BooleanField(
                        default=True,
                        help_text="otherwise nice to have: comes last in a draft",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("once", "Once"),
                            ("weekly", "Weekly"),
                            ("monthly", "Monthly"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "timing",
                    models.CharField(
                        choices=[("hour", "Hour"), ("day", "Day"), ("week", "Week")],
                        max_length=10,
                    ),
                ),
                (
                    "weekdays",
                    models.JSONField(default=list, help_text="of 1 (Monday) to 7"),
                ),
                ("every_weeks", models.PositiveSmallIntegerField(default=1)),
                (
                    "week_of_month",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="1 to 4, or 5 for the last"
                    ),
                ),
                (
                    "starts_at",
                    models.TimeField(help_text="in the collective's zone", null=True),
                ),
                ("first_day", models.DateField()),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=100,
                        help_text="per cent an hour counts, as its members rate it",
                    ),
                ),
                (
                    "fixed_percent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="how much of its places may be somebody's for good",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ability",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to="planning.ability",
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to="people.collective",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("name", "id"),
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("starts_at__isnull", False), ("timing", "hour")),
                            models.Q(
                                models.Q(("timing", "hour"), _negated=True),
                                ("starts_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="only_a_fixed_hour_has_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FixedPlace",
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
                    "weekday",
                    models.PositiveSmallIntegerField(help_text="1 (Monday) to 7"),
                ),
                ("set_at", models.DateTimeField()),
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
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fixed",
                        to="planning.job",
                    ),
                ),
            ],
            options={
                "ordering": ("weekday", "set_at", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("job", "member", "weekday"),
                        name="one_fixed_place_per_member",
                    )
                ],
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
                        to="planning.needclass",
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
                        to="planning.need",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="planning.offer",
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
            name="Payment",
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
                ("amount", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("thing", "Thing"),
                            ("pay", "Pay"),
                            ("expenses", "Expenses"),
                        ],
                        default="thing",
                        max_length=10,
                    ),
                ),
                ("to_whom", models.CharField(max_length=120)),
                ("text", models.CharField(max_length=300)),
                ("day", models.DateField()),
                (
                    "minutes",
                    models.PositiveIntegerField(
                        help_text="of work that pay is for", null=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("made", "Made"),
                            ("withdrawn", "Withdrawn"),
                            ("corrected", "Corrected"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="why withdrawn", max_length=300
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(null=True)),
                (
                    "booking",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment",
                        to="planning.fundbooking",
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
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "from_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments_out",
                        to="planning.fundaccount",
                    ),
                ),
                (
                    "paid_member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="planning.fundpromise",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="planning.fundunit",
                    ),
                ),
                (
                    "use_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments_in",
                        to="planning.fundaccount",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
                "indexes": [
                    models.Index(
                        fields=["collective", "state"], name="payments_by_state"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="payments_pay_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second", None),
                            models.Q(("second", models.F("first")), _negated=True),
                            _connector="OR",
                        ),
                        name="payments_carry_two_names",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("made", "corrected")), _negated=True
                            ),
                            models.Q(
                                ("booking__isnull", False), ("second__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="no_payment_without_second_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PoolEntry",
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
                ("minutes", models.IntegerField()),
                ("at", models.DateTimeField()),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pool_entries",
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
                "verbose_name_plural": "pool entries",
                "ordering": ("at", "id"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Rating",
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
                    "weight",
                    models.PositiveSmallIntegerField(help_text="per cent", null=True),
                ),
                ("rather_not", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="planning.job",
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
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("job", "member"), name="one_rating_per_job_and_member"
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
            name="Rota",
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
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("dropped", "Dropped"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="goes up with each change; a yes is to one version",
                    ),
                ),
                (
                    "free_places",
                    models.JSONField(
                        default=list,
                        help_text="what stays free, and what is missing there",
                    ),
                ),
                ("drafted_at", models.DateTimeField()),
                (
                    "ended_at",
                    models.DateTimeField(help_text="published or dropped", null=True),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rotas",
                        to="people.collective",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("-drafted_at", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("collective",),
                        name="one_draft_of_a_rota",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
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
                ("version", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
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
                    "rota",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="planning.rota",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rota", "member", "version"), name="one_yes_per_version"
                    )
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
            name="Shift",
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
                ("day", models.DateField()),
                (
                    "last_day",
                    models.DateField(help_text="of the time in which it may be done"),
                ),
                ("starts_at", models.DateTimeField(null=True)),
                ("minutes", models.PositiveIntegerField()),
                ("people", models.PositiveSmallIntegerField()),
                ("weight", models.PositiveSmallIntegerField(default=100)),
                (
                    "warned_at",
                    models.DateTimeField(
                        help_text="when all were told that a place is still free",
                        null=True,
                    ),
                ),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="people.collective",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="planning.job",
                    ),
                ),
            ],
            options={
                "ordering": ("day", "starts_at", "id"),
                "indexes": [
                    models.Index(fields=["collective", "day"], name="shifts_by_day")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("job", "day"), name="one_shift_per_job_and_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Cell",
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
                    "is_set",
                    models.BooleanField(
                        default=False,
                        help_text="put there by hand; the next draft keeps it",
                    ),
                ),
                ("is_learner", models.BooleanField(default=False)),
                (
                    "why",
                    models.JSONField(
                        default=dict, help_text="the reasons, and one's own hours"
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "rota",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="planning.rota",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="planning.shift",
                    ),
                ),
            ],
            options={
                "ordering": ("shift__day", "shift__starts_at", "shift_id", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rota", "shift", "member"),
                        name="one_cell_per_shift_and_member",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Skill",
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
                    "is_learning",
                    models.BooleanField(
                        default=False, help_text="goes along with somebody who knows it"
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "ability",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skills",
                        to="planning.ability",
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
                    "confirmed_by",
                    models.ForeignKey(
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
                        related_name="skills",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("said_at", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "ability"),
                        name="one_skill_per_member_and_ability",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                    "form",
                    models.CharField(
                        choices=[("csv", "Csv"), ("camt", "Camt")], max_length=10
                    ),
                ),
                ("name", models.CharField(help_text="of the file", max_length=120)),
                (
                    "rows",
                    models.JSONField(
                        default=list, help_text="of a table, until it is read"
                    ),
                ),
                (
                    "columns",
                    models.JSONField(default=dict, help_text="what each column holds"),
                ),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="planning.fundaccount",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-id"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="StatementLine",
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
                ("day", models.DateField()),
                ("amount", models.BigIntegerField()),
                ("who", models.CharField(blank=True, max_length=140)),
                ("text", models.CharField(blank=True, max_length=600)),
                ("reference", models.CharField(blank=True, max_length=80)),
                (
                    "key",
                    models.CharField(
                        help_text="the same line brought twice is one", max_length=64
                    ),
                ),
                (
                    "aside",
                    models.CharField(
                        blank=True,
                        help_text="why it stands for no booking",
                        max_length=300,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement_lines",
                        to="planning.fundaccount",
                    ),
                ),
                (
                    "booking",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement_line",
                        to="planning.fundbooking",
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
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="planning.statement",
                    ),
                ),
            ],
            options={
                "ordering": ("day", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "key"), name="one_statement_line_per_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Surplus",
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
                            ("fund", "Fund"),
                            ("hours", "Hours"),
                            ("things", "Things"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        help_text="in the smallest part of its unit"
                    ),
                ),
                ("counted_in", models.CharField(max_length=40)),
                ("digits", models.PositiveSmallIntegerField(default=0)),
                ("what", models.CharField(max_length=200)),
                (
                    "is_found",
                    models.BooleanField(
                        default=False, help_text="the ledger showed it; nobody noted it"
                    ),
                ),
                ("question_id", models.UUIDField(unique=True)),
                ("question_number", models.PositiveIntegerField()),
                (
                    "checkers",
                    models.JSONField(
                        default=list,
                        help_text="memberships drawn by lot to look at costs",
                    ),
                ),
                ("seed", models.CharField(help_text="of that lot", max_length=32)),
                ("noted_at", models.DateTimeField()),
                (
                    "settled_at",
                    models.DateTimeField(
                        help_text="a decision was carried out", null=True
                    ),
                ),
                ("agreed_id", models.UUIDField(help_text="the decision", null=True)),
                (
                    "agreed_version",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="of the draft that was decided; 0 until then",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        help_text="ended without a decision", null=True
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surpluses",
                        to="planning.fundunit",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "surpluses",
                "ordering": ("-noted_at", "-id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("settled_at", None)),
                        fields=("unit",),
                        name="one_open_surplus_per_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="what_is_left_is_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Marking",
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
                ("ideas", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
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
                    "surplus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="markings",
                        to="planning.surplus",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("surplus", "member"), name="one_marking_per_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LeftOverUse",
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
                ("what", models.CharField(max_length=300)),
                ("amount", models.BigIntegerField()),
                ("agreed_id", models.UUIDField()),
                ("created_at", models.DateTimeField()),
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
                    "surplus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="planning.surplus",
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="every_use_is_of_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FairShares",
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
                    "seed",
                    models.CharField(
                        help_text="of the lot between equals", max_length=32
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                (
                    "rounds",
                    models.JSONField(
                        help_text="what is carried, by how many, how much each"
                    ),
                ),
                ("left_out", models.JSONField(help_text="what is not, and why")),
                ("rest", models.BigIntegerField()),
                (
                    "paid",
                    models.JSONField(help_text="what each membership's share paid for"),
                ),
                ("created_at", models.DateTimeField()),
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
                    "surplus",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fair_shares",
                        to="planning.surplus",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "fair shares",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="SurplusIdea",
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
                ("title", models.CharField(max_length=120)),
                ("why", models.CharField(blank=True, max_length=600)),
                ("cost", models.BigIntegerField()),
                ("created_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "carrier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "checked_by",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "surplus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="planning.surplus",
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cost__gt", 0)),
                        name="every_idea_costs_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurplusSplit",
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
                    "version",
                    models.PositiveIntegerField(help_text="of the question's draft"),
                ),
                ("parts", models.JSONField(help_text="amounts by idea")),
                ("created_at", models.DateTimeField()),
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
                    "surplus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="splits",
                        to="planning.surplus",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("surplus", "version"), name="one_split_per_version"
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
                        to="planning.thing",
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
                        to="planning.thing",
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
        migrations.CreateModel(
            name="Turn",
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
                    "seat",
                    models.PositiveSmallIntegerField(
                        help_text="0, 1, ... below its people"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("taken", "Taken"),
                            ("released", "Released"),
                            ("moved", "Moved"),
                            ("swapped", "Swapped"),
                        ],
                        default="taken",
                        max_length=10,
                    ),
                ),
                (
                    "came_by",
                    models.CharField(
                        choices=[
                            ("rota", "Rota"),
                            ("sign_up", "Sign Up"),
                            ("asked", "Asked"),
                            ("swap", "Swap"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "comment",
                    models.CharField(
                        blank=True,
                        help_text="only half the hours, nothing heavy",
                        max_length=200,
                    ),
                ),
                ("is_learner", models.BooleanField(default=False)),
                ("taken_at", models.DateTimeField()),
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
                        related_name="turns",
                        to="people.membership",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="planning.shift",
                    ),
                ),
            ],
            options={
                "ordering": ("seat", "id"),
                "indexes": [
                    models.Index(fields=["member", "state"], name="turns_of_member")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "taken")),
                        fields=("shift", "seat"),
                        name="one_person_per_place",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "taken")),
                        fields=("shift", "member"),
                        name="one_place_per_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Swap",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("agreed", "Agreed"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("offered_at", models.DateTimeField()),
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
                    "for_turn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_swaps",
                        to="planning.turn",
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offered_swaps",
                        to="planning.turn",
                    ),
                ),
            ],
            options={
                "ordering": ("offered_at", "id"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("turn", "for_turn"),
                        name="one_open_swap_per_pair",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Asking",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("late", "Late"),
                            ("over", "Over"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
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
                        related_name="askings",
                        to="people.membership",
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(
                        help_text="given up",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="askings",
                        to="planning.turn",
                    ),
                ),
            ],
            options={
                "ordering": ("asked_at", "id"),
                "indexes": [
                    models.Index(fields=["state", "until"], name="askings_by_end")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("turn",),
                        name="one_person_asked_at_a_time",
                    ),
                    models.UniqueConstraint(
                        fields=("turn", "member"), name="nobody_asked_twice_for_a_place"
                    ),
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
        migrations.CreateModel(
            name="Work",
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
                ("what", models.CharField(blank=True, max_length=200)),
                ("day", models.DateField()),
                ("minutes", models.PositiveIntegerField()),
                ("weight", models.PositiveSmallIntegerField(default=100)),
                (
                    "at",
                    models.DateTimeField(
                        help_text="when it was written down or last corrected"
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
                    "job",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work",
                        to="planning.job",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work",
                        to="people.membership",
                    ),
                ),
                (
                    "turn",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work",
                        to="planning.turn",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "work",
                "ordering": ("-day", "id"),
                "indexes": [
                    models.Index(fields=["collective", "day"], name="work_by_day")
                ],
                "constraints": [],
            },
        ),
    ]
