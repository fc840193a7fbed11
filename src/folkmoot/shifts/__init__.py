"""Work that returns: jobs, shifts, who takes them, rotas drawn fairly.

Who is asked when, and whose turn it is, comes from `engines.sharing`.
"""
