"""The application for ASGI servers."""

import multiprocessing
import signal
from multiprocessing.process import BaseProcess
from threading import Thread

from folkmoot.site.threads import InThreads
from folkmoot.site.wsgi import application as pages

THREADS = 8
application = InThreads(pages, THREADS)


def end_with(parent: BaseProcess) -> None:
    """Stop serving when the process that started this one is gone, be it killed."""
    parent.join()
    signal.raise_signal(signal.SIGTERM)


starter = multiprocessing.parent_process()
if starter is not None:  # one of several processes of ``folkmoot serve``
    Thread(target=end_with, args=(starter,), daemon=True).start()
