"""The application for ASGI servers.

Pages run in threads: under ASGI each synchronous middleware would be a thread hop,
which doubles the CPU of a page.
"""

from a2wsgi import WSGIMiddleware

from folkmoot.site.wsgi import application as pages

THREADS = 8
application = WSGIMiddleware(pages, workers=THREADS)  # type: ignore[arg-type]
