"""Which inputs agree with what a client has sold: targets, search, and the set of fits."""
