"""Keys that sign: sealed on this server, promised on paper, on members' devices."""
