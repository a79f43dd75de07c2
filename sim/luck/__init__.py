"""All luck of a season: named streams, and the season drawn from them once."""
