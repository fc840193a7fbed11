"""The engine's reasons as they are kept beside a cell: plain values by their names."""

from typing import Any

from folkmoot.engines.sharing import Shortage, Why


def reason_of(why: Why) -> dict[str, Any]:
    """Return why somebody has a place."""
    return {
        "because": str(why.because),
        "ability": why.ability,
        "behind": round(why.behind, 2),
        "beside": list(why.beside),
        "asked_not": list(why.asked_not),
        "others": why.others,
        "did_ask_not": why.did_ask_not,
    }


def free_place_of(shortage: Shortage) -> dict[str, Any]:
    """Return what stays free, and what is missing there."""
    return {
        "shift": shortage.slot,
        "places": shortage.places,
        "lack": str(shortage.lack),
        "ability": shortage.ability,
        "able": shortage.able,
        "free": shortage.free,
        "free_without": shortage.free_without,
    }
