"""A client's intake workbook: its cells, its sheets, and the tree of a client file in it."""
