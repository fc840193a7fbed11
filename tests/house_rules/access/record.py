"""Who may do what: logs are for everybody, as they hold digests only."""

from tests.house_rules.access.row import Row, everyone

ROWS: list[Row] = [
    everyone("record:checkpoint", 200),
    everyone("record:policy", 200),
    everyone("record:policy_of", 200),
    everyone("record:kept", 200),
    everyone("record:kept_checkpoint", 200),
    everyone("record:tile", 200),
    everyone("record:mirrored", 200),
    everyone("record:witness_key", 200),
    everyone("record:seen_checkpoint", 200),
    everyone("record:add_checkpoint", 400, "POST"),
]
