"""The web page: one file that opens from an e-mail."""
