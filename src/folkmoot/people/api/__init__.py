"""The API of people: oneself, collectives, their members and invitations."""

from ninja import Router

from folkmoot.people.api import collectives, invitations, me, members, recoveries, roles

routers: tuple[tuple[str, Router], ...] = (
    ("me", me.router),
    ("collectives", collectives.router),
    ("invitations", invitations.router),
    ("members", members.router),
    ("recoveries", recoveries.router),
    ("roles", roles.router),
)
