"""What people write and choose on the way of a question; one module per part."""
