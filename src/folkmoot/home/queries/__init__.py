"""What the pages of home show; every list has a fixed number of queries."""
