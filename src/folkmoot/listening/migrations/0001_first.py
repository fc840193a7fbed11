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
            name="Attachment",
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
                ("about_id", models.UUIDField(help_text="the question")),
                (
                    "comes_with",
                    models.CharField(
                        choices=[
                            ("question", "Question"),
                            ("words", "Words"),
                            ("answer", "Answer"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("photo", "Photo"), ("recording", "Recording")],
                        max_length=10,
                    ),
                ),
                ("content_type", models.CharField(max_length=60)),
                ("content", models.BinaryField()),
                (
                    "description",
                    models.CharField(
                        help_text="for those who cannot see or hear it", max_length=300
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
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Hearing",
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
                ("question_id", models.UUIDField(null=True, unique=True)),
                ("title", models.CharField(max_length=200)),
                (
                    "language",
                    models.CharField(blank=True, help_text="BCP 47", max_length=20),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "closes_at",
                    models.DateTimeField(help_text="kept by the question", null=True),
                ),
                (
                    "spoken_from",
                    models.DateTimeField(
                        help_text="if imported: first words", null=True
                    ),
                ),
                (
                    "spoken_until",
                    models.DateTimeField(
                        help_text="if imported: last words", null=True
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="if imported", max_length=200
                    ),
                ),
                ("source_sha256", models.CharField(blank=True, max_length=64)),
                ("licence", models.CharField(blank=True, max_length=200)),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to="people.collective",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_sha256", ""), _negated=True),
                        fields=("collective", "source_sha256"),
                        name="imported_once_per_collective",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
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
                ("folded_at", models.DateTimeField(null=True)),
                ("fold_reason", models.CharField(blank=True, max_length=300)),
                ("appealed_at", models.DateTimeField(null=True)),
                ("appeal", models.CharField(blank=True, max_length=300)),
                (
                    "seconded_at",
                    models.DateTimeField(
                        help_text="when the second said so themselves", null=True
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("talk", "Talk"),
                            ("nothing", "Nothing"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "people",
                    models.PositiveIntegerField(
                        default=1, help_text="who took part in a talk"
                    ),
                ),
                (
                    "warmth",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Unasked"),
                            ("few", "Few"),
                            ("some", "Some"),
                            ("most", "Most"),
                        ],
                        help_text="of a talk, by hands",
                        max_length=4,
                    ),
                ),
                ("attachment_id", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "appealed_by",
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
                    "folded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
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
                        related_name="contributions",
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
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="listening.hearing",
                    ),
                ),
            ],
            options={
                "ordering": ("hearing", "number"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hearing", "number"), name="one_contribution_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionMap",
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
                ("made_at", models.DateTimeField()),
                (
                    "is_last",
                    models.BooleanField(
                        default=False, help_text="made after the hearing"
                    ),
                ),
                ("seed", models.PositiveBigIntegerField()),
                (
                    "input_sha256",
                    models.CharField(help_text="of the answers", max_length=64),
                ),
                (
                    "counted_sha256",
                    models.CharField(help_text="of what is counted", max_length=64),
                ),
                ("took_ms", models.PositiveIntegerField(help_text="to make it")),
                (
                    "people",
                    models.PositiveIntegerField(
                        help_text="who answered enough to be on it"
                    ),
                ),
                ("answers", models.PositiveIntegerField()),
                ("findings", models.JSONField(help_text="groups, statements and axes")),
                (
                    "steering",
                    models.JSONField(help_text="what should be asked next, by group"),
                ),
                (
                    "closer",
                    models.JSONField(
                        default=dict, help_text="what a longer look found"
                    ),
                ),
                ("frame", models.JSONField(help_text="how positions became places")),
                ("marks", models.TextField(help_text="the drawing, without words")),
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="maps",
                        to="listening.hearing",
                    ),
                ),
            ],
            options={
                "ordering": ("hearing", "made_at"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hearing", "made_at"), name="one_map_at_a_time"
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
                ("folded_at", models.DateTimeField(null=True)),
                ("fold_reason", models.CharField(blank=True, max_length=300)),
                ("appealed_at", models.DateTimeField(null=True)),
                ("appeal", models.CharField(blank=True, max_length=300)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("created_at", models.DateTimeField()),
                (
                    "goes_first",
                    models.BooleanField(default=False, help_text="hosts put it first"),
                ),
                ("agreed", models.PositiveIntegerField(default=0)),
                ("disagreed", models.PositiveIntegerField(default=0)),
                ("passed", models.PositiveIntegerField(default=0)),
                ("voices_agreed", models.PositiveIntegerField(default=0)),
                ("voices_disagreed", models.PositiveIntegerField(default=0)),
                ("voices_passed", models.PositiveIntegerField(default=0)),
                (
                    "appealed_by",
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
                    "folded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="listening.hearing",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ("hearing", "number"),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hearing", "number"), name="one_statement_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
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
                (
                    "collective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="listening.hearing",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hearing", "number"), name="one_voice_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
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
                    "answer",
                    models.SmallIntegerField(
                        choices=[(-1, "Disagree"), (0, "Pass"), (1, "Agree")]
                    ),
                ),
                (
                    "matters",
                    models.BooleanField(
                        db_default=False, help_text="matters to who answers"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "collective",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collective",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="people.membership",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="listening.statement",
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="listening.voice",
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("member__isnull", False)),
                        fields=("member", "statement"),
                        name="one_response_per_member",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voice__isnull", False)),
                        fields=("voice", "statement"),
                        name="one_response_per_voice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("member__isnull", True),
                            ("voice__isnull", True),
                            _connector="XOR",
                        ),
                        name="a_response_is_of_a_member_or_a_voice",
                    ),
                ],
            },
        ),
    ]
