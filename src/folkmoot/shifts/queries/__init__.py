"""Reading jobs, shifts, drafts and accounts."""
