"""Making ``.mo`` files of the translations, so that nobody needs gettext's programs.

Needs polib alone: packaging runs this file by itself, before anything is installed.
"""

import os
from pathlib import Path

import polib  # type: ignore[import-untyped]  # it carries no types

LOCALES = Path(__file__).resolve().parent.parent / "locale"


def compile_messages(locales: Path = LOCALES) -> list[Path]:
    """Make each ``.mo`` that is missing or older than its ``.po``; return those made."""
    made = []
    for source in sorted(locales.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        try:
            _compile(source, target)
        except PermissionError:
            # Installed by somebody else; what was packaged is still good.
            if not target.exists():
                raise
        else:
            made.append(target)
    return made


def _compile(source: Path, target: Path) -> None:
    half = target.with_suffix(f".mo.{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(half))
    half.replace(target)
