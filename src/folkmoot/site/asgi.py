"""The application for ASGI servers."""

from folkmoot.site.threads import InThreads
from folkmoot.site.wsgi import application as pages

THREADS = 8
application = InThreads(pages, THREADS)
