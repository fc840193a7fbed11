"""What people drawn by lot look at in a federation, and what their answer means."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.deciding.words.stops import NO_MEANS as OWN_NO
from folkmoot.deciding.words.stops import PANELS
from folkmoot.deciding.words.stops import YES_MEANS as OWN_YES
from folkmoot.federating.models import FederatedPanel

Kind = FederatedPanel.Kind
CASES: Mapping[str, Promise] = {
    Kind.LEVEL: _("Is this theirs to decide alone?"),
    Kind.TRIES: PANELS["tries"],
    Kind.FUNDAMENTAL: PANELS["fundamental"],
}
YES_MEANS: Mapping[str, Promise] = {
    Kind.LEVEL: _("Yes: they decide it alone. The other groups go on."),
    Kind.TRIES: OWN_YES["tries"],
    Kind.FUNDAMENTAL: OWN_YES["fundamental"],
}
NO_MEANS: Mapping[str, Promise] = {
    Kind.LEVEL: _("No: they go on deciding it with all groups."),
    Kind.TRIES: OWN_NO["tries"],
    Kind.FUNDAMENTAL: OWN_NO["fundamental"],
}
