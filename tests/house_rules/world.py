"""One small world with a stranger, an outsider, a friend and a member in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.test import Client
from tests import cast
from tests.again import once
from tests.house_rules import (
    agreed,
    api_things,
    federated_questions,
    funds,
    logs,
    messengers,
    needs,
    planned_exchanges,
    planned_plans,
    questions,
    recalled,
    rota,
    voted,
)

from folkmoot.deciding.models import Question
from folkmoot.doing.models import Commitment
from folkmoot.doing.operations import Task, agree_tasks, set_tasks
from folkmoot.home.operations import begin_export
from folkmoot.listening.models import Attachment
from folkmoot.listening.operations import Media, attach, import_polis
from folkmoot.messaging.operations import issue_code
from folkmoot.messaging.stop_links import make_stop_token
from folkmoot.people import operations as people
from folkmoot.people.models import Collective, Membership, Term
from folkmoot.web.chance import new_id


@dataclass
class World:
    """What the addresses of the access table lead to, and who asks for it."""

    collective: Collective
    elsewhere: Collective
    clients: dict[str, Client]
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    things: dict[str, object] = field(default_factory=dict)
    rows: tuple[int, ...] = ()


@once
def build() -> World:
    """Make it with the operations that everybody uses."""
    elm = cast.collective("Elm Street", friends=("Fay",))
    # The outsider's own: being signed in and a member somewhere is not enough.
    oak = cast.collective("Oak Lane", members=("Cy", "Ole", "Olu"))
    world = World(
        collective=elm,
        elsewhere=oak,
        clients={
            "stranger": Client(),
            "outsider": cast.signed_in(cast.member(oak, "Cy")),
            "friend": cast.signed_in(cast.member(elm, "Fay")),
            "member": cast.signed_in(cast.member(elm, "Ann")),
        },
    )
    world.keys = {
        "stranger": {},
        "outsider": _key_of(cast.member(oak, "Cy")),
        "friend": _key_of(cast.member(elm, "Fay")),
        "member": _key_of(cast.member(elm, "Ann")),
    }
    world.things.update(_doors_of(elm))
    world.things.update(questions.build(elm))
    world.things.update(voted.build(elm))
    world.things.update(agreed.build(elm))
    world.things["task"] = offer_task(elm)
    hear(world, cast.member(elm, "Bo"))
    copy = begin_export(member=cast.member(elm), now=cast.NOW)
    world.things["entry_id"] = copy.id
    world.things.update(api_things.build(elm, world.things))
    world.things.update(funds.build(elm))
    world.things.update(federated_questions.build(elm))
    world.things.update(recalled.build(elm))
    world.things.update(messengers.build(elm))
    world.things.update(logs.build(elm))
    world.things.update(needs.build(elm))
    world.things.update(rota.build(elm))
    world.things.update(planned_plans.build(elm))
    world.things.update(planned_exchanges.build(elm))
    world.rows = count_rows()
    return world


def _key_of(member: Membership) -> dict[str, str]:
    """Return the header with which a program acts for ``member``."""
    _token, secret = people.make_token(
        person=member.person,
        label="Program",
        scopes=["read", "write"],
        days=300,
        now=cast.NOW,
    )
    return {"Authorization": f"Bearer {secret}"}


def hear(world: World, bo: Membership) -> None:
    """Bring a conversation held elsewhere, and attach a recording."""
    folder = Path(__file__).parent.parent / "data" / "polis" / "small"
    hearing = import_polis(member=bo, folder=folder, now=cast.NOW)
    world.things["hearing"] = hearing
    world.things["statement"] = hearing.statements.get(number=0)
    world.things["attachment"] = attach(
        member=bo,
        about_id=hearing.id,
        upload=Media(Attachment.Kind.RECORDING, "audio/ogg", b"OggS"),
        description="Bo says it again",
        now=cast.NOW,
    )


def offer_task(elm: Collective) -> Commitment:
    """Return a task of something decided, offered to the member."""
    question_id, now = new_id(), cast.NOW
    tasks = [Task("Buy paint", carrier_id=cast.member(elm, "Ann").id)]
    set_tasks(collective=elm, question_id=question_id, tasks=tasks, now=now)
    (row,) = agree_tasks(collective=elm, question_id=question_id, now=now)
    return row


def _doors_of(elm: Collective) -> dict[str, object]:
    """Return links, devices and requests of Ann's, and of Bo's where she helps him."""
    ann, bo = cast.member(elm, "Ann"), cast.member(elm, "Bo")
    way = people.ask_recovery(slug=elm.slug, name="Bo", address="", now=cast.NOW)
    cast.signed_in(ann)
    invitation = people.invite(member=ann, now=cast.NOW)
    people.ask_for_role(member=ann, role=Term.Role.CARE, now=cast.NOW)
    term = people.appoint(
        member=ann, role=Term.Role.LIST, ends_at=cast.NOW + cast.DAY, now=cast.NOW
    )
    signing_in = issue_code(
        purpose="sign_in", now=cast.NOW, minutes=15, person_id=ann.person_id
    )
    passkey = people.add_passkey(
        person=ann.person,
        credential_id=b"ann",
        public_key=b"key",
        sign_count=0,
        label="Phone",
        now=cast.NOW,
    )
    token, _secret = people.make_token(
        person=ann.person, label="Sheet", scopes=["read"], days=9, now=cast.NOW
    )
    return {
        "people:join.token": invitation.token,
        "people:sign_in_link.token": signing_in.link_token,
        "people:recovery.token": way.token,
        "people:verify.token": "anything",
        "people:stop_mail.token": make_stop_token(ann.person_id),
        "invitation_id": invitation.id,
        "recovery_id": bo.recoveries.get().id,
        "member_id": bo.id,
        "role": "care",
        "people:ask_for_role.role": "notes",
        "api:ask_for_role.role": "notes",
        "term_id": term.id,
        "passkey_id": passkey.id,
        "token_id": token.id,
        "channel_id": ann.person.channels.get().id,
        "session_id": ann.person.sessions.latest("session_key").public_id,
    }


# What stands for each part of an address: by the part's name, or by the address and
# the part where one name means different things ("people:end_session.session_id").
ARGUMENTS: dict[str, Callable[[World], object]] = {
    "attachment_id": lambda world: world.things["attachment"].id,
    "hearing_id": lambda world: world.things["hearing"].id,
    "item_id": lambda world: world.things["statement"].id,
    "kind": lambda _: "statements",
    "statement_id": lambda world: world.things["statement"].id,
    "form": lambda _: "json",
    "slug": lambda world: world.collective.slug,
    "number": lambda _: 1,
    "question_id": lambda world: (
        Question.objects.get(collective=world.collective, number=1).id
    ),
    "task_id": lambda world: world.things["task"].id,
}
# What stands for something that does not exist.
ABSENT: dict[type, object] = {
    int: 999_999,
    str: "nothing-here",
    UUID: UUID("01900000-0000-7000-8000-000000000000"),
}


def argument(world: World, address: str, part: str) -> object:
    """Return what stands for ``part`` in ``address``."""
    for name in (f"{address}.{part}", part):
        if name in world.things:
            return world.things[name]
    make = ARGUMENTS.get(f"{address}.{part}") or ARGUMENTS[part]
    return make(world)


def count_rows() -> tuple[int, ...]:
    """Return the number of rows of every table, receipts of forms included."""
    tables = [model._meta.db_table for model in apps.get_models()]
    counts = ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables)  # noqa: S608 -- our own tables
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return tuple(cursor.fetchone())
