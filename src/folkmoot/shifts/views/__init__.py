"""Pages of jobs, shifts and rotas."""
