"""Pages of a question; one module per part of its way."""
