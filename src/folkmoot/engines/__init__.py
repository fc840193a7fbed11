"""Pure computations: same input, same answer, no clock, no database, no network."""
