"""Every model says who may see it; its constraints read as sentences."""

import re

import pytest
from django.apps import apps
from django.db import models

from folkmoot.web.audience import Audience, Shown, visible_fields

MODELS = [m for m in apps.get_models() if m.__module__.startswith("folkmoot.")]
SENTENCE = re.compile(r"[a-z0-9]+(_[a-z0-9]+){2,}")
# A row that goes with another one, and why nothing is lost.
CASCADES = {
    "people.Session.person": "a sign-in is nothing without its person",
    "deciding.CallBack.position": "an answer that is not its owner's goes; the call-back"
    " stays",
    "deciding.CallBack.contribution": "likewise what was said in a hearing",
}

every_model = pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)


@every_model
def test_says_who_sees_each_field(model):
    shown = getattr(model, "audience", None)
    assert isinstance(shown, Shown), "declare audience = shown_to(...)"
    columns = {field.attname for field in model._meta.concrete_fields}
    assert set(shown.different) <= columns, "a field that does not exist"
    assert set(visible_fields(model, Audience.SERVER)) == columns


@every_model
def test_constraints_are_named_as_sentences(model):
    names = [constraint.name for constraint in model._meta.constraints]
    assert [name for name in names if not SENTENCE.fullmatch(name)] == []
    assert not model._meta.unique_together, "use a named constraint"


@every_model
def test_rows_protect_what_they_hang_on(model):
    loose = {
        f"{model._meta.label}.{field.name}"
        for field in model._meta.concrete_fields
        if field.remote_field and field.remote_field.on_delete is not models.PROTECT
    }
    assert loose - set(CASCADES) == set()


@every_model
def test_has_no_rules_hidden_in_saving(model):
    hidden = {"save", "delete"} & set(vars(model))
    assert hidden == set(), "a change is an operation"
