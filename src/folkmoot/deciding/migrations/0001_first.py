import django.db.models.deletion
from django.db import migrations, models

import folkmoot.web.chance


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("listening", "0001_first"),
        ("people", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
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
                    "led_by_id",
                    models.UUIDField(
                        help_text="the federation's question whose steps this one follows",
                        null=True,
                    ),
                ),
                (
                    "mail_due_at",
                    models.DateTimeField(
                        db_index=True,
                        help_text="asked by a federation, mail not written yet",
                        null=True,
                    ),
                ),
                (
                    "reminded_at",
                    models.DateTimeField(
                        help_text="when those not heard were reminded last", null=True
                    ),
                ),
                (
                    "klass",
                    models.CharField(
                        choices=[
                            ("small", "Small"),
                            ("ordinary", "Ordinary"),
                            ("serious", "Serious"),
                            ("founding", "Founding"),
                        ],
                        default="ordinary",
                        max_length=10,
                    ),
                ),
                ("urgent", models.BooleanField(default=False)),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None"),
                            ("agreement", "Agreement"),
                            ("settings", "Settings"),
                            ("membership", "Membership"),
                            ("role", "Role"),
                            ("federation", "Federation"),
                            ("mandate", "Mandate"),
                            ("needs", "Needs"),
                            ("guardians", "Guardians"),
                            ("rekey", "Rekey"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "short_text",
                    models.TextField(blank=True, help_text="the three-minute version"),
                ),
                (
                    "cost",
                    models.PositiveIntegerField(
                        help_text="in whole units of money", null=True
                    ),
                ),
                ("legal_date", models.DateField(null=True)),
                (
                    "settled_at",
                    models.DateTimeField(help_text="when its steps were last taken"),
                ),
                ("place_reached_at", models.DateTimeField(null=True)),
                ("forwarded_at", models.DateTimeField(null=True)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="people.collective",
                    ),
                ),
                (
                    "from_question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="deciding.question",
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        help_text="none where a federation asks",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["collective", "stage"], name="questions_by_stage"
                    ),
                    models.Index(
                        fields=["led_by_id", "last_event_at"], name="questions_led"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collective", "number"), name="one_question_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                ("version", models.PositiveIntegerField()),
                ("wording_only", models.BooleanField(default=False)),
                (
                    "same_text",
                    models.BooleanField(
                        default=False,
                        help_text="the same text again, with answers to the stops",
                    ),
                ),
                ("start_date", models.DateField(null=True)),
                (
                    "removed_at",
                    models.DateTimeField(
                        help_text="taken away again before a check opened on it",
                        null=True,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        help_text="none where a federation wrote it",
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
                    "wording_seconded_by",
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
                        related_name="proposals",
                        to="deciding.question",
                    ),
                ),
            ],
            options={
                "ordering": ("question", "version"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "version"), name="one_proposal_per_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
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
                ("nameless", models.BooleanField(default=False)),
                ("harm", models.TextField()),
                ("to_whom", models.CharField(max_length=300)),
                ("fix", models.TextField(blank=True)),
                ("clause", models.CharField(blank=True, max_length=300)),
                (
                    "attachment_id",
                    models.UUIDField(
                        help_text="the same in their own voice, or a photo", null=True
                    ),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        help_text="of the check it was raised in"
                    ),
                ),
                (
                    "new_reason",
                    models.BooleanField(
                        default=False, help_text="raised in the last call"
                    ),
                ),
                (
                    "late",
                    models.BooleanField(default=False, help_text="after the decision"),
                ),
                ("why_not_heard", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("understood", "Understood"),
                            ("answered", "Answered"),
                            ("resolved", "Resolved"),
                            ("standing", "Standing"),
                            ("moved", "Moved"),
                            ("relabelled", "Relabelled"),
                            ("lapsed", "Lapsed"),
                        ],
                        default="raised",
                        max_length=12,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="a code of the engine", max_length=60
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        help_text="what it was before it was relabelled, or lapsed",
                        max_length=12,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("restatement", models.TextField(blank=True)),
                (
                    "answer_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("changed", "Changed"),
                            ("trial", "Trial"),
                            ("reasons", "Reasons"),
                            ("moved", "Moved"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True, help_text="at most 120 words")),
                ("trial_until", models.DateField(null=True)),
                (
                    "trial_sign",
                    models.CharField(
                        blank=True,
                        help_text="what would show that the trial fails",
                        max_length=300,
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                ("restated_at", models.DateTimeField(null=True)),
                ("owner_agreed_at", models.DateTimeField(null=True)),
                (
                    "answered_at",
                    models.DateTimeField(help_text="with its second name", null=True),
                ),
                ("solved_at", models.DateTimeField(null=True)),
                ("still_at", models.DateTimeField(null=True)),
                (
                    "happened",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")],
                        help_text="what was feared",
                        max_length=6,
                    ),
                ),
                ("happened_words", models.TextField(blank=True)),
                ("happened_at", models.DateTimeField(null=True)),
                ("happened_asked_at", models.DateTimeField(null=True)),
                (
                    "answer_seconded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "restated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        help_text="the version it was raised against",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deciding.proposal",
                    ),
                ),
                (
                    "moved_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deciding.question",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="deciding.question",
                    ),
                ),
            ],
            options={
                "ordering": ("question", "number"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "number"), name="one_objection_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
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
                ("round", models.PositiveSmallIntegerField()),
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
                        related_name="seats",
                        to="deciding.question",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "round", "member"),
                        name="one_seat_per_member",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
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
                    "seconded_at",
                    models.DateTimeField(
                        help_text="when the second said so themselves", null=True
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "value",
                    models.CharField(
                        choices=[
                            ("consent", "Consent"),
                            ("concern", "Concern"),
                            ("stand_aside", "Stand Aside"),
                            ("object", "Object"),
                            ("need_more", "Need More"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="the worry, or what more is needed"
                    ),
                ),
                (
                    "attachment_id",
                    models.UUIDField(
                        help_text="the same in their own voice, or a photo", null=True
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, help_text="to the worry", max_length=600
                    ),
                ),
                ("carried_over", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "helper",
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
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        help_text="who heard it too, as the helper says",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deciding.proposal",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="deciding.question",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="deciding.seat",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["question", "round", "value"], name="positions_tally"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("seat", "proposal"),
                        name="one_position_per_seat_and_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Panel",
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
                            ("relabel", "Relabel"),
                            ("fundamental", "Fundamental"),
                            ("complaint", "Complaint"),
                            ("tries", "Tries"),
                            ("new_reason", "New Reason"),
                            ("grave", "Grave"),
                            ("merge", "Merge"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(help_text="the named rule, or the harm")),
                ("seed", models.CharField(max_length=32)),
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
                        choices=[
                            ("", "Open"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("none", "None"),
                        ],
                        max_length=5,
                    ),
                ),
                ("ruled_at", models.DateTimeField(null=True)),
                (
                    "appeal_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="deciding.panel",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="panels",
                        to="deciding.objection",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deciding.question",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="panels",
                        to="deciding.question",
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
            name="LegalVote",
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
                            ("asked", "Asked"),
                            ("due", "Due"),
                            ("open", "Open"),
                            ("carried", "Carried"),
                            ("not_carried", "Not Carried"),
                            ("lapsed", "Lapsed"),
                            ("dropped", "Dropped"),
                            ("stopped", "Stopped"),
                        ],
                        default="asked",
                        max_length=12,
                    ),
                ),
                (
                    "law",
                    models.CharField(
                        help_text="the law or clause that asks", max_length=300
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        help_text="who may take part, as it says", max_length=300
                    ),
                ),
                (
                    "rule",
                    models.JSONField(
                        help_text="what `engines.consensus.legal_verdict` reads"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("drop_reason", models.CharField(blank=True, max_length=300)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField(null=True)),
                (
                    "seed",
                    models.CharField(
                        blank=True, help_text="of who counts", max_length=32
                    ),
                ),
                (
                    "roll",
                    models.PositiveIntegerField(
                        default=0, help_text="people who may take part"
                    ),
                ),
                ("page_yes", models.PositiveIntegerField(default=0)),
                ("page_no", models.PositiveIntegerField(default=0)),
                ("page_blank", models.PositiveIntegerField(default=0)),
                (
                    "yes",
                    models.PositiveIntegerField(
                        help_text="page and paper together", null=True
                    ),
                ),
                ("no", models.PositiveIntegerField(null=True)),
                ("blank", models.PositiveIntegerField(null=True)),
                ("spoilt", models.PositiveIntegerField(null=True)),
                ("counted_at", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "dropped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "opened_by",
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
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_votes",
                        to="deciding.question",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("asked", "due", "open", "carried"))
                        ),
                        fields=("question",),
                        name="one_legal_vote_per_question",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Heard",
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
                ("contribution_id", models.UUIDField()),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("used", "Used"),
                            ("partly", "Partly"),
                            ("not_used", "Not Used"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=600)),
                ("updated_at", models.DateTimeField()),
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
                        related_name="heard",
                        to="deciding.question",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "contribution_id"),
                        name="one_answer_per_contribution",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FirstReply",
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
                ("seed", models.CharField(help_text="of the lot", max_length=32)),
                ("drawn_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "ended_at",
                    models.DateTimeField(
                        help_text="replied to, by anybody, or drawn again", null=True
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="first_replies",
                        to="deciding.question",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "member"), name="one_first_reply_per_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExplainBack",
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
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
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
                        related_name="explanations",
                        to="deciding.question",
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
            name="Drafter",
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
                ("willing_at", models.DateTimeField()),
                ("drawn_at", models.DateTimeField(null=True)),
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
                        to="deciding.question",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "member"), name="one_place_per_drafter"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                ("outcome", models.CharField(max_length=20)),
                ("badges", models.JSONField(default=list)),
                ("rules_version", models.CharField(max_length=20)),
                ("inputs", models.JSONField(help_text="what `folkmoot outcome` reads")),
                ("reasons", models.JSONField(default=list)),
                ("asked", models.PositiveIntegerField()),
                ("delivered", models.PositiveIntegerField()),
                ("decided_at", models.DateTimeField()),
                ("late_until", models.DateTimeField()),
                ("look_back_date", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_force", "In Force"),
                            ("under_review", "Under Review"),
                            ("superseded", "Superseded"),
                            ("ended", "Ended"),
                        ],
                        default="in_force",
                        max_length=12,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by_vote",
                    models.BooleanField(
                        default=False,
                        help_text="a vote that the law asks for has carried it as well",
                    ),
                ),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="people.collective",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deciding.proposal",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="deciding.question",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["collective", "state"], name="decisions_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("in_force", "under_review"))),
                        fields=("question",),
                        name="one_decision_in_force_per_question",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CallBack",
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
                ("entry", models.PositiveBigIntegerField()),
                ("seed", models.CharField(help_text="of the lot", max_length=70)),
                ("drawn_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Open"),
                            ("right", "Right"),
                            ("not_right", "Not Right"),
                            ("none", "None"),
                        ],
                        max_length=10,
                    ),
                ),
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
                    "contribution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="call_backs",
                        to="listening.contribution",
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="call_backs",
                        to="deciding.position",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call_backs",
                        to="deciding.question",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("position",),
                        name="one_open_call_back_per_answer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("contribution",),
                        name="one_open_call_back_per_contribution",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
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
                            ("support", "Support"),
                            ("lift", "Lift"),
                            ("forward", "Forward"),
                            ("extend_hearing", "Extend Hearing"),
                            ("talk_first", "Talk First"),
                            ("urgent", "Urgent"),
                            ("more_time", "More Time"),
                            ("one_more_round", "One More Round"),
                            ("park", "Park"),
                            ("wake", "Wake"),
                            ("pause", "Pause"),
                            ("look_back", "Look Back"),
                            ("take_up_again", "Take Up Again"),
                            ("unclear_word", "Unclear Word"),
                            ("merge", "Merge"),
                            ("not_wording", "Not Wording"),
                            ("reach_out", "Reach Out"),
                        ],
                        max_length=20,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("text", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                        related_name="calls",
                        to="deciding.question",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "member", "kind", "round", "text"),
                        name="one_signature_per_member",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Talk",
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
                            ("said", "Said"),
                            ("confirms", "Confirms"),
                            ("invites", "Invites"),
                            ("comes", "Comes"),
                        ],
                        default="said",
                        max_length=10,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="of an invitation which number, place or chat",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("call", "Call"),
                            ("table", "Table"),
                            ("chat", "Chat"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "times",
                    models.JSONField(
                        default=list,
                        help_text="three to choose from, or the one that was chosen",
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
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="talk",
                        to="deciding.objection",
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
            name="Transition",
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
                    "reason",
                    models.TextField(blank=True, help_text="in a person's words"),
                ),
                ("facts", models.JSONField(default=dict)),
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transitions",
                        to="deciding.question",
                    ),
                ),
            ],
            options={
                "ordering": ("question", "order"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "order"), name="one_transition_per_step"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Voter",
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
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="of somebody who is not in the collective",
                        max_length=120,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[("", "None"), ("page", "Page"), ("paper", "Paper")],
                        max_length=5,
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
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voters",
                        to="deciding.legalvote",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("vote", "member"), name="one_voter_per_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelSeat",
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
                        to="deciding.panel",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("panel", "member"), name="one_panel_seat_per_member"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PaperCount",
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
                ("yes", models.PositiveIntegerField(null=True)),
                ("no", models.PositiveIntegerField(null=True)),
                ("blank", models.PositiveIntegerField(null=True)),
                ("spoilt", models.PositiveIntegerField(null=True)),
                ("entered_at", models.DateTimeField(null=True)),
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
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="deciding.legalvote",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("vote", "member"), name="one_paper_count_per_member"
                    )
                ],
                "indexes": [],
            },
        ),
    ]
