"""The questions of the demo, from the oldest to the newest."""
