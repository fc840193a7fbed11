"""Every change to jobs, shifts, rotas and turns, by what it is about."""
