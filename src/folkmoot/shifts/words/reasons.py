"""Why somebody has a place of a draft, in a sentence.

How far somebody is behind or ahead, and what they asked not to do, is told to
themselves alone; others read that it is their turn.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext

from folkmoot.shifts.models import Cell
from folkmoot.shifts.words.times import join

type Names = Mapping[str, str]


def cell_sentence(cell: Cell, reader_id: UUID, names: Names) -> str:
    """Return why ``cell`` is as it is, for one reader.

    ``names`` holds those of memberships and abilities, by their ids as text.
    """
    is_own = cell.member_id == reader_id
    name = names.get(str(cell.member_id), "")
    if not cell.why:
        if is_own:
            return _("You were put here by hand.")
        return _("%(name)s was put here by hand.") % {"name": name}
    if is_own:
        words = {"reasons": join(_own_reasons(cell.why, names, is_set=cell.is_set))}
        return _("You, because you %(reasons)s.") % words
    reasons = join(_reasons(cell.why, names, is_set=cell.is_set))
    return _("%(name)s, because they %(reasons)s.") % {"name": name, "reasons": reasons}


def free_sentence(free: Mapping[str, Any], names: Names) -> str:
    """Return what is missing where a place stays free."""
    ability = names.get(str(free.get("ability") or ""), "")
    lack = free["lack"]
    if lack == "nobody_knows" and ability:
        count = int(free.get("free_without") or 0)
        words = ngettext(
            "Nobody knows: %(ability)s. %(count)s person has time and could learn it.",
            "Nobody knows: %(ability)s. %(count)s people have time and could learn it.",
            count,
        )
        return words % {"ability": ability, "count": count}
    if lack == "nobody_free" and ability:
        words = ngettext(
            "%(count)s person knows: %(ability)s, and cannot come then.",
            "%(count)s people know: %(ability)s, and cannot come then.",
            int(free.get("able") or 0),
        )
        return words % {"ability": ability, "count": int(free.get("able") or 0)}
    told = {
        "nobody_free": _("Nobody has time then."),
        "all_taken": _("All who have time are needed elsewhere then."),
    }
    return told.get(lack, _("Nobody is here yet."))


def _own_reasons(why: Mapping[str, Any], names: Names, *, is_set: bool) -> list[str]:
    reasons = [pgettext("you", "are free")]
    ability = names.get(str(why.get("ability") or ""))
    if ability and why["beside"]:
        beside = join([names.get(one, "") for one in why["beside"]])
        words = pgettext("you", "can learn %(ability)s beside %(names)s")
        reasons.append(words % {"ability": ability, "names": beside})
    elif ability:
        reasons.append(pgettext("you", "know %(ability)s") % {"ability": ability})
    told = {
        "fixed": pgettext("you", "have this place for good"),
        "kept": pgettext("you", "had it in the published rota"),
        "only": pgettext("you", "are the only one who can then"),
        "best": pgettext("you", "fit here when all shifts are looked at together"),
    }
    if is_set:
        reasons.append(pgettext("you", "were put here by hand"))
    else:
        reasons.append(told.get(why["because"]) or _behind(float(why["behind"])))
    if why["did_ask_not"]:
        reasons.append(pgettext("you", "were the next although you asked not to"))
    return reasons


def _behind(points: float) -> str:
    hours = round(abs(points))
    if not hours:
        return pgettext("you", "are next in turn")
    if points > 0:
        words = npgettext(
            "you",
            "are %(count)s hour behind your share",
            "are %(count)s hours behind your share",
            hours,
        )
    else:
        words = npgettext(
            "you",
            "are %(count)s hour ahead, less than the others",
            "are %(count)s hours ahead, less than the others",
            hours,
        )
    return words % {"count": hours}


def _reasons(why: Mapping[str, Any], names: Names, *, is_set: bool) -> list[str]:
    reasons = [pgettext("they", "are free")]
    ability = names.get(str(why.get("ability") or ""))
    if ability and why["beside"]:
        beside = join([names.get(one, "") for one in why["beside"]])
        words = pgettext("they", "can learn %(ability)s beside %(names)s")
        reasons.append(words % {"ability": ability, "names": beside})
    elif ability:
        reasons.append(pgettext("they", "know %(ability)s") % {"ability": ability})
    told = {
        "fixed": pgettext("they", "have this place for good"),
        "kept": pgettext("they", "had it in the published rota"),
        "only": pgettext("they", "are the only one who can then"),
        "best": pgettext("they", "fit here when all shifts are looked at together"),
    }
    if is_set:
        reasons.append(pgettext("they", "were put here by hand"))
    else:
        reasons.append(told.get(why["because"]) or pgettext("they", "are next in turn"))
    return reasons
