"""From a notebook and its parameters to a folder of documents."""
