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
            name="FederatedQuestion",
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
                ("title", models.CharField(help_text="one sentence", max_length=200)),
                (
                    "change",
                    models.JSONField(default=dict, help_text="what the topic sets"),
                ),
                ("why_now", models.TextField(blank=True)),
                ("affected", models.TextField(blank=True)),
                (
                    "facts",
                    models.TextField(
                        blank=True, help_text="facts, and facts still open"
                    ),
                ),
                ("stage", models.CharField(default="idea", max_length=12)),
                ("since", models.DateTimeField()),
                (
                    "closes_at",
                    models.DateTimeField(
                        help_text="when the present window closes", null=True
                    ),
                ),
                ("look_at", models.DateTimeField(db_index=True, null=True)),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="checks opened so far"
                    ),
                ),
                (
                    "variants",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="versions side by side in the last check; 0 for one text",
                    ),
                ),
                (
                    "state",
                    models.JSONField(
                        default=dict, help_text="the engine's state, whole"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("last_event_at", models.DateTimeField()),
                (
                    "submitted_at",
                    models.DateTimeField(help_text="the draft was sent on", null=True),
                ),
                (
                    "klass",
                    models.CharField(
                        choices=[
                            ("ordinary", "Ordinary"),
                            ("serious", "Serious"),
                            ("founding", "Founding"),
                        ],
                        default="ordinary",
                        max_length=10,
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("optional", "Optional"), ("shared", "Shared")],
                        default="optional",
                        max_length=10,
                    ),
                ),
                (
                    "scope_reason",
                    models.CharField(
                        blank=True, help_text="why one answer is needed", max_length=300
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None"),
                            ("join", "Join"),
                            ("part", "Part"),
                            ("end", "End"),
                            ("join_up", "Join Up"),
                            ("leave", "Leave"),
                        ],
                        max_length=10,
                    ),
                ),
                ("short_text", models.TextField(help_text="the three-minute version")),
                (
                    "from_question_id",
                    models.UUIDField(help_text="the leaf's own question", null=True),
                ),
                ("steps", models.PositiveIntegerField(default=0)),
                (
                    "backed_at",
                    models.DateTimeField(help_text="enough asked for it", null=True),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        help_text="since when no stop anywhere lacks an answer",
                        null=True,
                    ),
                ),
                (
                    "counted_at",
                    models.DateTimeField(help_text="sums are as of then", null=True),
                ),
                (
                    "result",
                    models.JSONField(
                        default=dict, help_text="outcome, reasons and its inputs"
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the federation",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="federated_questions",
                        to="people.collective",
                    ),
                ),
                (
                    "proposer",
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
                        fields=("collective", "number"), name="one_federated_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FederatedPanel",
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
                            ("level", "Level"),
                            ("tries", "Tries"),
                            ("fundamental", "Fundamental"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "stop_id",
                    models.UUIDField(
                        help_text="the stop in a leaf's question", null=True
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "facts",
                    models.JSONField(
                        default=dict, help_text="numbers it is about, as they were"
                    ),
                ),
                ("seed", models.CharField(max_length=32)),
                (
                    "leaves",
                    models.JSONField(
                        default=list,
                        help_text="ids of leaves in the order they were drawn from",
                    ),
                ),
                (
                    "candidates",
                    models.JSONField(
                        default=list,
                        help_text="ids of memberships in the order they were drawn from",
                    ),
                ),
                ("drawn_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "ruling",
                    models.CharField(
                        blank=True,
                        choices=[("", "Open"), ("yes", "Yes"), ("no", "No")],
                        max_length=5,
                    ),
                ),
                ("ruled_at", models.DateTimeField(null=True)),
                (
                    "own_question_id",
                    models.UUIDField(
                        help_text="what the part decides alone since the ruling",
                        null=True,
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        help_text="the leaf or council that would decide alone",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "asked_by",
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
                        help_text="the whole",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="panels",
                        to="federating.federatedquestion",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "level")),
                        fields=("question", "about"),
                        name="one_level_panel_per_part",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "fundamental")),
                        fields=("stop_id",),
                        name="one_fundamental_panel_per_stop",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FederatedDrafter",
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
                ("drawn_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "seed",
                    models.CharField(blank=True, help_text="of the lot", max_length=32),
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafters",
                        to="federating.federatedquestion",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "member"), name="one_federated_drafter"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegate",
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
                    "part",
                    models.CharField(
                        choices=[("speaker", "Speaker"), ("listener", "Listener")],
                        max_length=10,
                    ),
                ),
                (
                    "seed",
                    models.CharField(blank=True, help_text="of the lot", max_length=32),
                ),
                (
                    "candidates",
                    models.JSONField(
                        default=list, help_text="who was in the lot, in order"
                    ),
                ),
                (
                    "given_by_id",
                    models.UUIDField(
                        help_text="the question that decided it", null=True
                    ),
                ),
                ("accepted_at", models.DateTimeField(null=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the collective that sends",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegates",
                        to="people.collective",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_seats",
                        to="people.collective",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="people.membership",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        help_text="for one question only",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegates",
                        to="federating.federatedquestion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["council", "ends_at"], name="delegates_by_council"
                    ),
                    models.Index(
                        fields=["collective", "ends_at"], name="delegates_by_home"
                    ),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Backing",
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
                ("at", models.DateTimeField()),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the leaf",
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="backings",
                        to="federating.federatedquestion",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "member"), name="one_backing_per_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
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
                ("label", models.CharField(help_text="its short name", max_length=60)),
                ("text", models.TextField()),
                ("why", models.CharField(blank=True, max_length=600)),
                ("created_at", models.DateTimeField()),
                (
                    "taken_number",
                    models.PositiveIntegerField(
                        help_text="the version of the draft that is said to hold it",
                        null=True,
                    ),
                ),
                (
                    "stood_in",
                    models.PositiveSmallIntegerField(
                        help_text="the check in which it stood beside the draft",
                        null=True,
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the leaf",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="federating.federatedquestion",
                    ),
                ),
            ],
            options={
                "ordering": ("question", "number"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "number"), name="one_amendment_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FederatedSeat",
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
                ("answer", models.BooleanField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="their leaf",
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
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="federating.federatedpanel",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("panel", "member"), name="one_federated_seat_per_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FederatedStep",
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
                ("order", models.PositiveIntegerField()),
                ("from_stage", models.CharField(blank=True, max_length=12)),
                ("to_stage", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                (
                    "why",
                    models.CharField(help_text="a code of the engine", max_length=60),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        help_text="that a check opens on, or that goes on from one",
                        null=True,
                    ),
                ),
                ("facts", models.JSONField(default=dict)),
                (
                    "state",
                    models.JSONField(
                        default=dict, help_text="the engine's, after this step"
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="federating.federatedquestion",
                    ),
                ),
            ],
            options={
                "ordering": ("question", "order"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "order"),
                        name="one_federated_step_per_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeLeaf",
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
                ("chosen_at", models.DateTimeField()),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the federation",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective", "person"), name="one_home_leaf_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeLine",
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
                ("text", models.CharField(max_length=140)),
                ("at", models.DateTimeField()),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the collective that sends",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="home_lines",
                        to="people.collective",
                    ),
                ),
                (
                    "council",
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
                        related_name="home_lines",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["council", "collective", "at"],
                        name="home_lines_by_time",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective", "council", "member"),
                        name="one_home_line_per_member",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeReport",
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
                    "about_from",
                    models.DateTimeField(help_text="the first entry it reports on"),
                ),
                ("due_at", models.DateTimeField()),
                ("text", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="home_reports",
                        to="people.collective",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="federating.federatedquestion",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="federating.delegate",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="federating.delegate",
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
            name="Joining",
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
                ("region", models.CharField(blank=True, max_length=60)),
                ("child_question_id", models.UUIDField(null=True)),
                (
                    "question_id",
                    models.UUIDField(help_text="the federation's question", null=True),
                ),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joinings_up",
                        to="people.collective",
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the federation",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joinings",
                        to="people.collective",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("child", "collective"),
                        name="one_open_joining_per_pair",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LevelCall",
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
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "about",
                    models.ForeignKey(
                        help_text="the part",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the leaf",
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="level_calls",
                        to="federating.federatedquestion",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "about", "member"),
                        name="one_level_call_per_member",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
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
                    "region",
                    models.CharField(
                        blank=True,
                        help_text="place or kind that may be hit together",
                        max_length=60,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "child_question_id",
                    models.UUIDField(help_text="where the child agreed", null=True),
                ),
                (
                    "question_id",
                    models.UUIDField(
                        help_text="where the federation agreed", null=True
                    ),
                ),
                (
                    "ended_by_id",
                    models.UUIDField(help_text="the question that ended it", null=True),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_up",
                        to="people.collective",
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the federation",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_down",
                        to="people.collective",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("child", "collective"),
                        name="one_open_link_per_pair",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
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
                            ("carry", "Carry"),
                            ("talk", "Talk"),
                            ("settle", "Settle"),
                        ],
                        default="talk",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(help_text="what we asked you to say")),
                ("position", models.CharField(blank=True, max_length=12)),
                ("limits", models.JSONField(default=list)),
                ("may_settle", models.JSONField(default=list)),
                (
                    "numbers",
                    models.JSONField(
                        default=dict, help_text="how home answered, counted"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, help_text="of the draft"),
                ),
                (
                    "given_by_id",
                    models.UUIDField(help_text="the leaf's question", null=True),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("paused_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the collective that sends",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="people.collective",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates_heard",
                        to="people.collective",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="federating.federatedquestion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["collective", "ends_at"], name="mandates_by_end"
                    )
                ],
                "constraints": [],
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
                (
                    "basis",
                    models.CharField(
                        choices=[("mandate", "Mandate"), ("own_view", "Own View")],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("position", models.CharField(blank=True, max_length=12)),
                ("figures", models.JSONField(default=dict)),
                ("settles", models.JSONField(default=list)),
                (
                    "differences",
                    models.JSONField(default=list, help_text="codes with numbers"),
                ),
                (
                    "lacks_report",
                    models.BooleanField(
                        default=False, help_text="no report home from the last council"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("heard", "Heard"),
                            ("counted", "Counted"),
                            ("differs", "Differs"),
                            ("confirmed", "Confirmed"),
                            ("void", "Void"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "closes_at",
                    models.DateTimeField(
                        help_text="home answers until then", null=True
                    ),
                ),
                (
                    "asked",
                    models.PositiveIntegerField(
                        help_text="how many at home, where it differs", null=True
                    ),
                ),
                (
                    "told_at",
                    models.DateTimeField(
                        help_text="when all of them were asked", null=True
                    ),
                ),
                (
                    "told_up_to",
                    models.UUIDField(
                        help_text="the last group below a council that was told, by id",
                        null=True,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "undone_at",
                    models.DateTimeField(help_text="after a recall", null=True),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the council",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="federating.delegate",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        help_text="the collective that sent",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_entries",
                        to="people.collective",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="federating.federatedquestion",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="federating.mandate",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "closes_at"], name="entries_due"),
                    models.Index(
                        fields=["collective", "at"], name="entries_by_council"
                    ),
                    models.Index(fields=["home", "at"], name="entries_by_home"),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Node",
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
                ("level", models.PositiveSmallIntegerField(help_text="0 is the whole")),
                ("is_leaf", models.BooleanField(default=False)),
                ("is_affected", models.BooleanField(default=False)),
                ("region", models.CharField(blank=True, max_length=60)),
                ("leaf_question_id", models.UUIDField(null=True, unique=True)),
                (
                    "step",
                    models.PositiveIntegerField(
                        default=0, help_text="the move it has taken"
                    ),
                ),
                (
                    "leaves",
                    models.PositiveIntegerField(
                        default=0, help_text="below it, or itself"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("members", models.PositiveIntegerField(default=0)),
                (
                    "heard",
                    models.PositiveIntegerField(default=0, help_text="in the hearing"),
                ),
                ("yes", models.PositiveIntegerField(default=0)),
                ("aside", models.PositiveIntegerField(default=0)),
                ("stop", models.PositiveIntegerField(default=0)),
                ("need_more", models.PositiveIntegerField(default=0)),
                ("unanswered", models.PositiveIntegerField(default=0)),
                ("agree", models.PositiveIntegerField(default=0)),
                ("divided", models.PositiveIntegerField(default=0)),
                ("objecting", models.PositiveIntegerField(default=0)),
                ("not_heard", models.PositiveIntegerField(default=0)),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_heard", "Not Heard"),
                            ("objects", "Objects"),
                            ("agrees", "Agrees"),
                            ("divided", "Divided"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "released_at",
                    models.DateTimeField(
                        help_text="since when a late stop ended what bound it",
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
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="federating.node",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nodes",
                        to="federating.federatedquestion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["question", "step"], name="nodes_by_step")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "collective"),
                        name="one_node_per_collective",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferedTask",
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
                ("text", models.CharField(max_length=300)),
                ("due_date", models.DateField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
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
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="federating.federatedquestion",
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
            name="PairSearch",
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
                ("opened_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the collective that sends",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pair_searches",
                        to="people.collective",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        help_text="for one question only",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="federating.federatedquestion",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("collective", "council"),
                        name="one_pair_search_per_council",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PairAnswer",
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
                    "is_willing",
                    models.BooleanField(
                        help_text="nothing: named by another", null=True
                    ),
                ),
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
                    "named_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "search",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="federating.pairsearch",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("search", "member"), name="one_pair_answer_per_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recall",
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
                ("reason", models.CharField(max_length=300)),
                (
                    "answer",
                    models.TextField(
                        blank=True, help_text="the delegate's side, 200 words"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("signing", "Signing"),
                            ("lapsed", "Lapsed"),
                            ("open", "Open"),
                            ("ended", "Ended"),
                            ("kept", "Kept"),
                            ("too_few", "Too Few"),
                        ],
                        default="signing",
                        max_length=10,
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="of those with a view, who end it; fixed at the pause",
                    ),
                ),
                (
                    "needed",
                    models.PositiveIntegerField(
                        help_text="signatures, when it was asked"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("paused_at", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "told_at",
                    models.DateTimeField(
                        help_text="when all at home knew of the pause, or what it came to",
                        null=True,
                    ),
                ),
                (
                    "told_up_to",
                    models.UUIDField(
                        help_text="the last group below a council that was told, by id",
                        null=True,
                    ),
                ),
                ("members", models.PositiveIntegerField(default=0)),
                ("keep", models.PositiveIntegerField(default=0)),
                ("take_back", models.PositiveIntegerField(default=0)),
                ("no_view", models.PositiveIntegerField(default=0)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recalls",
                        to="people.collective",
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recalls",
                        to="federating.delegate",
                    ),
                ),
                (
                    "stepped_in",
                    models.ForeignKey(
                        help_text="the listener who speaks since the pause, or who was drawn",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="federating.delegate",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("signing", "open"))),
                        fields=("delegate",),
                        name="one_open_recall_per_delegate",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecallAnswer",
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
                    "value",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "Keep"),
                            ("take_back", "Take Back"),
                            ("no_view", "No View"),
                        ],
                        max_length=10,
                    ),
                ),
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
                    "recall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="federating.recall",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recall", "member"), name="one_recall_answer_per_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecallSignature",
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
                    "recall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="federating.recall",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recall", "member"),
                        name="one_recall_signature_per_member",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
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
                ("title", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
                (
                    "use",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("used", "Used"),
                            ("partly", "Partly"),
                            ("not_used", "Not Used"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=600)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
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
                        help_text="the council",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="federating.federatedquestion",
                    ),
                ),
                (
                    "within",
                    models.ForeignKey(
                        help_text="the heading of a council above, under which its words went on",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="federating.theme",
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
            name="ThemeItem",
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
                    "contribution_id",
                    models.UUIDField(
                        help_text="none: all that this collective said", null=True
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        help_text="none: put there at the start", null=True
                    ),
                ),
                (
                    "translation",
                    models.TextField(
                        blank=True, help_text="beside the original, never instead of it"
                    ),
                ),
                ("taken_out_at", models.DateTimeField(null=True)),
                (
                    "added_by",
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
                        help_text="the leaf",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "taken_out_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="federating.theme",
                    ),
                ),
                (
                    "translated_by",
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
                        fields=("theme", "collective", "contribution_id"),
                        name="one_item_per_original",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThemeOrder",
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
                    "themes",
                    models.JSONField(
                        default=list, help_text="ids, the first one first"
                    ),
                ),
                ("ordered_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the council",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="theme_orders",
                        to="federating.federatedquestion",
                    ),
                ),
                (
                    "undone_by",
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
                        fields=["question", "collective", "ordered_at"],
                        name="theme_orders",
                    )
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Undoing",
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
                            ("confirmed", "Confirmed"),
                            ("undone", "Undone"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "wanted",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "Open"),
                            ("confirmed", "Confirmed"),
                            ("undone", "Undone"),
                        ],
                        help_text="what the first member said",
                        max_length=10,
                    ),
                ),
                (
                    "closes_at",
                    models.DateTimeField(
                        help_text="it stands unless two undo it by then"
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="federating.entry",
                    ),
                ),
                (
                    "recall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="federating.recall",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "wanted_by",
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
                        fields=("recall", "entry"),
                        name="one_undoing_per_recall_and_entry",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
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
                ("text", models.TextField()),
                ("what_changed", models.CharField(blank=True, max_length=600)),
                ("look_back_date", models.DateField()),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=2, help_text="to read and answer"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "sent_at",
                    models.DateTimeField(
                        help_text="when it went to the check", null=True
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True, help_text="its short name", max_length=60
                    ),
                ),
                (
                    "variant",
                    models.PositiveSmallIntegerField(
                        help_text="its place where several stand side by side",
                        null=True,
                    ),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        help_text="the check in which they stand side by side",
                        null=True,
                    ),
                ),
                (
                    "beside",
                    models.BooleanField(
                        default=False,
                        help_text="stands beside the text of the question, or did",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "amendment_id",
                    models.UUIDField(help_text="whose wording it is", null=True),
                ),
                (
                    "author",
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="federating.federatedquestion",
                    ),
                ),
            ],
            options={
                "ordering": ("question", "number"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "number"),
                        name="one_federated_version_per_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionSum",
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
                ("yes", models.PositiveIntegerField(default=0)),
                ("aside", models.PositiveIntegerField(default=0)),
                ("stop", models.PositiveIntegerField(default=0)),
                ("need_more", models.PositiveIntegerField(default=0)),
                ("unanswered", models.PositiveIntegerField(default=0)),
                ("agree", models.PositiveIntegerField(default=0)),
                ("divided", models.PositiveIntegerField(default=0)),
                ("objecting", models.PositiveIntegerField(default=0)),
                ("not_heard", models.PositiveIntegerField(default=0)),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_heard", "Not Heard"),
                            ("objects", "Objects"),
                            ("agrees", "Agrees"),
                            ("divided", "Divided"),
                        ],
                        max_length=10,
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
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sums",
                        to="federating.node",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sums",
                        to="federating.version",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "node"), name="one_sum_per_version_and_node"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendmentLeaf",
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
                    "backed_at",
                    models.DateTimeField(
                        help_text="enough signed, as of then", null=True
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(
                        help_text="enough say that the draft holds it, as of then",
                        null=True,
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaves",
                        to="federating.amendment",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("amendment", "collective"),
                        name="one_leaf_per_amendment",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AmendmentSignature",
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
                        choices=[("back", "Back"), ("taken", "Taken")], max_length=5
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="federating.amendment",
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        help_text="the leaf",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("amendment", "member", "kind"),
                        name="one_amendment_signature_per_kind",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="EntryAnswer",
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
                    "value",
                    models.CharField(
                        help_text="as deciding's positions", max_length=12
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=600)),
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
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="federating.entry",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "member"),
                        name="one_answer_per_entry_and_member",
                    )
                ],
                "indexes": [],
            },
        ),
    ]
