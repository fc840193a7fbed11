"""Every change to recipes and plans, and to exchanges: a package for each."""
