"""What the page of a question shows: the frame, and one module per stage."""
