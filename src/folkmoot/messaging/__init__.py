"""What goes out and comes in: messages, deliveries, one-time codes."""
