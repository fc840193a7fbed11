"""What is held in common: the fund's books, promises and payments, what is left over.

Fair shares come from `engines.sharing`; what is chosen goes through `deciding`.
"""
