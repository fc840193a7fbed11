"""What people drawn by lot look at in a federation, and what their answer means."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.federating.models import FederatedPanel

Kind = FederatedPanel.Kind
CASES: Mapping[str, Promise] = {
    Kind.LEVEL: _("Is this theirs to decide alone?"),
}
YES_MEANS: Mapping[str, Promise] = {
    Kind.LEVEL: _("Yes: they decide it alone. The other groups go on."),
}
NO_MEANS: Mapping[str, Promise] = {
    Kind.LEVEL: _("No: they go on deciding it with all groups."),
}
