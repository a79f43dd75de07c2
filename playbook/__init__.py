"""What a client gets: plan, pitch, what-if, the documents, and the command line."""
