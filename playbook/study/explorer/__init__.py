"""The explorer: levers and uncertainties with their values, and the arrays of a client at each."""
