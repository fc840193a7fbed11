"""Plans of work and goods, in kind and for need: recipes, plans, exchanges.

What is computed comes from `engines.provision`; what is chosen goes through
`deciding`, and what is agreed is carried out in `doing`.
"""
