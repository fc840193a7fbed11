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
                        to="fund.fundunit",
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
                        to="fund.fundunit",
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
                        to="fund.fundbooking",
                    ),
                ),
                (
                    "from_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings_out",
                        to="fund.fundaccount",
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
                        to="fund.fundaccount",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="fund.fundunit",
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
                        to="fund.fundbooking",
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
                        to="fund.fundaccount",
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
                        to="fund.fundpromise",
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
                        to="fund.fundunit",
                    ),
                ),
                (
                    "use_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments_in",
                        to="fund.fundaccount",
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
                        to="fund.fundaccount",
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
                        to="fund.fundaccount",
                    ),
                ),
                (
                    "booking",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement_line",
                        to="fund.fundbooking",
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
                        to="fund.statement",
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
                        to="fund.fundunit",
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
                        to="fund.surplus",
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
                        to="fund.surplus",
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
                        to="fund.surplus",
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
                        to="fund.surplus",
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
                        to="fund.surplus",
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
    ]
