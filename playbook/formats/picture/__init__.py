"""Charts laid out by hand on a canvas of pixels, one module a kind."""
