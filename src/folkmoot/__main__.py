"""``python -m folkmoot`` is the ``folkmoot`` command."""

from folkmoot.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
