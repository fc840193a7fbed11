"""Reading questions: the engine's facts, tallies, and what pages show."""
