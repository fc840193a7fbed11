"""Words of federated questions that pages and the API share."""
