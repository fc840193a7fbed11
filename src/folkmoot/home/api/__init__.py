"""The API of what home shows: what waits, the record, search, copies to take away."""

from ninja import Router

from folkmoot.home.api import copies, device, doubts, guardians, log, own, record

routers: tuple[tuple[str, Router], ...] = (
    ("me", own.router),
    ("record", record.router),
    ("log", log.router),
    ("doubts", doubts.router),
    ("guardians", guardians.router),
    ("device", device.router),
    ("copies", copies.router),
)
