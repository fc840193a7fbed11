"""Roles in words: what each is called, what it is for, which powers go with it."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.people.models import Term

ROLES: Mapping[str, Promise] = {
    Term.Role.HOST: _("Host"),
    Term.Role.NOTES: _("Note-taker"),
    Term.Role.LIST: _("List-keeper"),
    Term.Role.CARE: _("Care person"),
    Term.Role.MONEY: _("Money-keeper"),
    Term.Role.SERVER: _("Server keeper"),
    Term.Role.ROTA: _("Rota-keeper"),
}
TASKS: Mapping[str, Promise] = {
    Term.Role.HOST: _("Sees to it that everybody is heard."),
    Term.Role.NOTES: _("Writes down what was said and agreed."),
    Term.Role.LIST: _("Notes who wants to speak, and gives the turns."),
    Term.Role.CARE: _("Keeps names that people do not want to show, and listens."),
    Term.Role.MONEY: _("Looks after the money and shows the accounts."),
    Term.Role.SERVER: _("Keeps the server running and the copies safe."),
    Term.Role.ROTA: _("Drafts the rota, and asks around when somebody is missing."),
}
# What the program lets the holder do, and no more; powers end with the term.
POWERS: Mapping[str, Sequence[Promise]] = {
    Term.Role.HOST: (
        _("Sends a clear question on."),
        _("Gives a hearing 7 days more, once."),
    ),
    Term.Role.CARE: (
        _("Sees whose stop it is where the name is kept back."),
        _("Sees who has not answered, once a check got more time for it."),
    ),
    Term.Role.ROTA: (_("Publishes a rota; without this role two members do."),),
}
