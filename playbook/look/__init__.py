"""The look of every document: brand, colours, fonts."""
