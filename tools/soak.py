"""The long versions of tests: ``./run soak``; each on SQLite and on PostgreSQL."""

import sys

from test import Stage, run_stages

STAGES = (
    Stage("long tests on SQLite", "slow"),
    Stage("long tests on PostgreSQL", "slow and database", on_postgres=True),
)

if __name__ == "__main__":
    sys.exit(run_stages(STAGES))
