"""Numbers of a class: ranges, urgent, and their way through JSON."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from folkmoot.engines.consensus import (
    DEFAULTS,
    QuestionClass,
    RulesError,
    lift,
    rules_from_dict,
    rules_to_dict,
    urgent,
    validate,
)

ORDINARY = DEFAULTS[QuestionClass.ORDINARY]


class TestValidate:
    @pytest.mark.parametrize("rules", DEFAULTS.values())
    def test_accepts_the_defaults(self, rules):
        validate(rules)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"support_percent": 66}, "support_percent is 66; expected between 67"),
            ({"hearing": timedelta(days=2)}, "hearing is 48 h; expected between 72 h"),
            ({"shaping": timedelta(days=8)}, "shaping is 192 h"),
            ({"max_checks": 1}, "checks_before_near is 2; expected at most"),
            ({"support_percent": 75.0}, "support_percent is 75.0"),
        ],
    )
    def test_names_value_and_condition(self, change, words):
        with pytest.raises(RulesError, match=words):
            validate(replace(ORDINARY, **change))


class TestUrgent:
    def test_has_one_check_and_short_windows(self):
        rules = urgent(DEFAULTS[QuestionClass.SERIOUS])
        assert (rules.max_checks, rules.check) == (1, timedelta(hours=24))
        assert rules.support_percent == 80

    def test_is_not_for_founding_questions(self):
        with pytest.raises(RulesError, match="founding"):
            urgent(DEFAULTS[QuestionClass.FOUNDING])

    def test_refuses_a_window_outside_12_to_72_hours(self):
        with pytest.raises(RulesError, match="11 h"):
            urgent(ORDINARY, timedelta(hours=11))


class TestPlainValues:
    @pytest.mark.parametrize("rules", [*DEFAULTS.values(), urgent(ORDINARY)])
    def test_come_back_the_same_through_json(self, rules):
        assert rules_from_dict(json.loads(json.dumps(rules_to_dict(rules)))) == rules

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"version": "consensus-0"}, "version is"),
            ({"more": 1}, "missing or unknown"),
            ({"hearing": "7"}, "hearing is '7'"),
            ({"question_class": "huge"}, "huge"),
        ],
    )
    def test_refuse_what_is_not_theirs(self, change, words):
        with pytest.raises(RulesError, match=words):
            rules_from_dict({**rules_to_dict(ORDINARY), **change})

    def test_a_lifted_small_question_is_ordinary(self):
        assert lift(DEFAULTS[QuestionClass.SMALL]) == ORDINARY
