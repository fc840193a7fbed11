"""What people write on the pages of federated questions."""
