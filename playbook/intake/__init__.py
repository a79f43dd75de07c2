"""The intake workbook: a client file as an Excel form, and the way between the two."""
