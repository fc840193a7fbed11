"""The API: every room's ``api.py`` put together under ``/api/v1/``.

A program acts for the person whose key it holds: the same access functions, the same
operations, the same 404 for what is not there and what is not theirs. A browser that is
signed in may read. One shape for every error (`web.wire.problems`), one receipt for
every write (`web.submissions`). The description at ``/api/v1/openapi.json`` is kept in
``docs/reference/openapi.json``; ``tests/api`` compares the two.
"""
