"""The numbers of the process: each default and range, and that a question sets them."""

from datetime import timedelta

import pytest
from tests import cast
from tests.cast import DAY, NOW
from tests.deciding.group import Group

from folkmoot.deciding.forms.founding import SettingForm, setting_names
from folkmoot.deciding.models import Seat
from folkmoot.deciding.operations import Shape
from folkmoot.deciding.operations.entering import enter_stage
from folkmoot.deciding.queries.facts import facts_of
from folkmoot.deciding.states import state_of
from folkmoot.engines.consensus import DEFAULTS, RANGES, QuestionClass, Stage, Step
from folkmoot.people.operations import SettingRangeError, change_settings
from folkmoot.people.presets import DEFAULTS as PRESETS
from folkmoot.people.queries import get_settings

CLASSES = ("small", "ordinary", "serious", "founding")
# Of each class: the defaults and the least and most that a collective may choose.
RULES = [
    ("support_percent", (75, 75, 80, 85), (67, 95), (67, 95)),
    ("stop_percent", (10, 10, 5, 3), (0, 15), (0, 15)),
    ("floor_percent", (20, 20, 40, 55), (10, 66), (10, 66)),
    ("checks_before_near", (2, 2, 2, 2), (1, 6), (2, 6)),
    ("max_checks", (3, 3, 3, 3), (1, 6), (1, 6)),
    ("hearing", (7, 7, 14, 14), (3, 30), (7, 60)),
    ("check", (7, 7, 10, 14), (3, 30), (3, 30)),
    ("last_call", (3, 3, 5, 7), (2, 14), (2, 14)),
    ("notice", (5, 5, 5, 5), (3, 14), (3, 14)),
    ("late_objection", (14, 14, 14, 14), (7, 30), (7, 30)),
    ("working", (14, 14, 14, 14), (7, 30), (7, 30)),
    ("stop_answer", (7, 7, 7, 7), (3, 14), (3, 14)),
    ("look_back", (30, 90, 90, 90), (7, 365), (7, 365)),
]
# Of the collective: the default, the least and the most.
SETTINGS = [
    ("first_reply_hours", 48, 24, 96),
    ("position_after_days", 0, 0, 30),
    ("founding_after_days", 0, 0, 90),
    ("terms_in_a_row", 2, 1, 3),
    ("rest_percent", 100, 50, 200),
    ("recall_hours", 72, 24, 168),
    ("recall_percent", 50, 33, 60),
    ("recall_signatures", 100, 50, 200),
    ("minutes_per_month", 60, 15, 240),
    ("open_questions", 5, 1, 12),
    ("helper_entries", 10, 3, 25),
    ("urgent_hours", 24, 12, 72),
    ("term_days.host", 30, 1, 366),
    ("term_days.care", 90, 1, 366),
    ("term_days.money", 365, 1, 366),
    ("term_days.server", 365, 1, 366),
]


def days(value):
    return value // DAY if isinstance(value, timedelta) else value


def takes(name, value):
    """Whether the form of a founding question takes ``value``."""
    sent = {"title": "T", "why_now": "W", "value": str(value)}
    settings = {**PRESETS["branch"], "rules": {}}
    return SettingForm(sent, name=name, settings=settings).is_valid()


@pytest.mark.parametrize("row", RULES, ids=lambda row: row[0])
@pytest.mark.parametrize("klass", CLASSES)
def test_a_number_of_a_class_has_the_default_and_range_of_the_process(row, klass):
    name, defaults, light, grave = row
    at = CLASSES.index(klass)
    least, most = (light, light, grave, grave)[at]
    key = QuestionClass(klass)
    assert days(getattr(DEFAULTS[key], name)) == defaults[at]
    assert tuple(days(bound) for bound in RANGES[key][name]) == (least, most)
    dotted = f"rules.{klass}.{name}"
    assert dotted in dict(setting_names())
    assert not takes(dotted, least - 1)
    assert not takes(dotted, most + 1)
    inner = defaults[at] if name.endswith(("near", "checks")) else most
    assert takes(dotted, inner)


@pytest.mark.parametrize(("name", "default", "least", "most"), SETTINGS)
def test_a_setting_has_the_default_and_range_of_the_process(name, default, least, most):
    first, *parts = name.split(".")
    for preset in PRESETS.values():
        value = preset[first][parts[0]] if parts else preset[first]
        assert value == default
    assert name in dict(setting_names())
    taken = [takes(name, value) for value in (least - 1, least, most, most + 1)]
    assert taken == [False, True, True, False]


def asked(group, cost=None, klass="small"):
    shape = Shape(cost=cost, why_now="Now", affected="All")
    question = group.shaped(shape=shape)
    question.klass = klass
    return question


def is_cheap(question):
    return facts_of(question, state_of(question)).shaping.cost_within_limit


@pytest.mark.django_db
class TestMoney:
    def test_a_small_matter_keeps_to_the_limit_that_nobody_changed(self):
        group = Group()
        assert is_cheap(asked(group, 200))
        assert not is_cheap(asked(group, 201))

    def test_once_a_years_money_is_said_a_small_matter_is_one_of_a_hundred(self):
        group = Group()
        group.elm.settings = {"yearly_money": 24_000}
        group.elm.save()
        assert get_settings(group.elm)["money_limit"] == 240

    def test_nobody_may_choose_more_than_five_of_a_hundred(self):
        group = Group()
        author = cast.member(group.elm).id
        said = {"values": {"yearly_money": 1_000}, "question_id": author, "now": NOW}
        change_settings(collective=group.elm, **said)
        with pytest.raises(SettingRangeError):
            change_settings(
                collective=group.elm, **{**said, "values": {"money_limit": 51}}
            )
        change_settings(collective=group.elm, **{**said, "values": {"money_limit": 50}})
        group.elm.refresh_from_db()
        assert get_settings(group.elm)["money_limit"] == 50


def seated(settings, klass):
    """Return who has a seat where Eve joined 31 days before the check."""
    group = Group()
    group.elm.settings = settings
    group.elm.save()
    group.elm.memberships.exclude(name="Eve").update(joined_at=NOW - 91 * DAY)
    question = asked(group, klass=klass)
    step = Step(Stage.CHECKING, NOW, "drafted", state_of(question))
    enter_stage(question, step, NOW + 31 * DAY, is_repeat=False)
    names = Seat.objects.filter(question=question).values_list("member__name")
    return sorted(name for (name,) in names)


@pytest.mark.django_db
class TestNewcomers:
    @pytest.mark.parametrize(
        ("settings", "klass", "is_eve_in"),
        [
            ({}, "founding", True),
            ({"founding_after_days": 90}, "founding", False),
            ({"founding_after_days": 90}, "ordinary", True),
            ({"founding_after_days": 31}, "founding", True),
        ],
    )
    def test_wait_for_a_founding_question_where_that_was_decided(
        self, settings, klass, is_eve_in
    ):
        others = ["Ann", "Bo", "Di"]
        assert seated(settings, klass) == others + ["Eve"] * is_eve_in
