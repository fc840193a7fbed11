"""The two keys of a federation, groups and people: sums in, outcome and reasons out."""

from collections.abc import Mapping

from folkmoot.engines.consensus.federation import FederatedTally
from folkmoot.engines.consensus.outcome import (
    Circumstances,
    Outcome,
    Reason,
    TallyError,
    Verdict,
    are_stops_within,
    is_supported,
    may_stops_stand,
    not_agreed,
    stops_allowed,
)
from folkmoot.engines.consensus.rules import QuestionClass, Rules

# Parts of all leaves and of all members that must agree, heard or not.
LEAVES_NEEDED: Mapping[QuestionClass, tuple[int, int]] = {
    QuestionClass.ORDINARY: (1, 2),
    QuestionClass.SERIOUS: (3, 5),
    QuestionClass.FOUNDING: (2, 3),
}
PEOPLE_NEEDED: Mapping[QuestionClass, tuple[int, int]] = {
    QuestionClass.ORDINARY: (1, 10),
    QuestionClass.SERIOUS: (1, 5),
    QuestionClass.FOUNDING: (1, 3),
}


def federated_outcome(
    rules: Rules, tally: FederatedTally, circumstances: Circumstances
) -> Verdict:
    """Decide what a check of a whole federation comes to, by both keys.

    Parameters
    ----------
    rules : Rules
        Numbers of the question's class, as frozen when it opened.
    tally : FederatedTally
        The sums over all leaves.
    circumstances : Circumstances
        Checks held, stops answered, panel's finding, cluster by `is_cluster`. Whether
        the check was extended changes nothing here.

    Returns
    -------
    Verdict
        Consensus, near-consensus, work or no decision; reasons in the order they were
        looked at; the badge ``few_voices`` as in `outcome`.

    Raises
    ------
    TallyError
        If the counts cannot be, there is no check, or the class is small.

    Notes
    -----
    Groups and people must both agree: of the heard leaves and of the heard people the
    share the class asks, and a part of all of them, heard or not. Near-consensus needs
    few enough objecting leaves, few enough stops among all people heard, and what
    `outcome` asks of any standing stop. Source: "Federation of any depth".
    """
    _refuse(rules, tally, circumstances)
    if not circumstances.answered:
        reason = Reason("stop_unanswered", {"stop": tally.people.stop})
        return Verdict(Outcome.WORK, (reason,))
    reasons: list[Reason] = []
    # Both keys are looked at, whatever the first one says: people see all of it.
    keys = [_groups_agree(rules, tally, reasons), _people_agree(rules, tally, reasons)]
    tolerable = _are_stops_tolerable(rules, tally, circumstances, reasons)
    if all(keys) and tolerable:
        is_whole = tally.people.stop == tally.objecting == 0
        found = Outcome.CONSENSUS if is_whole else Outcome.NEAR_CONSENSUS
    else:
        found = not_agreed(rules, circumstances, reasons)
    few = found is not Outcome.WORK and 2 * tally.people.heard < tally.members
    return Verdict(found, tuple(reasons), ("few_voices",) if few else ())


def _groups_agree(rules: Rules, tally: FederatedTally, reasons: list[Reason]) -> bool:
    """Turn the first key: leaves of those heard, and of all."""
    percent = rules.support_percent
    supported = 100 * tally.agree >= percent * tally.heard
    code = "groups_support_reached" if supported else "groups_support_below_share"
    of_heard = {"agree": tally.agree, "heard": tally.heard, "percent": percent}
    reasons.append(Reason(code, of_heard))
    part, whole = LEAVES_NEEDED[rules.question_class]
    floor = -(-tally.leaves * part // whole)
    code = "groups_floor_reached" if tally.agree >= floor else "groups_floor_missed"
    of_all = {"agree": tally.agree, "floor": floor, "leaves": tally.leaves}
    reasons.append(Reason(code, of_all))
    return supported and tally.agree >= floor


def _people_agree(rules: Rules, tally: FederatedTally, reasons: list[Reason]) -> bool:
    """Turn the second key: people of those heard, and of all members."""
    yes = tally.people.yes
    supported = is_supported(rules, tally.people, reasons)
    part, whole = PEOPLE_NEEDED[rules.question_class]
    floor = -(-tally.members * part // whole)
    code = "floor_reached" if yes >= floor else "floor_missed"
    of_all = {"yes": yes, "floor": floor, "members": tally.members}
    reasons.append(Reason(code, of_all))
    return supported and yes >= floor


def _are_stops_tolerable(
    rules: Rules,
    tally: FederatedTally,
    circumstances: Circumstances,
    reasons: list[Reason],
) -> bool:
    """Say whether what stands leaves room for near-consensus."""
    if tally.people.stop == 0 and tally.objecting == 0:
        reasons.append(Reason("no_stop", {}))
        return True
    few_groups = _are_groups_within(rules, tally, reasons)
    # Whole people: at most 5% of 30 is at most 1.
    allowed = tally.people.heard * rules.stop_percent // 100
    few_people = are_stops_within(tally.people, allowed, reasons)
    may_stand = may_stops_stand(rules, circumstances, reasons, "groups_cluster")
    return few_groups and few_people and may_stand


def _are_groups_within(
    rules: Rules, tally: FederatedTally, reasons: list[Reason]
) -> bool:
    """Compare objecting leaves with what the rule for stops allows of leaves."""
    if tally.objecting == 0:
        reasons.append(Reason("no_group_objects", {}))
        return True
    sides = tally.agree + tally.objecting
    allowed = stops_allowed(rules, sides)
    is_within = tally.objecting <= allowed
    code = "groups_objecting_within" if is_within else "groups_objecting_above"
    numbers = {"objecting": tally.objecting, "allowed": allowed, "sides": sides}
    reasons.append(Reason(code, numbers))
    return is_within


def _refuse(rules: Rules, tally: FederatedTally, circumstances: Circumstances) -> None:
    """Name what keeps a federation from having an outcome."""
    groups = (tally.agree, tally.divided, tally.objecting, tally.not_heard)
    people = tally.people
    if min(*groups, *people) < 0 or tally.members < 1 or tally.leaves < 1:
        message = (
            f"{tally.members} members, positions {tuple(people)}, leaves {groups};"
            " expected a member, a leaf and no count below 0"
        )
    elif people.heard > tally.members:
        message = (
            f"{people.heard} positions for {tally.members} members; expected at most"
            " one each"
        )
    elif circumstances.checks < 1:
        message = f"checks is {circumstances.checks}; expected at least 1"
    elif rules.question_class is QuestionClass.SMALL:
        message = (
            "class is small, decided by notice; expected ordinary, serious or founding"
        )
    else:
        return
    raise TallyError(message)
