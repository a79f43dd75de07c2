"""Tables of ``data/``: what a column may hold, how a file is read, the rules that stand in them."""
