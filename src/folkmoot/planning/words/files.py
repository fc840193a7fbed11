"""What is wrong with planning files, in the reader's language: from codes, not texts.

The names of columns stay as they stand in the files.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from folkmoot.engines.provision import Fault, FilesError

KINDS: Mapping[str, Promise] = {
    "good": gettext_lazy("good"),
    "technique": gettext_lazy("technique"),
    "resource": gettext_lazy("resource"),
}
PROBLEMS: Mapping[str, Promise] = {
    "abilities_beyond": gettext_lazy(
        "technique %(name)s takes %(hours)s hours in all, and %(abilities)s hours of "
        "abilities in flows.csv"
    ),
    "columns_differ": gettext_lazy("%(found)s columns; the first line has %(head)s"),
    "empty_file": gettext_lazy(
        "empty; expected a first line with the columns %(known)s"
    ),
    "empty_number": gettext_lazy("%(column)s is empty; expected a number"),
    "file_missing": gettext_lazy("this file is missing"),
    "column_missing": gettext_lazy("column %(column)s is missing"),
    "column_repeated": gettext_lazy("column %(column)s stands there %(count)s times"),
    "column_unknown": gettext_lazy("unknown column %(column)s; possible are %(known)s"),
    "flow_repeated": gettext_lazy("this flow stands on line %(first)s already"),
    "kind_differs": gettext_lazy(
        "%(name)s has another unit or kind on an earlier line"
    ),
    "name_repeated": gettext_lazy("%(kind)s %(name)s stands on line %(first)s already"),
    "name_unknown": gettext_lazy("unknown %(kind)s %(name)s"),
    "need_repeated": gettext_lazy("this need stands on line %(first)s already"),
    "need_repeated_each": gettext_lazy(
        "this need stands on another line for each period already"
    ),
    "not_a_choice": gettext_lazy("%(column)s is %(text)s; expected one of %(words)s"),
    "not_a_count": gettext_lazy(
        "%(column)s is %(text)s; expected a whole number from %(least)s to %(most)s"
    ),
    "not_a_number": gettext_lazy("%(column)s is %(text)s; expected a number, as 1.5"),
    "not_a_table": gettext_lazy("not a CSV file: %(why)s"),
    "not_a_word": gettext_lazy(
        "%(column)s is %(text)s; expected 1 to %(most)s characters on one line"
    ),
    "period_beyond": gettext_lazy("period is %(period)s; the plan has %(periods)s"),
    "resource_repeated": gettext_lazy("this resource stands on line %(first)s already"),
    "too_much": gettext_lazy("%(column)s is %(text)s; expected at most %(most)s"),
    "too_far": gettext_lazy(
        "%(column)s is %(text)s, further from all other numbers than any: no plan was "
        "found that holds when it is added up anew; please look for a slip"
    ),
    "too_near_zero": gettext_lazy(
        "%(column)s is %(text)s; expected 0, or at least %(least)s"
    ),
    "too_small": gettext_lazy(
        "%(column)s is %(text)s, a negative number; expected 0 or more"
    ),
    "unit_differs": gettext_lazy("unit is %(text)s; it is counted in %(unit)s"),
    "unit_of_work": gettext_lazy("unit is %(text)s; work is counted in h"),
}


def say_fault(fault: "Fault") -> str:
    """Return in which file, on which line, and what is wrong."""
    about = dict(fault.problem.about)
    if "kind" in about:
        about["kind"] = KINDS.get(str(about["kind"]), about["kind"])
    return _("%(file)s, line %(line)s: %(problem)s") % {
        "file": fault.file,
        "line": fault.line,
        "problem": str(PROBLEMS[fault.problem.code]) % about,
    }


def say_faults(error: "FilesError") -> list[str]:
    """Return everything that is wrong, by line."""
    return [say_fault(one) for one in error.faults]


def say_why(error: Exception) -> str:
    """Return why no plan can be made, one line for each reason.

    ``error`` is what the engine raised.
    """
    from folkmoot.engines import provision  # with all of SciPy

    if isinstance(error, provision.FilesError):
        return "\n".join(say_faults(error))
    if isinstance(error, provision.LoopError):
        said = _(
            "Who makes %(good)s uses up as much of it as there is afterwards, or more: "
            "%(way)s. Please look at these recipes."
        )
        way = " → ".join(reversed(error.names))
        return said % {"good": error.names[0], "way": way}
    if isinstance(error, provision.UnsolvedError):
        return _(
            "These numbers could not be worked out. Very large and very small ones in "
            "one recipe are the usual reason: please look for a slip."
        )
    return str(error)
