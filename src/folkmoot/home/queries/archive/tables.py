"""Which tables belong to a collective, in an order in which they can be read back."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

from folkmoot.fund.models import Surplus
from folkmoot.people.models import Collective
from folkmoot.web.audience import Audience, visible_fields

FORMAT = "folkmoot-collective-2"
# How the rows of a table hang on their collective, where it is not `collective_id`.
PATHS: Mapping[str, str] = {
    "people.collective": "id",
    "people.recovery": "membership__collective_id",
    "people.voucher": "recovery__membership__collective_id",
    "federating.link": "collective_id",
}
# Tables that are in no copy, and why.
LEFT_OUT: Mapping[str, str] = {
    "messaging.message": "mail is between the server and one person",
    "planning.exchange": "several collectives have it; what was agreed is in one's own"
    " plans and record",
    "planning.exchangeseat": "likewise",
    "planning.exchangepart": "likewise",
    "needs.feed": "it opens a member's calendar, under an address of this server",
    "record.log": "it is in the folder log, as it is served",
    "record.tile": "likewise",
    "record.key": "private keys stay with their server; the public ones are in log/policy",
    "record.rekeying": "likewise a private key; guardians are asked anew",
    "record.witness": "likewise in log/policy",
    "record.cosignature": "it is in log/checkpoint",
}
ROOMS_LEFT_OUT: Mapping[str, str] = {
    "federating": "it names other collectives; what one's own decided and said is in"
    " its questions and its record; a federation's copy holds which groups it has",
}
# Columns that are in no copy, and why.
LEFT_OUT_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "people.membership": {"person_id": "whom it is, is this server's knowledge"},
    "people.invitation": {"token": "it opens the door"},
    "people.recovery": {"address": "a way to reach a person"},
    "messaging.delivery": {"message_id": "mail stays here"},
    "listening.attachment": {"content": "a file of its own"},
    "record.entry": {"leaf": "it is in log/tile/entries"},
}


def list_tables() -> list[type[Model]]:
    """Return the models of a collective, each after those its rows point to."""
    todo = {
        model._meta.label_lower: model  # noqa: SLF001 -- Django's documented _meta API
        for model in apps.get_models()
        if path_of(model)
    }
    ordered: list[type[Model]] = []
    while todo:
        ready = sorted(name for name in todo if not _points_to(todo[name]) & set(todo))
        ordered += [todo.pop(name) for name in ready]
    return ordered


def path_of(model: type[Model]) -> str:
    """Return the look-up from a row to its collective's id; nothing if it has none."""
    name = label_of(model)
    if name in PATHS:
        return PATHS[name]
    if name in LEFT_OUT or name.partition(".")[0] in ROOMS_LEFT_OUT:
        return ""
    columns = {field.attname for field in model._meta.concrete_fields}  # noqa: SLF001 -- as above
    return "collective_id" if "collective_id" in columns else ""


def rows_of(model: type[Model], collective: Collective) -> QuerySet[Any]:
    """Return a collective's rows of one table in a stated order.

    What all groups were asked about a surplus is in no copy, nor is then the surplus.
    """
    rows = model._default_manager.filter(**{path_of(model): collective.id})  # noqa: SLF001 -- as above
    around = {model, *(key.related_model for key in keys_of(model))}
    if collective.is_federation and Surplus in around:
        return rows.none()
    return rows.order_by("pk")


def columns_of(model: type[Model], audience: Audience) -> list[str]:
    """Return the columns that are in a copy for ``audience``."""
    out = LEFT_OUT_COLUMNS.get(label_of(model), {})
    return [name for name in visible_fields(model, audience) if name not in out]


def label_of(model: type[Model]) -> str:
    """Return the name of a model's file, without its ending."""
    return model._meta.label_lower  # noqa: SLF001 -- as above


def keys_of(model: type[Model]) -> "list[ForeignKey[Any, Any]]":
    """Return the columns with which rows of ``model`` point to rows."""
    fields = model._meta.concrete_fields  # noqa: SLF001 -- as above
    return [field for field in fields if isinstance(field, ForeignKey)]


def _points_to(model: type[Model]) -> set[str]:
    """Return the tables that rows of ``model`` point to, other than itself."""
    return {label_of(key.related_model) for key in keys_of(model)} - {label_of(model)}
