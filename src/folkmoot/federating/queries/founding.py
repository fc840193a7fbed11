"""What a group may decide about federations, and how that reads."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.federating.models import Joining, Link
from folkmoot.people.models import Collective, Membership

PRESET = Collective.Preset.FEDERATION


class FederationGoneError(Exception):
    """There is no such federation, or it is not this group's to join or leave."""


def federations_above(collective: Collective) -> list[Collective]:
    """Return the federations that a group is itself part of, by name."""
    links = Link.objects.filter(child=collective, ended_at=None)
    rows = Collective.objects.filter(id__in=links.values("collective"))
    return list(rows.order_by("name"))


def find_federation(slug: str) -> Collective | None:
    """Return the federation at an address, if there is one."""
    return Collective.objects.filter(slug=slug, preset=PRESET).first()


def check_change(member: Membership, change: Mapping[str, Any]) -> None:
    """Require that what would be decided can be done.

    Raises
    ------
    FederationGoneError
        If it is part of the federation already, or is not, or has asked.
    """
    if change["act"] == "found":
        return
    rows = Collective.objects.filter(id=change["federation_id"], preset=PRESET)
    if not rows.exists():
        raise FederationGoneError(_("No federation has this address."))
    held = {"child": member.collective, "ended_at": None}
    here = {"collective": change["federation_id"], **held}
    is_part = Link.objects.filter(**here).exists()
    if change["act"] == "leave" and not is_part:
        raise FederationGoneError(_("We are not part of it."))
    if change["act"] == "join" and is_part:
        raise FederationGoneError(_("We are part of it already."))
    if change["act"] == "join" and Joining.objects.filter(**here).exists():
        raise FederationGoneError(_("We have asked already. All groups answer now."))


def read_change(member: Membership, sent: dict[str, Any]) -> dict[str, Any]:
    """Return what a program sent as it is kept: the address becomes an id."""
    change = {"act": sent["act"]}
    if sent["act"] == "found":
        return {**change, "name": sent["name"]}
    row = Collective.objects.filter(slug=sent["federation"], preset=PRESET).first()
    if row is None:
        raise FederationGoneError(_("No federation has this address."))
    change["federation_id"] = str(row.id)
    if sent["act"] == "join":
        change["region"] = sent.get("region", "")
    check_change(member, change)
    return change


def show_change(change: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a question would change, as label and text."""
    if change["act"] == "found":
        return [(_("A new federation"), change["name"])]
    row = Collective.objects.filter(id=change["federation_id"]).first()
    name = row.name if row else ""
    if change["act"] == "leave":
        return [
            (_("We would leave"), name),
            (
                _("What we keep"),
                _("All decisions, our own answers and our whole record."),
            ),
        ]
    lines = [(_("We would join"), name)]
    region = change.get("region", "")
    return [*lines, (_("Where we are"), region)] if region else lines
