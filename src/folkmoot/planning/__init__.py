"""What people need and can give: needs and offers, shifts, things, plans, the fund.

Work and goods are planned in kind, for need. What is computed comes from
`engines.provision` (plans) and `engines.sharing` (rotas, fair shares); what is chosen
goes through `deciding`, and what is agreed is carried out in `doing`.
"""
