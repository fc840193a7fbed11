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
                        to="shifts.ability",
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
                        to="shifts.job",
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
                        to="shifts.job",
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
                        to="shifts.rota",
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
                        to="shifts.job",
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
                        to="shifts.rota",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="shifts.shift",
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
                        to="shifts.ability",
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
                        to="shifts.shift",
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
                        to="shifts.turn",
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offered_swaps",
                        to="shifts.turn",
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
                        to="shifts.turn",
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
                        to="shifts.job",
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
                        to="shifts.turn",
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
