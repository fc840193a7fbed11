"""Pages of recipes and plans."""
