"""Reading recipes and plans."""
