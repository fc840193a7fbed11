"""``folkmoot demo``: a housing co-op to look at and to play with, on this machine."""

import gc
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import uvicorn

from folkmoot.cli.errors import StopError
from folkmoot.cli.numbers import port
from folkmoot.cli.server.demo_folder import check_folder, choose_settings, holding
from folkmoot.cli.server.init import prepare_folder
from folkmoot.cli.server.serve import (
    GRACE,
    PORT,
    leave,
    listen,
    run_alone,
    working,
)
from folkmoot.cli.server.starting import load_pages, start_django

HOST = "127.0.0.1"
FOLDER = Path("data/demo")
PATIENCE = 1.0  # seconds for what goes on beside, when somebody presses Ctrl-C


def main(argv: Sequence[str]) -> int:
    """Set everything up, say who one can be, and serve until told to stop."""
    parser = ArgumentParser(
        prog="folkmoot demo",
        description="A housing co-op whose questions stand at every step of the way.",
    )
    parser.add_argument("--port", type=port, default=PORT, help="port to listen on")
    parser.add_argument(
        "--data", type=Path, default=FOLDER, metavar="FOLDER", help=f"default: {FOLDER}"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="start over; forgets what was done"
    )
    options = parser.parse_args(argv)
    data = options.data.expanduser().absolute()
    check_folder(data)
    listener = listen(HOST, options.port)
    try:
        with listener, holding(data, is_fresh=options.fresh):
            choose_settings(data, listener.getsockname()[1])
            set_up(data)
            serve(listener, data)
    except KeyboardInterrupt:
        pass  # while it was being set up; uvicorn takes it afterwards
    print("\nThe demo has stopped. Start it again, and all is as you left it.")
    leave()
    return 0


def set_up(data: Path) -> None:
    """Make the database and, the first time, everybody in it."""
    prepare_folder(data)
    start_django()
    load_pages()
    from folkmoot.cli.server.statics import collect_static

    # Compressing what browsers fetch needs a processor of its own for a while.
    with ThreadPoolExecutor(1) as beside:
        gathered = beside.submit(collect_static)
        make_database()
        fill()
        gathered.result()


def make_database() -> None:
    """Make the tables, or look whether they are of this version.

    Raises
    ------
    StopError
        If an early version made them.
    """
    from folkmoot.cli.server import database

    if database.list_pending():
        database.migrate()
    if database.lacks_columns():
        message = f"{database.OTHER_TABLES}. Begin anew: folkmoot demo --fresh"
        raise StopError(message)


def fill() -> None:
    """Let people move into an empty database; a broken-off start left it empty."""
    from folkmoot.people.models import Person
    from folkmoot.site.demo.building import build_demo
    from folkmoot.web.clock import read_clock

    if Person.objects.exists():
        return
    print("Twelve people move in ...", file=sys.stderr, flush=True)
    gc.disable()  # nothing that is made here is garbage before the end
    build_demo(read_clock())
    gc.enable()


def serve(listener: socket.socket, data: Path) -> None:
    """Listen with a worker beside, and load the conversations meanwhile."""
    config = uvicorn.Config(
        "folkmoot.site.asgi:application",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    print(describe(data), flush=True)
    stop = Event()
    with working(stop, is_wanted=True, patience=PATIENCE), loading(stop):
        run_alone(uvicorn.Server(config), listener)


def describe(data: Path) -> str:
    """Return what stands in the terminal: who one can be, and where mail goes."""
    from django.conf import settings

    from folkmoot.site.demo.links import list_doors
    from folkmoot.site.demo.loading import list_missing

    arriving = (
        "Two real conversations are being loaded; Di, Ann, Bo, Flo and Cy see them."
        if list_missing()
        else "Two real conversations are here: Di, Ann, Bo, Flo and Cy see them."
    )
    doors = [f"  {d.person.name:<4} {d.url}  {d.about}" for d in list_doors()]
    return "\n".join(
        [
            "",
            f"The demo is ready: {settings.CONFIG.public_url}/",
            "Be one of its people; each link signs you in, as often as you like:",
            "",
            *doors,
            "",
            f"Nothing goes out to anybody. Mail lands in {data / 'mail'}",
            arriving,
            "Stop with Ctrl-C.",
        ]
    )


@contextmanager
def loading(stop: Event) -> Iterator[None]:
    """Load the conversations in the background; stop it with the server.

    The worker, which ends after it, hears of ``stop`` at the same time.
    """
    from folkmoot.site.demo.loading import loading, make_loader

    thread = make_loader()
    try:  # from the start on: Ctrl-C may come before `start` returns
        thread.start()
        yield
    finally:
        stop.set()
        loading.stop.set()
        if thread.ident is not None:
            thread.join(PATIENCE)
