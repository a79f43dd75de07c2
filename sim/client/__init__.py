"""A client: what its file may say, whether it makes sense, and the world built of it."""
