"""What every room's API shares: one error, strict JSON, plain fields, cursors.

Nothing gets in that a database cannot keep or two readers could understand
differently: NaN, doubled keys, NUL, halves of surrogate pairs, times without a zone.
`tests/api/test_bad_input.py` holds the corpus.
"""
