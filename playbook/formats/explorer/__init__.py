"""The explorer: one page with the model itself in it, live without any request."""
