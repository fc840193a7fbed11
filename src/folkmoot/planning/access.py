"""The only ways to what is planned; absent and not yours look the same."""

from django.http import Http404

from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Collective, Membership, Person


def get_planner_for(person: Person | None, slug: str) -> Membership:
    """Return the open membership, member or friend, from which somebody plans.

    Raises
    ------
    Http404
        If there is no such collective, the person is not part of it, or it is a
        federation, whose groups plan.
    """
    member = get_membership_for(person, slug)
    if member.collective.preset == Collective.Preset.FEDERATION:
        raise Http404
    return member
