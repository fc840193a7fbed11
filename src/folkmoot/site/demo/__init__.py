"""The demo: a housing co-op whose questions stand at every step of the process.

Everything is made by the operations that pages use, with instants in the past, one
after another in the order of time; so its records hold like any other. Two real
conversations come in beside it, by the same importer that everybody has.
"""
