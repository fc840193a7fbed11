"""Questions on their way to a decision, and the decision."""
