"""Words of what is left over: the draft's text, and the working in sentences."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.fund.models import FairShares, Surplus, SurplusIdea
from folkmoot.fund.words.money import write_amount


def write_of(surplus: Surplus, amount: int) -> str:
    """Return an amount of a surplus with its unit."""
    return write_amount(amount, unit_of(surplus), surplus.digits)


def unit_of(surplus: Surplus) -> str:
    """Return what a surplus is counted in; hours in the reader's language."""
    return _("hours") if surplus.kind == Surplus.Kind.HOURS else surplus.counted_in


def read_fraction(text: str) -> Fraction:
    """Return a fraction as it is kept."""
    return Fraction(text)


def write_fraction(surplus: Surplus, text: str) -> str:
    """Return a fraction of the smallest part, to the nearest one."""
    return write_of(surplus, round(read_fraction(text)))


def tell_round(surplus: Surplus, title: str, step: Mapping[str, object]) -> str:
    """Return how one idea is carried: 'Roof, 600 EUR: carried by 12 people, 50 each'."""
    said = {"idea": title, "cost": write_of(surplus, int(str(step["cost"])))}
    if "marks" in step:
        marks = int(str(step["marks"]))
        words = ngettext(
            "%(idea)s, %(cost)s: out of what the shares left over; "
            "%(count)s person marked it.",
            "%(idea)s, %(cost)s: out of what the shares left over; "
            "%(count)s people marked it.",
            marks,
        )
        return words % {**said, "count": marks}
    people, full = int(str(step["people"])), int(str(step["full"]))
    said["each"] = write_fraction(surplus, str(step["each"]))
    if full == people:
        words = ngettext(
            "%(idea)s, %(cost)s: carried by %(count)s person.",
            "%(idea)s, %(cost)s: carried by %(count)s people, %(each)s each.",
            people,
        )
        return words % {**said, "count": people}
    words = ngettext(
        "%(idea)s, %(cost)s: carried by %(count)s person; "
        "%(less)s of them with the rest of their share.",
        "%(idea)s, %(cost)s: carried by %(count)s people, %(each)s each; "
        "%(less)s of them with the rest of their share.",
        people,
    )
    return words % {**said, "count": people, "less": people - full}


def tell_left_out(surplus: Surplus, title: str, one: Mapping[str, object]) -> str:
    """Return why an idea is not in the draft."""
    words = {
        "too_dear": _("%(idea)s, %(cost)s: costs more than there is."),
        "nobody_marked": _("%(idea)s, %(cost)s: nobody marked it."),
        "no_room": _(
            "%(idea)s, %(cost)s: %(count)s marked it; their shares still held %(had)s, "
            "and what was left over did not reach."
        ),
    }
    return words[str(one["because"])] % {
        "idea": title,
        "cost": write_of(surplus, int(str(one["cost"]))),
        "count": one["marks"],
        "had": write_fraction(surplus, str(one["had"])),
    }


def write_draft_text(
    surplus: Surplus, shares: FairShares, parts: Sequence[tuple[SurplusIdea, int]]
) -> str:
    """Return the text that drafters begin with."""
    titles = {str(idea.id): idea.title for idea in surplus.ideas.all()}
    given = {str(idea.id): amount for idea, amount in parts}
    rest = surplus.amount - sum(given.values())
    lines = [
        _("Left over: %(amount)s, %(what)s. We use it like this:")
        % {"amount": write_of(surplus, surplus.amount), "what": surplus.what},
        *(f"- {idea.title}: {write_of(surplus, amount)}" for idea, amount in parts),
    ]
    if rest:
        lines.append(
            _("- The rest, %(rest)s, stays as a reserve.")
            % {"rest": write_of(surplus, rest)}
        )
    said = ngettext(
        "%(count)s person marked ideas. By equal shares:",
        "%(count)s people marked ideas. By equal shares:",
        shares.people,
    )
    lines += ["", said % {"count": shares.people}]
    lines += [
        f"- {tell_round(surplus, titles[step['idea']], step)}" for step in shares.rounds
    ]
    out = [one for one in shares.left_out if one["idea"] not in given]
    if out:
        lines += ["", _("Left out:")]
        lines += [
            f"- {tell_left_out(surplus, titles[one['idea']], one)}" for one in out
        ]
    lines += ["", _("We look back after 60 days, and again a year later.")]
    return "\n".join(lines)
