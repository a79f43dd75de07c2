"""Many points of a client on the same seasons: the grid, its blocks, their folder, what it says."""
