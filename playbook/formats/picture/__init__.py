"""Charts drawn on matplotlib's axes, one module a kind, given away as shapes and words."""
