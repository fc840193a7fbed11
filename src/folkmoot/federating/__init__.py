"""One question, many collectives: federations, councils, mandates, recall.

A federation is a collective whose members are collectives or federations. What it asks
goes to every leaf in the same hour; each leaf answers by the ordinary process of
`deciding`, led by the federation's question, which alone takes the steps. Tallies are
summed from the leaves and never merged.
"""
