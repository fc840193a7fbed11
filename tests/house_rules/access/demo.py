"""Addresses that exist only while the demo runs; `tests/site/test_demo.py` asks them."""

from tests.house_rules.access.row import everyone

ROWS = [
    everyone("demo:doors", 200),
    everyone("demo:enter", 302),
]
