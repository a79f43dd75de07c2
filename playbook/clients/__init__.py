"""A client's own files: read, checked and written anew."""
