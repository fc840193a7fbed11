"""What each may see through the API: no value that its model keeps from the reader.

Every read of the access table is asked by four people; what `web.audience` keeps from
them stands in none of the answers. `test_seen.py` tells what hangs on one's own answer.
"""

import gzip
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.apps import apps
from django.db import transaction
from tests.house_rules import test_every_url_has_an_access_row as table
from tests.house_rules import world as building
from tests.house_rules.access_table import OF_API as ROWS
from tests.house_rules.world import World

from folkmoot.people.models import Membership, Person
from folkmoot.planning.models import Exchange
from folkmoot.planning.operations.exchanges.shared import joined
from folkmoot.record.models import Disclosure
from folkmoot.web.audience import Audience, visible_fields

# Meant for several groups; `visible_fields` says what one group's own people see.
BETWEEN_GROUPS = {
    "api:find_federated_question",
    "api:get_council_entries",
    "api:get_federated_question",
    "api:get_federated_versions",
    "api:get_federation_entry_receipt",
    "api:get_federation_log",
    "api:get_federation_record",
    "api:get_messengers",
    "api:get_neighbours",
    "api:get_pair",
    "api:get_proposed_needs",
    "api:get_proposed_offers",
    "api:get_theme_orders",
    "api:get_themes",
    "api:get_wording",
    "api:get_wordings",
}
READS = [
    row
    for row in ROWS
    if row.method == "GET" and row.stranger != 200 and row.address not in BETWEEN_GROUPS
]
# Who holds a link reads what it leads to.
SHOWN_BY_LINK = {"api:open_invitation"}
LONG = 19  # letters of what nobody says by chance
SEES = {
    "outsider": Audience.PUBLIC,
    "friend": Audience.COLLECTIVE,
    "member": Audience.MEMBERS,
}
OURS = {
    "listening",
    "deciding",
    "doing",
    "people",
    "record",
    "messaging",
    "web",
    "planning",
    "needs",
    "shifts",
    "fund",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield building.build()
        transaction.set_rollback(True)


def said(value: object) -> str:
    """Return a value as it would stand in an answer; nothing for what says nothing.

    A single word may stand in any answer by chance: what counts are ids, addresses,
    secrets and sentences.
    """
    if isinstance(value, UUID):
        return str(value)
    is_telling = (
        isinstance(value, str)
        and not value.startswith("20")
        and (" " in value or "@" in value or len(value) > LONG)
    )
    return str(value) if is_telling else ""


def value_of(row: object, column: str) -> object:
    """Return what a column says; what stands for a value is opened."""
    if isinstance(row, Disclosure) and column == "encoded":
        return row.value
    return getattr(row, column)


def amount_of(row: object, shown: set[str]) -> str:
    """Return an amount with its unit, which the record tells as one."""
    if not {"amount", "unit"} <= shown:
        return ""
    return f"{value_of(row, 'amount').normalize():f} {value_of(row, 'unit')}"


def lists_of(row: object, shown: set[str]) -> set[str]:
    """Return the goods and the groups of an exchange, which the record tells as one."""
    if not isinstance(row, Exchange) or "goods" not in shown:
        return set()
    groups = [one.collective.name for one in joined(row)]
    return {", ".join(one["good"] for one in row.goods), ", ".join(groups)}


def is_of(row: object, person: Person, memberships: set[UUID]) -> bool:
    """Say whether a row is the person's own."""
    if isinstance(row, Person):
        return row.id == person.id
    if getattr(row, "person_id", None) == person.id:
        return True
    of = (getattr(row, name, None) for name in ("member_id", "membership_id"))
    return any(each in memberships for each in of)


def kept_from(world: World, who: str) -> set[str]:
    """Return the values that no answer to this person may hold."""
    name = {"outsider": "Cy", "friend": "Fay", "member": "Ann"}[who]
    own = Membership.objects.select_related("person").get(
        name=name, collective__in=(world.collective, world.elsewhere)
    )
    memberships = set(own.person.memberships.values_list("id", flat=True))
    seen: set[str] = set()
    hidden: set[str] = set()
    for model in apps.get_models():
        if model._meta.app_label not in OURS or not hasattr(model, "audience"):
            continue
        columns = {field.attname for field in model._meta.concrete_fields}
        for row in model._base_manager.all():
            if getattr(row, "voice_id", None):
                continue  # somebody of a conversation held elsewhere, in the open
            place = getattr(row, "collective_id", None)
            reader = SEES[who]
            if place is not None and place not in {
                own.collective_id,
                *([world.collective.id] if who != "outsider" else []),
            }:
                reader = Audience.PUBLIC
            if is_of(row, own.person, memberships):
                reader = Audience.OWNER
            elif place == own.collective_id and who == "outsider":
                reader = Audience.MEMBERS
            shown = set(visible_fields(model, reader))
            seen |= {said(value_of(row, column)) for column in shown}
            seen.add(amount_of(row, shown))
            seen |= lists_of(row, shown)
            hidden |= {said(value_of(row, column)) for column in columns - shown}
    return hidden - seen - {""}


def text_of(answer) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    return content.decode("utf-8", "replace")


@pytest.mark.sweep
@pytest.mark.parametrize("who", SEES)
@pytest.mark.django_db
def test_no_answer_holds_what_is_kept_from_its_reader(world, who):
    kept = kept_from(world, who)
    assert len(kept) > 20
    leaks = {}
    for row in READS:
        with transaction.atomic():
            url = table.url_of(row, world)
            answer = table.answer_to(row, world, who, url)
            text = text_of(answer)
            transaction.set_rollback(True)
        if row.address in SHOWN_BY_LINK and who == "outsider":
            continue
        found = sorted(value for value in kept if value in text and value not in url)
        if found:
            leaks[row.address] = found[:5]
    assert leaks == {}
