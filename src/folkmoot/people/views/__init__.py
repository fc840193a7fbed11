"""The pages of this room; one module per part."""
