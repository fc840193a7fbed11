"""Statements of banks, read from files: pure functions on bytes and rows.

Nothing here trusts a file: sizes, rows and depths are limited, and a document that
declares a type, and so could declare entities, is refused before anything is read.
"""
