"""The welcome page, my page, the collective's page."""
