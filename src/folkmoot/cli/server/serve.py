"""``folkmoot serve``: the server, with a worker inside."""

import errno
import logging
import os
import socket
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread

import uvicorn
from uvicorn.supervisors import Multiprocess

from folkmoot.cli.errors import StopError
from folkmoot.cli.numbers import count, port
from folkmoot.cli.server.starting import (
    load_pages,
    make_parser,
    read_config,
    read_options,
    require_init,
    start_django,
)
from folkmoot.cli.server.worker import Worker, on_signals

PORT = 8000
GRACE = 10  # seconds for pages under way when the server stops
MOST_SKEW = 5.0  # seconds
log = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Serve until told to stop."""
    parser = make_parser("serve", "Run the server on a folder made by folkmoot init.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=port, default=PORT, help="port to listen on")
    parser.add_argument(
        "--processes", type=count, default=1, help="two where hundreds come at once"
    )
    parser.add_argument(
        "--no-worker", action="store_true", help="folkmoot worker runs elsewhere"
    )
    parser.add_argument(
        "--migrate", action="store_true", help="bring the database up to this version"
    )
    options = read_options(parser, argv)
    require_init()
    start_django()
    check_database(may_migrate=options.migrate)
    load_pages()
    serve(options)
    leave()
    return 0


def check_database(*, may_migrate: bool) -> None:
    """Stop on a database of another version; warn of clocks that differ.

    Raises
    ------
    StopError
        If the database has to be migrated first, or cannot be reached.
    """
    from folkmoot.cli.server.database import (
        is_new,
        list_pending,
        measure_skew,
        migrate,
        require_columns,
        require_this_version,
    )
    from folkmoot.cli.server.statics import collect_static

    pending = list_pending()
    if pending and (may_migrate or is_new()):
        migrate()
    elif pending:
        require_this_version()
    require_columns()
    collect_static()
    skew = measure_skew()
    if abs(skew) > MOST_SKEW:
        log.warning(
            "this machine's clock differs from the database's by %.0f s; "
            "the database's decides",
            skew,
        )


def serve(options: Namespace) -> None:
    """Listen until a signal comes, then finish what is under way."""
    stop = Event()
    listener = listen(options.host, options.port)
    config = uvicorn.Config(
        "folkmoot.site.asgi:application",
        workers=options.processes,
        lifespan="off",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=read_config().behind_proxy,
        timeout_graceful_shutdown=GRACE,
        # A busy machine may keep a process from answering longer than five seconds.
        timeout_worker_healthcheck=60,
    )
    port = listener.getsockname()[1]
    with listener, working(stop, is_wanted=not options.no_worker):
        print(f"Folkmoot listens on http://{options.host}:{port}/", flush=True)
        if options.processes > 1:
            Multiprocess(config, sockets=[listener]).run()
        else:
            run_alone(uvicorn.Server(config), listener)


def run_alone(server: uvicorn.Server, listener: socket.socket) -> None:
    """Serve in this process; a signal that comes while it starts counts too."""

    def end() -> None:
        # uvicorn raises the signal once more after it has stopped: it ends here.
        server.should_exit = True

    on_signals(end)
    server.run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises
    ------
    StopError
        If the port is taken, or not ours to take.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message = f"Port {port} is taken. Choose another: --port {port + 1}"
        else:
            number = error.errno or 0  # below 0: from the search for the host's name
            reason = os.strerror(number) if number > 0 else "no such address"
            message = f"Cannot listen on {host}:{port}: {reason}."
        raise StopError(message) from None
    # Connections inherit it. Without, the second part of an answer waits for the
    # browser to confirm the first, which it does 40 ms later.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


@contextmanager
def working(stop: Event, *, is_wanted: bool, patience: float = GRACE) -> Iterator[None]:
    """Keep a worker going beside the server, and end it with the server.

    A job gets ``patience`` seconds to come to its end; then see `leave`.
    """
    thread = Thread(target=Worker(stop).run, name="worker", daemon=True)
    try:  # from the start on: Ctrl-C may come before `start` returns
        if is_wanted:
            thread.start()
        yield
    finally:
        stop.set()
        if thread.ident is not None:
            thread.join(patience)


def leave() -> None:
    """End the process at once where a job beside the server is still at work.

    A map of a large hearing takes longer than anybody waits for a server to stop. What
    is half done is as after a power cut: the database takes it back, and the next start
    does it.
    """
    if any(thread.daemon for thread in threading.enumerate()):
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
