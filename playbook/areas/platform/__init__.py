"""The page work of a new store: categories, photos and detail pages, and the days they take."""
