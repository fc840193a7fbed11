"""A prepared query returns what the plain one does, with values of each call."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import Count, Max, Q, QuerySet
from django.db.transaction import TransactionManagementError
from tests import cast

from folkmoot.people.models import Collective, Membership
from folkmoot.web.prepared import prepared, totals

pytestmark = pytest.mark.django_db


@prepared
def memberships(person: UUID, slug: str) -> QuerySet[Membership]:
    rows = Membership.objects.filter(person=person, collective__slug=slug)
    return rows.select_related("collective", "person")


@prepared
def named(collective: Collective, names: list[str]) -> QuerySet[Membership, Any]:
    rows = collective_rows(collective).filter(name__in=[names], standing="member")
    return rows.order_by("name").values_list("name", "joined_at")


@prepared
def counts(collective: Collective, at: Any) -> QuerySet[Membership, Any]:
    later = Q(joined_at__gt=at)
    rows = collective_rows(collective)
    return totals(
        rows, n=Count("id"), later=Count("id", filter=later), last=Max("joined_at")
    )


@prepared
def locked(member_id: UUID) -> QuerySet[Membership]:
    return Membership.objects.select_for_update().filter(id=member_id)


def collective_rows(collective: Any) -> QuerySet[Membership]:
    return Membership.objects.filter(collective=collective)


def test_it_reads_whole_rows_and_those_they_lead_to(django_assert_num_queries):
    elm, oak = cast.collective(), cast.collective("Oak Road")
    for home in (elm, oak):
        ann = cast.member(home)
        with django_assert_num_queries(1):
            found = memberships.first(ann.person_id, home.slug)
            assert found is not None
            assert (found.collective, found.person) == (home, ann.person)
        assert vars(found).keys() >= {field.attname for field in ann._meta.fields}
        assert found.joined_at == ann.joined_at
        assert found.id == ann.id
    assert memberships.first(ann.person_id, elm.slug) is None


def test_a_list_is_as_long_as_it_is():
    elm = cast.collective()
    at = cast.member(elm).joined_at
    assert named.list(elm, ["Di", "Ann"]) == [("Ann", at), ("Di", at)]
    assert named.list(elm, ["Bo"]) == [("Bo", at)]


def test_totals_are_those_of_aggregate():
    elm, oak = cast.collective(), cast.collective("Oak Road", members=["Ann"])
    before = cast.NOW - timedelta(days=1)
    for home, at in ((elm, before), (elm, cast.NOW), (oak, before)):
        [found] = counts.list(home, at)
        rows = collective_rows(home)
        assert found._asdict() == rows.aggregate(
            n=Count("id"),
            later=Count("id", filter=Q(joined_at__gt=at)),
            last=Max("joined_at"),
        )
    [nobody] = counts.list(UUID(int=0), cast.NOW)
    assert nobody == (0, 0, None)


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_inside_a_transaction_only():
    ann = cast.member(cast.collective())
    with pytest.raises(TransactionManagementError):
        locked.first(ann.id)
    with transaction.atomic():
        assert locked.first(ann.id) == ann


def test_every_call_asks_the_database():
    ann = cast.member(cast.collective())
    before = memberships.first(ann.person_id, "elm-street")
    Membership.objects.filter(id=ann.id).update(name="Anna")
    after = memberships.first(ann.person_id, "elm-street")
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("Ann", "Anna")
    assert connection.vendor in memberships.made
