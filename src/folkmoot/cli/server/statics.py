"""Files that browsers fetch: gathered into the data folder under hashed names."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static() -> bool:
    """Gather the files again if they changed; return whether they had."""
    if not settings.STATIC_MANIFEST:
        return False
    stamp, wanted = find_stamp(), fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(wanted)
    return True


def are_collected() -> bool:
    """Return whether the gathered files are those of this version."""
    stamp = find_stamp()
    return stamp.exists() and stamp.read_text() == fingerprint()


def find_stamp() -> Path:
    """Return the file that says which files were gathered last."""
    return Path(settings.STATIC_ROOT) / "gathered"


def fingerprint() -> str:
    """Return a digest that changes when a file does."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda pair: pair[0]):
            stat = Path(storage.path(name)).stat()
            found.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return found.hexdigest()
