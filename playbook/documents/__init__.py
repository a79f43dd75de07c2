"""The documents of a client, and the list of them."""
