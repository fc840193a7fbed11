"""The pages of home; one module per part."""
