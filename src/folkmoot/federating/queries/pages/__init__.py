"""What the pages of federated questions show."""
