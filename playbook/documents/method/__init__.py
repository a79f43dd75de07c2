"""The method document: what the numbers rest on."""
